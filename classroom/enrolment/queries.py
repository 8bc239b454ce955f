"""Who is in an offering, who waits, and what a person is booked on."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.course.models import Course, CourseSession, Offering
from classroom.course.queries import TITLE
from classroom.course.rules import Status as OfferingStatus
from classroom.enrolment.models import Enrolment, EnrolmentChange
from classroom.enrolment.order import places
from classroom.enrolment.rules import Status
from classroom.enrolment.values import Booking, Change, RosterLine
from classroom.participant.models import Participant
from classroom.place.models import Room, Venue
from classroom.staff.models import StaffMember

_ROSTER: dict[str, Any] = {
    "enrolment_id": col(Enrolment.id),
    "participant_id": col(Enrolment.participant_id),
    "name": col(Participant.name),
    "name_kana": col(Participant.name_kana),
    "born_on": col(Participant.born_on),
    "told_band": col(Participant.told_band),
    "telephone": col(Participant.telephone),
    "good_times": col(Participant.good_times),
    "device": col(Participant.device),
    "card": col(Participant.card),
    "needs_hearing": col(Participant.needs_hearing),
    "needs_wheelchair": col(Participant.needs_wheelchair),
    "needs_large_print": col(Participant.needs_large_print),
    "needs_step_free": col(Participant.needs_step_free),
    "channel": col(Enrolment.channel),
    "status": col(Enrolment.status),
    "waiting_number": col(Enrolment.waiting_number),
    "holds_seat": col(Enrolment.holds_seat),
    "is_first_time": col(Enrolment.is_first_time),
    "applied_at": col(Enrolment.applied_at),
    "party": col(Enrolment.party),
    "proxy": col(Enrolment.proxy),
    "override_reason": col(Enrolment.override_reason),
    "note": col(Enrolment.note),
    "person_note": col(Participant.note),
}


def by_id(db: Session, enrolment_id: int) -> Enrolment | None:
    """Return an enrolment."""
    return db.get(Enrolment, enrolment_id)


def of(db: Session, participant_id: int, offering_id: int) -> Enrolment | None:
    """Return a person's line in an offering, whatever its status."""
    wanted = select(Enrolment).where(
        Enrolment.participant_id == participant_id, Enrolment.offering_id == offering_id
    )
    return db.exec(wanted).first()


def party_of(db: Session, line: Enrolment, statuses: Collection[Status]) -> list[Enrolment]:
    """Return the lines of a party that have one of these statuses, held; the line itself first.

    Someone who comes alone is a party of one.
    """
    if line.party is None:
        return [line]
    wanted = (
        select(Enrolment)
        .where(
            Enrolment.offering_id == line.offering_id,
            Enrolment.party == line.party,
            Enrolment.id != line.id,
            col(Enrolment.status).in_(statuses),
        )
        .order_by(col(Enrolment.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [line, *db.exec(wanted)]


def new_party(db: Session, offering_id: int) -> int:
    """Return a number that no party of the offering has."""
    wanted = sa.select(sa.func.max(col(Enrolment.party)))
    found = db.connection().execute(wanted.where(col(Enrolment.offering_id) == offering_id))
    return (found.scalar_one() or 0) + 1


def roster(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who has a place, in 五十音 order."""
    return _read(db, _roster(Status.ACCEPTED), offering_id)


def waiting(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who waits, the next one first; who comes together stands together."""
    return _read(db, _roster(Status.WAITLISTED), offering_id)


def next_in_queue(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who is to get the next free seat: one person, or a party that needs as many seats."""
    queue = waiting(db, offering_id)
    first = queue[:1]
    if not first or first[0].party is None:
        return first
    return [line for line in queue if line.party == first[0].party]


def drawing(db: Session, offering_id: int) -> list[RosterLine]:
    """Return whose application waits for the draw, as they came."""
    return _read(db, _roster(Status.APPLIED), offering_id)


def waiting_counts(db: Session, offering_ids: Sequence[int]) -> dict[int, int]:
    """Return how many wait in each offering; an offering without any is left out."""
    if not offering_ids:
        return {}
    wanted = (
        sa.select(col(Enrolment.offering_id), sa.func.count())
        .where(
            col(Enrolment.offering_id).in_(offering_ids), col(Enrolment.status) == Status.WAITLISTED
        )
        .group_by(col(Enrolment.offering_id))
    )
    return {found[0]: found[1] for found in db.connection().execute(wanted)}


def accepted_count(db: Session, offering_id: int) -> int:
    """Return how many have a place, with a seat or (as walk-ins into a full class) without."""
    wanted = sa.select(sa.func.count()).where(
        col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.ACCEPTED
    )
    return db.connection().execute(wanted).scalar_one()


def last_waiting_number(db: Session, offering_id: int) -> int:
    """Return the number of the last who waits; 0 if nobody does."""
    wanted = sa.select(sa.func.max(col(Enrolment.waiting_number)))
    found = db.connection().execute(wanted.where(col(Enrolment.offering_id) == offering_id))
    return found.scalar_one() or 0


def days_of(db: Session, offering_id: int) -> tuple[date, date]:
    """Return the days of an offering's first and last session."""
    on = col(CourseSession.on)
    wanted = sa.select(sa.func.min(on), sa.func.max(on))
    first, last = (
        db.connection().execute(wanted.where(col(CourseSession.offering_id) == offering_id)).one()
    )
    return first, last


def people_max(db: Session, session: CourseSession) -> int:
    """Return how many people the session's room, or else its venue, can hold."""
    if session.room_id is not None:
        wanted = sa.select(col(Room.capacity)).where(col(Room.id) == session.room_id)
    else:
        wanted = sa.select(col(Venue.capacity)).where(col(Venue.id) == session.venue_id)
    return db.connection().execute(wanted).scalar_one()


def came_before(db: Session, participant_id: int, day: date) -> bool:
    """Tell whether someone has a place in a class that took place before a day."""
    wanted = (
        sa.select(sa.literal(1))
        .select_from(Enrolment)
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.participant_id) == participant_id,
            col(Enrolment.status) == Status.ACCEPTED,
            col(CourseSession.on) < day,
        )
        .limit(1)
    )
    return db.connection().execute(wanted).first() is not None


def bookings(db: Session, participant_id: int) -> list[Booking]:
    """Return all a person applied for, the latest class first."""
    return _bookings(db, col(Enrolment.participant_id) == participant_id)


def booking(db: Session, enrolment_id: int) -> Booking | None:
    """Return one enrolment as the desk shows it."""
    return next(iter(_bookings(db, col(Enrolment.id) == enrolment_id)), None)


def _bookings(db: Session, condition: sa.ColumnElement[bool]) -> list[Booking]:
    session, each = aliased(CourseSession), aliased(CourseSession)
    mine = sa.select(col(Enrolment.offering_id)).where(condition).correlate(None)
    queue = places(mine)
    span = (
        sa.select(
            col(each.offering_id).label("offering_id"),
            sa.func.max(col(each.on)).label("last_on"),
            sa.func.count().label("sessions"),
        )
        .where(col(each.offering_id).in_(mine))
        .group_by(col(each.offering_id))
        .subquery()
    )
    wanted = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.participant_id).label("participant_id"),
            col(Offering.id).label("offering_id"),
            TITLE.label("title"),
            col(Enrolment.status),
            queue.c.place.label("waiting_place"),
            col(Enrolment.holds_seat),
            (col(Offering.status) == OfferingStatus.CANCELLED).label("is_cancelled"),
            col(session.on).label("first_on"),
            span.c.last_on,
            col(session.starts).label("starts"),
            col(session.ends).label("ends"),
            col(Venue.name).label("venue"),
            span.c.sessions,
            col(Enrolment.applied_at),
            col(Enrolment.channel),
            col(Enrolment.proxy),
            col(Enrolment.override_reason),
        )
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(
            session,
            sa.and_(col(session.offering_id) == col(Offering.id), col(session.number) == 1),
        )
        .join(Venue, col(Venue.id) == col(session.venue_id))
        .join(span, span.c.offering_id == col(Offering.id))
        .outerjoin(queue, queue.c.enrolment_id == col(Enrolment.id))
        .where(condition)
        .order_by(col(session.on).desc(), col(Enrolment.id).desc())
    )
    return [Booking(**row._mapping) for row in db.connection().execute(wanted)]  # noqa: SLF001  SQLAlchemy's public way to a row's names


