"""Who is in an offering, who waits, and what a person is booked on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask
from classroom.desk.enrolment.models import Enrolment, EnrolmentChange
from classroom.desk.enrolment.rules import LIVE, Status
from classroom.desk.enrolment.statements import OFFERING, bookings_by, changes_of, roster_of
from classroom.desk.enrolment.values import Booking, Change, RosterLine
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.planning.course.models import CourseSession
from classroom.planning.place.models import Room, Venue

_PARTICIPANT: Any = sa.bindparam("participant")


def by_id(db: Session, enrolment_id: int) -> Enrolment | None:
    """Return an enrolment."""
    return db.get(Enrolment, enrolment_id)


def of(db: Session, participant_id: int, offering_id: int) -> Enrolment | None:
    """Return a person's line in an offering, whatever its status."""
    asked = {"participant": participant_id, "offering": offering_id}
    line: Enrolment | None = db.exec(_line(), params=asked).first()
    return line


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
    return _read(db, roster_of(Status.ACCEPTED), offering_id)


def waiting(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who waits, the next one first; who comes together stands together."""
    return _read(db, roster_of(Status.WAITLISTED), offering_id)


def next_in_queue(db: Session, offering_id: int) -> list[RosterLine]:
    """Return who is to get the next free seat: one person, or a party that needs as many seats."""
    queue = waiting(db, offering_id)
    first = queue[:1]
    if not first or first[0].party is None:
        return first
    return [line for line in queue if line.party == first[0].party]


def drawing(db: Session, offering_id: int) -> list[RosterLine]:
    """Return whose application waits for the draw, as they came."""
    return _read(db, roster_of(Status.APPLIED), offering_id)


def waiting_counts(db: Session, offering_ids: Sequence[int]) -> dict[int, int]:
    """Return how many wait in each offering; an offering without any is left out."""
    if not offering_ids:
        return {}
    rows = ask(db, _waiting_counts(), offerings=list(offering_ids))
    return {row[0]: row[1] for row in rows}


@cache
def _waiting_counts() -> Any:
    offerings: Any = sa.bindparam("offerings", expanding=True)
    return (
        sa.select(col(Enrolment.offering_id), sa.func.count())
        .where(
            col(Enrolment.offering_id).in_(offerings), col(Enrolment.status) == Status.WAITLISTED
        )
        .group_by(col(Enrolment.offering_id))
    )


def accepted_count(db: Session, offering_id: int) -> int:
    """Return how many have a place, with a seat or (as walk-ins into a full class) without."""
    wanted = sa.select(sa.func.count()).where(
        col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.ACCEPTED
    )
    return db.connection().execute(wanted).scalar_one()


def people_to_call(db: Session, offering_id: int) -> int:
    """Return how many people applied and wait for the class, those on the waiting list too."""
    wanted = select(sa.func.count(col(Enrolment.id))).where(
        Enrolment.offering_id == offering_id, col(Enrolment.status).in_(LIVE)
    )
    return db.exec(wanted).one()


def borrowers(db: Session, offering_id: int) -> int:
    """Return how many of the accepted have no telephone of their own to bring."""
    wanted = (
        select(sa.func.count(col(Enrolment.id)))
        .join(Participant)
        .where(
            Enrolment.offering_id == offering_id,
            Enrolment.status == Status.ACCEPTED,
            col(Participant.device).in_([Device.LOAN, Device.NONE]),
        )
    )
    return db.exec(wanted).one()


def last_waiting_number(db: Session, offering_id: int) -> int:
    """Return the number of the last who waits; 0 if nobody does."""
    return ask(db, _last_waiting_number(), offering=offering_id).scalar_one() or 0


def days_of(db: Session, offering_id: int) -> tuple[date, date]:
    """Return the days of an offering's first and last session."""
    first, last = ask(db, _days(), offering=offering_id).one()
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
    return ask(db, _came_before(), participant=participant_id, day=day).first() is not None


def bookings(db: Session, participant_id: int) -> list[Booking]:
    """Return all a person applied for, the latest class first."""
    return [Booking(*row) for row in ask(db, bookings_by("participant_id"), number=participant_id)]


def booking(db: Session, enrolment_id: int) -> Booking | None:
    """Return one enrolment as the desk shows it."""
    found = ask(db, bookings_by("id"), number=enrolment_id).first()
    return Booking(*found) if found else None


def history(db: Session, offering_id: int, limit: int = 12) -> list[Change]:
    """Return the latest changes of an offering's enrolments, newest first."""
    rows = ask(db, changes_of(), offering=offering_id, limit=limit)
    return [Change(*row) for row in rows]


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


def changed_at(db: Session, enrolment_id: int) -> datetime | None:
    """Return the instant of an enrolment's last change."""
    wanted = sa.select(sa.func.max(col(EnrolmentChange.at)))
    found: datetime | None = (
        db.connection()
        .execute(wanted.where(col(EnrolmentChange.enrolment_id) == enrolment_id))
        .scalar()
    )
    return found


def _read(db: Session, wanted: Any, offering_id: int) -> list[RosterLine]:
    return [RosterLine(*row) for row in ask(db, wanted, offering=offering_id)]


@cache
def _line() -> Any:
    return select(Enrolment).where(
        Enrolment.participant_id == _PARTICIPANT, Enrolment.offering_id == OFFERING
    )


@cache
def _last_waiting_number() -> Any:
    last = sa.func.max(col(Enrolment.waiting_number))
    return sa.select(last).where(col(Enrolment.offering_id) == OFFERING)


@cache
def _days() -> Any:
    on = col(CourseSession.on)
    return sa.select(sa.func.min(on), sa.func.max(on)).where(
        col(CourseSession.offering_id) == OFFERING
    )


@cache
def _came_before() -> Any:
    return (
        sa.select(sa.literal(1))
        .select_from(Enrolment)
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.participant_id) == _PARTICIPANT,
            col(Enrolment.status) == Status.ACCEPTED,
            col(CourseSession.on) < sa.bindparam("day"),
        )
        .limit(1)
    )
