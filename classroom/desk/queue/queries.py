"""What the verbs of the desk look up: a person's line, a party, the queue and its order."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from classroom.core import clock
from classroom.core.db import RowSelect, ask, named
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_here
from classroom.desk.participant.rules import Device
from classroom.desk.queue.call_rules import Class
from classroom.desk.queue.models import Draw, Enrolment, EnrolmentChange
from classroom.desk.queue.values import Clash
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE, is_first
from classroom.planning.course.rules import Selection
from classroom.planning.place.models import Room, Venue
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, Status
from classroom.rules.words.session import SessionState

# Built once are the statements of a booking (`bench book`): its own work takes 1.3 ms of processor
# time; with each built anew 6.3.
_OFFERING: Any = sa.bindparam("offering")
_PARTICIPANT: Any = sa.bindparam("participant")


def by_id(db: Session, enrolment_id: int) -> Enrolment | None:
    return db.get(Enrolment, enrolment_id)


def of(db: Session, participant_id: int, offering_id: int) -> Enrolment | None:
    """Return a person's line in an offering, whatever its status."""
    asked = {"participant": participant_id, "offering": offering_id}
    return db.exec(_line(), params=asked).first()


@cache
def _line() -> SelectOfScalar[Enrolment]:
    return select(Enrolment).where(
        Enrolment.participant_id == _PARTICIPANT, Enrolment.offering_id == _OFFERING
    )


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
    wanted = select(sa.func.max(col(Enrolment.party))).where(Enrolment.offering_id == offering_id)
    return (db.exec(wanted).one() or 0) + 1


def waiting_counts(db: Session, offering_ids: Sequence[int]) -> dict[int, int]:
    if not offering_ids:
        return {}
    return {
        row.offering_id: row.waiting
        for row in ask(db, _waiting_counts(), offerings=list(offering_ids))
    }


@cache
def _waiting_counts() -> RowSelect:
    offerings: Any = sa.bindparam("offerings", expanding=True)
    return (
        sa.select(col(Enrolment.offering_id), sa.func.count().label("waiting"))
        .where(
            col(Enrolment.offering_id).in_(offerings), col(Enrolment.status) == Status.WAITLISTED
        )
        .group_by(col(Enrolment.offering_id))
    )


def accepted_count(db: Session, offering_id: int) -> int:
    """Return how many have a place, with a seat or (as walk-ins into a full class) without."""
    wanted = select(sa.func.count()).where(
        Enrolment.offering_id == offering_id, Enrolment.status == Status.ACCEPTED
    )
    return db.exec(wanted).one()


def people_to_call(db: Session, offering_id: int) -> int:
    """Return how many people applied and wait for the class, those on the waiting list too.

    Who has left among them counts too: their line hangs on the offering until it is cancelled.
    """
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
            is_here(clock.today()),
        )
    )
    return db.exec(wanted).one()


def last_waiting_number(db: Session, offering_id: int) -> int:
    """Return the number of the last who waits; 0 if nobody does."""
    return ask(db, _last_waiting_number(), offering=offering_id).scalar_one() or 0


@cache
def _last_waiting_number() -> RowSelect:
    last = sa.func.max(col(Enrolment.waiting_number))
    return sa.select(last).where(col(Enrolment.offering_id) == _OFFERING)


def days_of(db: Session, offering_id: int) -> tuple[date, date]:
    """Return the first and the last day that takes place; of all, where every one is off."""
    row = ask(db, _days(), offering=offering_id).one()
    return row.first_on, row.last_on


@cache
def _days() -> RowSelect:
    day = col(CourseSession.on)
    held = sa.case((col(CourseSession.state) == SessionState.PLANNED, day))
    return sa.select(
        sa.func.coalesce(sa.func.min(held), sa.func.min(day)).label("first_on"),
        sa.func.coalesce(sa.func.max(held), sa.func.max(day)).label("last_on"),
    ).where(col(CourseSession.offering_id) == _OFFERING)


def people_max(db: Session, session: CourseSession) -> int:
    """Return how many people the session's room, or else its venue, can hold."""
    if session.room_id is not None:
        return db.get_one(Room, session.room_id).capacity
    return db.get_one(Venue, session.venue_id).capacity


def came_before(db: Session, participant_id: int, day: date) -> bool:
    """Tell whether someone has a place in a class that took place before a day."""
    return ask(db, _came_before(), participant=participant_id, day=day).first() is not None


