"""Papers for everybody in a class: letters, cards, labels, certificates."""

from flask import render_template, request
from werkzeug.wrappers import Response

from classroom.core import clock
from classroom.desk.queue.queries import is_drawn
from classroom.papers import certificate_queries, person_queries
from classroom.papers.blueprint import bp, give
from classroom.papers.certificate_rules import CertificateRule
from classroom.papers.pdf.certificate import draw_certificates
from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.pdf.labels import draw_labels
from classroom.papers.pdf.notice import draw_door_notice, draw_notices
from classroom.papers.pdf.postcard import draw_postcards
from classroom.papers.person_values import ADDRESSEES, Certificates, Labels, Message, Notices
from classroom.papers.values import office_of, signer_of
from classroom.planning.course.queries import offering as find_offering
from classroom.rules.label_sheet import label_sheet
from classroom.rules.text import plain_number
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import DESK
from classroom.web.database import get_db, settings
from classroom.web.pages import or_404
from classroom.web.staff.access import allow


@bp.get("/offerings/<int:offering_id>/mailing")
@allow(DESK)
def mailing(offering_id: int) -> str:
    """Show what can be handed out or sent to the people of a class, and to how many."""
    db = get_db()
    found = or_404(find_offering(db, offering_id))
    today = clock.today()
    statuses = {Status.ACCEPTED, Status.WAITLISTED}
    return render_template(
        "papers/mailing.html",
        left_out=person_queries.left_out(db, offering_id, statuses, today),
        offering=found,
        title=found.title or found.course.title,
        first=found.first_session,
        accepted=len(person_queries.guests(db, offering_id, {Status.ACCEPTED}, today)),
        waiting=len(person_queries.guests(db, offering_id, {Status.WAITLISTED}, today)),
        # What who waits is told: that the draw was lost, or that the class is full.
        waits=Message.LOST if is_drawn(db, offering_id) else Message.WAITING,
        invitation=Message.INVITATION,
        sheet=label_sheet(settings().label_sheet),
        finished=len(_certificates(offering_id, early=False).names),
        expected=len(_certificates(offering_id, early=True).names),
        rule=CertificateRule(settings().certificate_rule),
    )


@bp.get("/offerings/<int:offering_id>/invitations.pdf")
@allow(DESK)
def invitations(offering_id: int) -> Response:
    office = office_of(settings())
    found = person_queries.invitations(get_db(), offering_id, office, printed_at=clock.now())
    letters = or_404(found)
    return give(draw_invitations(letters), f"参加のご案内_{letters.about.code}.pdf")


@bp.get("/sessions/<int:course_session_id>/notices.pdf")
@allow(DESK)
def notices(course_session_id: int) -> Response:
    """Give the letters that tell what has become of a day, to who could not be reached."""
    letters = _notices(course_session_id)
    name = f"{letters.happened.act.notice}_{letters.about.code}.pdf"
    return give(draw_notices(letters), name)


@bp.get("/sessions/<int:course_session_id>/door-notice.pdf")
@allow(DESK)
def door_notice(course_session_id: int) -> Response:
    """Give the page for the door of the venue."""
    letters = _notices(course_session_id)
    return give(draw_door_notice(letters), f"貼り紙_{letters.about.code}.pdf")


@bp.get("/offerings/<int:offering_id>/cancel-notices.pdf")
@allow(DESK)
def cancel_notices(offering_id: int) -> Response:
    """Give the letters that tell that a class is called off, to who could not be reached."""
    letters = _cancel_notices(offering_id)
    return give(draw_notices(letters), f"{letters.happened.act.notice}_{letters.about.code}.pdf")


@bp.get("/offerings/<int:offering_id>/cancel-door-notice.pdf")
@allow(DESK)
def cancel_door_notice(offering_id: int) -> Response:
    letters = _cancel_notices(offering_id)
    return give(draw_door_notice(letters), f"貼り紙_{letters.about.code}.pdf")


def _cancel_notices(offering_id: int) -> Notices:
    office, now = office_of(settings()), clock.now()
    return or_404(person_queries.cancel_notices(get_db(), offering_id, office, printed_at=now))


def _notices(course_session_id: int) -> Notices:
    office, now = office_of(settings()), clock.now()
    return or_404(person_queries.notices(get_db(), course_session_id, office, printed_at=now))


@bp.get("/offerings/<int:offering_id>/postcards.pdf")
@allow(DESK)
def postcards(offering_id: int) -> Response:
    """Give はがき that say what `message` names."""
    asked = request.args.get("message", Message.INVITATION)
    message = or_404(next((each for each in Message if each == asked), None))
    office = office_of(settings())
    cards = or_404(person_queries.postcards(get_db(), offering_id, message, office, clock.today()))
    return give(draw_postcards(cards), f"はがき_{message.label}_{cards.about.code}.pdf")


@bp.get("/offerings/<int:offering_id>/labels.pdf")
@allow(DESK)
def labels(offering_id: int) -> Response:
    """Give 宛名ラベル, from the first label that is left on the sheet."""
    db = get_db()
    found = or_404(find_offering(db, offering_id))
    people = person_queries.guests(
        db,
        offering_id,
        {ADDRESSEES.get(request.args.get("to", ""), Status.ACCEPTED)},
        clock.today(),
    )
    sheet = label_sheet(settings().label_sheet)
    paper = draw_labels(Labels(tuple(people), sheet, start_label()))
    return give(paper, f"宛名ラベル_{found.code}.pdf")


@bp.get("/offerings/<int:offering_id>/certificates.pdf")
@allow(DESK)
def certificates(offering_id: int) -> Response:
    """Give the 修了証 of who has finished; `early`, of who still can on the last day."""
    found = _certificates(offering_id, early="early" in request.args)
    return give(draw_certificates(found), f"修了証_{offering_id}.pdf")


def _certificates(offering_id: int, *, early: bool) -> Certificates:
    chosen = settings()
    rule, signer = CertificateRule(chosen.certificate_rule), signer_of(chosen)
    found = certificate_queries.certificates(get_db(), offering_id, rule, signer, early=early)
    return or_404(found)


def start_label() -> int:
    """Read at which label to begin; the first one where nothing usable was written."""
    text = plain_number(request.args.get("start", ""))
    return int(text) if text.isdecimal() and len(text) < 4 else 1  # noqa: PLR2004  # three digits
