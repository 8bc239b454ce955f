"""Papers for one person, each offered where that person is at hand."""

from flask import render_template
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.desk.participant.queries import by_id
from classroom.desk.queue.desk_queries import bookings as bookings_of
from classroom.desk.queue.queries import by_id as enrolment_by_id
from classroom.papers import certificate_queries, person_queries
from classroom.papers.blueprint import bp, give
from classroom.papers.certificate_rules import CertificateRule
from classroom.papers.pdf.application import draw_application
from classroom.papers.pdf.certificate import draw_certificates
from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.pdf.slip import draw_slip
from classroom.papers.person_values import Applicant, Application
from classroom.papers.values import office_of, signer_of
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import or_404
from classroom.web.staff.access import allow


@bp.get("/participants/<int:participant_id>/papers")
@allow(DESK)
def person(participant_id: int) -> str:
    """Show every paper for a person: the form, and what goes with each class."""
    db, rule, today = get_db(), CertificateRule(settings().certificate_rule), clock.today()
    found = or_404(by_id(db, participant_id))
    bookings = bookings_of(db, participant_id)
    over = [each for each in bookings if each.status is Status.ACCEPTED and each.last_on <= today]
    return render_template(
        "papers/person.html",
        person=found,
        live=[each for each in reversed(bookings) if each.is_live and each.last_on >= today],
        finished=[
            each
            for each in over
            if each.enrolment_id in certificate_queries.finished(db, each.offering_id, rule)
        ],
    )


@bp.get("/enrolments/<int:enrolment_id>/slip.pdf")
@allow(DESK)
def slip(enrolment_id: int) -> Response:
    office, now = office_of(settings()), clock.now()
    found = or_404(person_queries.slip(get_db(), enrolment_id, office, printed_at=now))
    return give(draw_slip(found), f"受付票_{enrolment_id}.pdf")


@bp.get("/enrolments/<int:enrolment_id>/invitation.pdf")
@allow(DESK)
def invitation(enrolment_id: int) -> Response:
    db, office = get_db(), office_of(settings())
    line = or_404(enrolment_by_id(db, enrolment_id))
    found = person_queries.invitations(
        db, line.offering_id, office, printed_at=clock.now(), enrolment_id=enrolment_id
    )
    letter = or_404(found if found and found.guests else None)
    return give(draw_invitations(letter), f"参加のご案内_{enrolment_id}.pdf")


@bp.get("/enrolments/<int:enrolment_id>/certificate.pdf")
@allow(DESK)
def certificate(enrolment_id: int) -> Response:
    """Give one person's 修了証, once they have finished the class."""
    db, chosen = get_db(), settings()
    line = or_404(enrolment_by_id(db, enrolment_id))
    rule, signer = CertificateRule(chosen.certificate_rule), signer_of(chosen)
    found = certificate_queries.certificates(
        db, line.offering_id, rule, signer, enrolment_id=enrolment_id
    )
    paper = draw_certificates(or_404(found if found and found.names else None))
    return give(paper, f"修了証_{enrolment_id}.pdf")


@bp.get("/application.pdf")
@allow(DESK)
def blank_application() -> Response:
    """Give an empty 申込書, to be laid out at the counter."""
    return _application(Applicant(), "申込書.pdf")


@bp.get("/participants/<int:participant_id>/application.pdf")
@allow(DESK)
def application(participant_id: int) -> Response:
    """Give an 申込書 with what is known of someone, to be looked over and ticked."""
    found = or_404(person_queries.applicant(get_db(), participant_id))
    return _application(found, f"申込書_{participant_id}.pdf")


def _application(applicant: Applicant, file_name: str) -> Response:
    form = Application(applicant, office_of(settings()), clock.now())
    return give(draw_application(form), file_name)