def history(db: Session, offering_id: int, limit: int = 12) -> list[Change]:
    """Return the latest changes of an offering's enrolments, newest first."""
    wanted = (
        sa.select(
            col(EnrolmentChange.at),
            sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), col(Participant.name_kana)),
            col(EnrolmentChange.status),
            col(EnrolmentChange.why),
            sa.func.coalesce(col(StaffMember.name), ""),
        )
        .join(Enrolment, col(Enrolment.id) == col(EnrolmentChange.enrolment_id))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(EnrolmentChange.staff_member_id))
        .where(col(Enrolment.offering_id) == offering_id)
        .order_by(col(EnrolmentChange.at).desc(), col(EnrolmentChange.id).desc())
        .limit(limit)
    )
    return [Change(*row) for row in db.connection().execute(wanted)]


def status_before(db: Session, enrolment_id: int) -> Status | None:
    """Return the status an enrolment had before its last change."""
    wanted = (
        sa.select(col(EnrolmentChange.status))
        .where(col(EnrolmentChange.enrolment_id) == enrolment_id)
        .order_by(col(EnrolmentChange.id).desc())
        .limit(2)
    )
    found = list(db.connection().execute(wanted).scalars())
    return found[1] if len(found) > 1 else None


# The statements of a roster are built once: a large page waits for them.
_OFFERING: Any = sa.bindparam("offering")


_ORDER: dict[Status, Any] = {
    Status.ACCEPTED: (col(Participant.sort_key), col(Participant.id)),
    Status.APPLIED: (col(Enrolment.applied_at), col(Enrolment.id)),
}


@cache
def _roster(status: Status) -> Any:
    wanted = (
        sa.select(*(column.label(name) for name, column in _ROSTER.items()))
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .where(col(Enrolment.offering_id) == _OFFERING, col(Enrolment.status) == status)
    )
    if status is not Status.WAITLISTED:
        return wanted.order_by(*_ORDER[status])
    queue = places([_OFFERING])
    return wanted.join(queue, queue.c.enrolment_id == col(Enrolment.id)).order_by(queue.c.place)


def _read(db: Session, wanted: Any, offering_id: int) -> list[RosterLine]:
    rows = db.connection().execute(wanted, {"offering": offering_id})
    return [RosterLine(**row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's public way to a row's names
