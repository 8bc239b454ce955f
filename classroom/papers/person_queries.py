"""Reading whom the papers for a person are for."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core import clock
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import by_id, is_here
from classroom.desk.participant.rules import NEED_LABELS
from classroom.desk.queue.desk_queries import companions
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.queries import places
from classroom.papers.person_values import (
    Applicant,
    Guest,
    Invitations,
    Message,
    Notices,
    Postcards,
    Slip,
)
from classroom.papers.queries import cancelled, class_facts, facts_of, happened
from classroom.papers.values import ClassFacts, Office
from classroom.planning.course.models import CourseSession
from classroom.planning.course.queries import offering as find_offering
from classroom.planning.place.models import District
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, Status


def guests(db: Session, offering_id: int, statuses: Collection[Status], today: date) -> list[Guest]:
    """Return who applied for an offering and stands so: by queue, else in 五十音 order.

    Nothing is sent to who has moved away or died.
    """
    stands = _stand(offering_id, statuses)
    return _guests(db, sa.and_(stands, is_here(today)), offering_id)


def left_out(db: Session, offering_id: int, statuses: Collection[Status], today: date) -> int:
    """Return how many `guests` leaves out."""
    wanted = sa.select(sa.func.count()).select_from(Enrolment).join(Participant)
    gone = wanted.where(_stand(offering_id, statuses), ~is_here(today))
    return int(db.connection().execute(gone).scalar_one())


def _stand(offering_id: int, statuses: Collection[Status]) -> sa.ColumnElement[bool]:
    stands = col(Enrolment.status).in_(statuses)
    return sa.and_(col(Enrolment.offering_id) == offering_id, stands)


def slip(db: Session, enrolment_id: int, office: Office, *, printed_at: datetime) -> Slip | None:
    """Return a 受付票; None where the application, or its class, was cancelled or is gone."""
    line = db.get(Enrolment, enrolment_id)
    if line is None or line.status not in LIVE:
        return None
    about = _taking_place(db, line.offering_id)
    found = _guests(db, col(Enrolment.id) == enrolment_id, line.offering_id)
    return Slip(found[0], about, office, printed_at) if found and about else None


def invitations(
    db: Session,
    offering_id: int,
    office: Office,
    *,
    printed_at: datetime,
    enrolment_id: int | None = None,
) -> Invitations | None:
    """Return the letters of a class, or of one person; None where no such class takes place."""
    about = _taking_place(db, offering_id)
    if about is None:
        return None
    found = guests(db, offering_id, {Status.ACCEPTED}, clock.local(printed_at).date())
    wanted = tuple(one for one in found if enrolment_id in (None, one.enrolment_id))
    return Invitations(wanted, about, office, printed_at)


def notices(
    db: Session, course_session_id: int, office: Office, *, printed_at: datetime
) -> Notices | None:
    """Return the letters about a day that was called off or moved; None where none was."""
    found = happened(db, course_session_id)
    session = db.get(CourseSession, course_session_id)
    about = class_facts(db, session.offering_id) if session else None
    if found is None or about is None:
        return None
    day = clock.local(printed_at).date()
    people = guests(db, about.offering_id, {Status.ACCEPTED}, day)
    return Notices(tuple(people), about, found, office, printed_at)


def cancel_notices(
    db: Session, offering_id: int, office: Office, *, printed_at: datetime
) -> Notices | None:
    """Return the letters about a class that was called off, for who waits too; None where not."""
    found, about = cancelled(db, offering_id), class_facts(db, offering_id)
    if found is None or about is None:
        return None
    people = guests(db, offering_id, LIVE, clock.local(printed_at).date())
    return Notices(tuple(people), about, found, office, printed_at)


def postcards(
    db: Session, offering_id: int, message: Message, office: Office, today: date
) -> Postcards | None:
    """Return the cards of a class that say this; None where there is no such offering."""
    about = class_facts(db, offering_id)
    if about is None:
        return None
    people = guests(db, offering_id, {message.status}, today)
    return Postcards(message, tuple(people), about, office)


def applicant(db: Session, participant_id: int) -> Applicant | None:
    """Return what an 申込書 can be filled in with; None for no such person."""
    person = by_id(db, participant_id)
    if person is None:
        return None
    return Applicant(
        name=person.name,
        kana=person.name_kana,
        born_on=person.born_on,
        telephone=person.telephone,
        good_times=person.good_times,
        district=person.district.name if person.district else "",
        address=person.address,
        device=person.device,
        card=person.card,
        needs=tuple(word for field, word in NEED_LABELS.items() if getattr(person, field)),
        family_name=person.family_name,
        family_relation=person.family_relation,
        family_telephone=person.family_telephone,
    )


def _taking_place(db: Session, offering_id: int) -> ClassFacts | None:
    """Return a class, unless it was called off: nobody may be asked to come to that."""
    found = find_offering(db, offering_id)
    if found is None or found.status is OfferingStatus.CANCELLED:
        return None
    return facts_of(found)


def _guests(db: Session, which: sa.ColumnElement[bool], offering_id: int) -> list[Guest]:
    queue = places([offering_id])
    wanted = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.participant_id).label("participant_id"),
            col(Participant.name).label("name"),
            col(Participant.name_kana).label("kana"),
            col(Enrolment.status).label("status"),
            col(Participant.address).label("address"),
            sa.func.coalesce(col(District.name), "").label("district"),
            queue.c.place.label("waiting_place"),
        )
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(District, col(District.id) == col(Participant.district_id))
        .outerjoin(queue, queue.c.enrolment_id == col(Enrolment.id))
        .where(which)
        .order_by(
            sa.func.coalesce(queue.c.place, 0), col(Participant.sort_key), col(Participant.id)
        )
    )
    found = [Guest(**row) for row in db.connection().execute(wanted).mappings()]
    together = companions(db, [guest.enrolment_id for guest in found])
    return [replace(guest, companions=together.get(guest.enrolment_id, ())) for guest in found]