@cache
def _came_before() -> RowSelect:
    return (
        sa.select(sa.literal(1))
        .select_from(Enrolment)
        .join(CourseSession, col(CourseSession.offering_id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.participant_id) == _PARTICIPANT,
            col(Enrolment.status) == Status.ACCEPTED,
            col(CourseSession.on) < sa.bindparam("day"),
            col(CourseSession.state) == SessionState.PLANNED,
        )
        .limit(1)
    )


def clashes(db: Session, participant_id: int, offering_ids: Sequence[int]) -> dict[int, Clash]:
    """Return the seat someone holds at the time of one of these offerings' sessions, if any."""
    asked = {"participant": participant_id, "offerings": list(offering_ids)}
    return {
        row.offering_id: Clash(row.title, row.on, row.starts)
        for row in ask(db, _clashes(), **asked)
    }


@cache
def _clashes() -> RowSelect:
    asked, held = aliased(CourseSession), aliased(CourseSession)
    return (
        sa.select(col(asked.offering_id), TITLE.label("title"), col(held.on), col(held.starts))
        .select_from(Enrolment)
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(held, col(held.offering_id) == col(Offering.id))
        .join(
            asked,
            sa.and_(
                col(asked.on) == col(held.on),
                col(asked.starts) < col(held.ends),
                col(held.starts) < col(asked.ends),
                col(asked.offering_id) != col(held.offering_id),
            ),
        )
        .where(
            col(Enrolment.participant_id) == _PARTICIPANT,
            col(Enrolment.status) == Status.ACCEPTED,
            col(Offering.status) != OfferingStatus.CANCELLED,
            col(held.state) == SessionState.PLANNED,
            col(asked.state) == SessionState.PLANNED,
            col(asked.offering_id).in_(sa.bindparam("offerings", expanding=True)),
        )
        .order_by(col(held.on).desc(), col(held.starts).desc())
    )


def status_before(db: Session, enrolment_id: int) -> Status | None:
    wanted = select(EnrolmentChange).where(EnrolmentChange.enrolment_id == enrolment_id)
    before = db.exec(wanted.order_by(col(EnrolmentChange.id).desc()).offset(1).limit(1)).first()
    return before.status if before else None


def changed_at(db: Session, enrolment_id: int) -> datetime | None:
    wanted = select(EnrolmentChange.at).where(EnrolmentChange.enrolment_id == enrolment_id)
    return db.exec(wanted.order_by(col(EnrolmentChange.at).desc()).limit(1)).first()


def draw_of(db: Session, offering_id: int) -> Draw | None:
    return db.exec(select(Draw).where(Draw.offering_id == offering_id)).first()


def is_drawn(db: Session, offering_id: int) -> bool:
    """Tell whether the draw of an offering has been run; from then on seats go by the queue."""
    draw = draw_of(db, offering_id)
    return draw is not None and draw.drawn_at is not None


def class_of(db: Session, offering_id: int, course_session_id: int | None = None) -> Class | None:
    """Return the class a call is about, by its first session that takes place or the one given."""
    here = col(CourseSession.id) == course_session_id
    which = is_first(CourseSession) if course_session_id is None else here
    wanted: RowSelect = (
        sa.select(
            TITLE.label("title"),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(Venue.name).label("venue"),
            col(Course.bring),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(col(CourseSession.offering_id) == offering_id, which)
    )
    return next(iter(named(Class, ask(db, wanted))), None)


def places(offering_ids: Any) -> sa.Subquery:
    """Return `enrolment_id` and `place` of who waits in these offerings; the next one has 1.

    By number; where first-timers come first, they stand before the others, but for a draw, whose
    order has weighed that already. A party stands together, where the first of them stands, and
    counts as first-timers if one of them is.
    """
    together: Any = [
        col(Enrolment.offering_id),
        sa.func.coalesce(col(Enrolment.party), -col(Enrolment.id)),
    ]
    is_first = sa.and_(
        col(Offering.first_timers_first),
        col(Offering.selection) == Selection.ORDER,
        col(Enrolment.is_first_time),
    )
    grouped = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.offering_id),
            col(Enrolment.waiting_number),
            sa.func.max(sa.case((is_first, 1), else_=0)).over(partition_by=together).label("first"),
            sa.func.min(col(Enrolment.waiting_number)).over(partition_by=together).label("head"),
        )
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .where(
            col(Enrolment.offering_id).in_(offering_ids),
            col(Enrolment.status) == Status.WAITLISTED,
        )
        .subquery()
    )
    in_order = [grouped.c.first.desc(), grouped.c.head, grouped.c.waiting_number]
    place = sa.func.row_number().over(partition_by=grouped.c.offering_id, order_by=in_order)
    return sa.select(grouped.c.enrolment_id, place.label("place")).subquery("queue")
