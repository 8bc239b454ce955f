"""Whose turn it is for a free seat, and which calls stand open: what the services look up."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.desk.calling.models import CallTask, CallTry
from classroom.desk.calling.rules import TOGETHER, CallKind, CallState
from classroom.desk.calling.words import Class
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.queries import waiting
from classroom.desk.enrolment.rules import Status
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.planning.place.models import Venue

_PARTY = sa.func.coalesce(col(Enrolment.party), -col(Enrolment.id))


def next_party(db: Session, offering_id: int, seats: int) -> list[int]:
    """Return whose turn it is for free seats, as enrolments: one person, or a whole party.

    In the order of the waiting list; but whose offer ran out stands behind those who had none, and
    a party waits until there are seats for all of it while the next one who fits is asked.
    """
    queue = [line.enrolment_id for line in waiting(db, offering_id)]
    wanted = sa.select(col(Enrolment.id), _PARTY).where(col(Enrolment.id).in_(queue))
    party_of = {row[0]: row[1] for row in db.connection().execute(wanted)}
    parties: dict[int, list[int]] = defaultdict(list)
    for number in queue:
        parties[party_of[number]].append(number)
    offered, ran_out = _offered(db, queue), _times_ran_out(db, queue)
    free = [lines for lines in parties.values() if not offered & set(lines)]
    free.sort(key=lambda lines: max(ran_out.get(number, 0) for number in lines))
    return next((lines for lines in free if len(lines) <= seats), [])


def _offered(db: Session, enrolment_ids: Sequence[int]) -> set[int]:
    wanted = sa.select(col(CallTask.enrolment_id)).where(
        col(CallTask.enrolment_id).in_(enrolment_ids),
        col(CallTask.kind) == CallKind.SEAT_FREE,
        col(CallTask.state) == CallState.OPEN,
    )
    return {number for number in db.connection().execute(wanted).scalars() if number}


def _times_ran_out(db: Session, enrolment_ids: Sequence[int]) -> dict[int, int]:
    wanted = (
        sa.select(col(CallTask.enrolment_id), sa.func.count())
        .where(
            col(CallTask.enrolment_id).in_(enrolment_ids),
            col(CallTask.kind) == CallKind.SEAT_FREE,
            col(CallTask.state) == CallState.DROPPED,
            col(CallTask.ended_at) >= col(CallTask.hold_until),
        )
        .group_by(col(CallTask.enrolment_id))
    )
    return {row[0]: row[1] for row in db.connection().execute(wanted) if row[0]}


def same_call(db: Session, task: CallTask) -> list[CallTask]:
    """Return the open calls that this one stands for, itself first: a party is called once."""
    return _of_party(db, task, col(CallTask.state) == CallState.OPEN)


def ended_with(db: Session, task: CallTask) -> list[CallTask]:
    """Return the calls that were ended by the same result as this one, itself first."""
    return _of_party(
        db, task, (col(CallTask.state) == task.state) & (col(CallTask.ended_at) == task.ended_at)
    )


def _of_party(db: Session, task: CallTask, which: sa.ColumnElement[bool]) -> list[CallTask]:
    line = db.get(Enrolment, task.enrolment_id) if task.enrolment_id else None
    if line is None or line.party is None or task.kind not in TOGETHER:
        return [task]
    wanted = (
        select(CallTask)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(
            Enrolment.offering_id == line.offering_id,
            Enrolment.party == line.party,
            CallTask.kind == task.kind,
            CallTask.id != task.id,
            which,
        )
        .order_by(col(CallTask.id))
        .execution_options(populate_existing=True)
    )
    return [task, *db.exec(wanted)]


def overdue(db: Session, offering_id: int, at: datetime) -> list[CallTask]:
    """Return the offers of an offering whose time has passed."""
    wanted = (
        select(CallTask)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(
            Enrolment.offering_id == offering_id,
            CallTask.kind == CallKind.SEAT_FREE,
            CallTask.state == CallState.OPEN,
            col(CallTask.hold_until) <= at,
        )
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


def open_of_offering(db: Session, offering_id: int) -> list[CallTask]:
    """Return all open calls about an offering."""
    wanted = (
        select(CallTask)
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(Enrolment.offering_id == offering_id, CallTask.state == CallState.OPEN)
        .execution_options(populate_existing=True)
    )
    return list(db.exec(wanted))


def without_call(
    db: Session, offering_id: int, statuses: Collection[Status], called: sa.ColumnElement[bool]
) -> list[tuple[int, int]]:
    """Return the enrolments (id, participant) of these statuses without such a call."""
    made = sa.select(sa.literal(1)).where(col(CallTask.enrolment_id) == col(Enrolment.id), called)
    wanted = (
        sa.select(col(Enrolment.id), col(Enrolment.participant_id))
        .where(
            col(Enrolment.offering_id) == offering_id,
            col(Enrolment.status).in_(statuses),
            ~made.exists(),
        )
        .order_by(col(Enrolment.id))
    )
    return [(row[0], row[1]) for row in db.connection().execute(wanted) if row[0]]


def class_of(db: Session, offering_id: int, course_session_id: int | None = None) -> Class | None:
    """Return the class a call is about, by its first session or the one given."""
    number, session_id = col(CourseSession.number), col(CourseSession.id)
    which = number == 1 if course_session_id is None else session_id == course_session_id
    wanted = (
        sa.select(
            TITLE,
            col(CourseSession.on),
            col(CourseSession.starts),
            col(Venue.name),
            col(Course.bring),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(col(CourseSession.offering_id) == offering_id, which)
    )
    found = db.connection().execute(wanted).first()
    return Class(*found) if found else None


def days(db: Session, offering_id: int) -> int:
    """Return on how many days an offering takes place."""
    wanted = sa.select(sa.func.count()).where(col(CourseSession.offering_id) == offering_id)
    return db.connection().execute(wanted).scalar_one()


def last_try(db: Session, task_id: int) -> CallTry | None:
    """Return the latest try of a call."""
    wanted = select(CallTry).where(CallTry.call_task_id == task_id)
    return db.exec(wanted.order_by(col(CallTry.id).desc())).first()
