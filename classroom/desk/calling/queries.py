"""Reading the calls to make."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from classroom.core import clock
from classroom.desk.calling.models import CallTask, CallTry
from classroom.desk.calling.rules import (
    OF_A_CLASS,
    OF_WHO_HAS_A_SEAT,
    OF_WHO_WAITS,
    TOGETHER,
    CallKind,
    CallState,
)
from classroom.desk.calling.values import Call, CallList, FreeSeats, Try
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Status
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.planning.course.rules import Status as OfferingStatus

ENDED_SHOWN = 12
ENDED_FOR = timedelta(days=7)
KINDS_FIRST = (
    CallKind.SEAT_FREE,
    CallKind.CANCELLED,
    CallKind.REMINDER,
    CallKind.DRAW_WON,
    CallKind.FOLLOW_UP,
    CallKind.DRAW_LOST,
)
_LINE: dict[str, Any] = {
    "id": col(CallTask.id),
    "kind": col(CallTask.kind),
    "state": col(CallTask.state),
    "say": col(CallTask.say),
    "due_on": col(CallTask.due_on),
    "holds_seat": col(CallTask.holds_seat),
    "hold_until": col(CallTask.hold_until),
    "ended_at": col(CallTask.ended_at),
    "version": col(CallTask.version),
    "participant_id": col(CallTask.participant_id),
    "name": col(Participant.name),
    "name_kana": col(Participant.name_kana),
    "telephone": col(Participant.telephone),
    "telephone2": col(Participant.telephone2),
    "good_times": col(Participant.good_times),
    "family_name": col(Participant.family_name),
    "family_relation": col(Participant.family_relation),
    "family_telephone": col(Participant.family_telephone),
    "needs_hearing": col(Participant.needs_hearing),
    "enrolment_id": col(CallTask.enrolment_id),
    "offering_id": col(Enrolment.offering_id),
}
_PARTY = sa.func.coalesce(col(Enrolment.party), -col(Enrolment.id))


def calls(db: Session, at: datetime) -> CallList:
    """Return the list of calls as it stands at an instant."""
    today = clock.local(at).date()
    open_calls = to_make(db, at)
    return CallList(
        now=tuple(each for each in open_calls if each.due_on <= today),
        later=tuple(each for each in open_calls if each.due_on > today),
        ended=tuple(_ended(db, at)),
        uncalled=tuple(free_seats(db, at)),
    )


def to_make(db: Session, at: datetime) -> list[Call]:
    """Return the open calls in the order in which to make them.

    First those whose hold has ended, which another act must follow; last those tried today.

    Left out: what says nothing any more, because its class is called off, its day is over, or the
    person cancelled or got in meanwhile.
    Of people who come together the first is called; the others are named beside.
    """
    session = aliased(CourseSession)
    moot = _moot(session, clock.local(at).date())
    wanted = (
        _lines(_PARTY.label("party"))
        .outerjoin(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .outerjoin(session, col(session.id) == col(CallTask.course_session_id))
        .where(col(CallTask.state) == CallState.OPEN, sa.not_(sa.func.coalesce(moot, sa.false())))
        .order_by(col(CallTask.enrolment_id), col(CallTask.id))
    )
    rows = [dict(row._mapping) for row in db.connection().execute(wanted)]  # noqa: SLF001  SQLAlchemy's public way to a row's names
    return sorted(_together(db, rows), key=lambda each: _order(each, at))


def _moot(session: Any, today: date) -> sa.ColumnElement[bool]:
    kind, status = col(CallTask.kind), col(Enrolment.status)
    return sa.or_(
        kind.in_(OF_A_CLASS) & (col(Offering.status) == OfferingStatus.CANCELLED),
        kind.in_(OF_WHO_HAS_A_SEAT) & (status != Status.ACCEPTED),
        kind.in_(OF_WHO_WAITS) & (status != Status.WAITLISTED),
        (kind == CallKind.REMINDER) & (col(session.on) < today),
    )


def _order(call: Call, at: datetime) -> tuple[Any, ...]:
    last = call.last_try
    tried_today = last is not None and clock.local(last.at).date() == clock.local(at).date()
    since = last.at if last and tried_today else call.hold_until
    ran_out = call.hold_until is not None and call.hold_until <= at
    return (
        not ran_out,
        tried_today,
        since is None,
        since,
        KINDS_FIRST.index(call.kind),
        call.due_on,
        call.id,
    )


def _together(db: Session, rows: list[dict[str, Any]]) -> Iterable[Call]:
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        party = row.pop("party")
        alone = row["kind"] not in TOGETHER or party is None
        groups[("alone", row["id"]) if alone else (row["kind"], row["offering_id"], party)].append(
            row
        )
    found = tries(db, [row["id"] for row in rows])
    for first, *others in groups.values():
        names = tuple(other["name"] or other["name_kana"] for other in others)
        yield Call(**first, tries=found.get(first["id"], ()), companions=names)


def tries(db: Session, task_ids: Collection[int]) -> dict[int, tuple[Try, ...]]:
    """Return the tries of calls, the first one first."""
    wanted = (
        sa.select(
            col(CallTry.call_task_id), col(CallTry.result), col(CallTry.at), col(CallTry.note)
        )
        .where(col(CallTry.call_task_id).in_(task_ids))
        .order_by(col(CallTry.id))
    )
    found: dict[int, tuple[Try, ...]] = {}
    for task_id, result, at, note in db.connection().execute(wanted):
        found[task_id] = (*found.get(task_id, ()), Try(result, at, note))
    return found


def _ended(db: Session, at: datetime) -> Iterable[Call]:
    wanted = (
        _lines()
        .where(
            col(CallTask.state) != CallState.OPEN,
            col(CallTask.ended_at) >= at - ENDED_FOR,
        )
        .order_by(col(CallTask.ended_at).desc(), col(CallTask.id).desc())
        .limit(ENDED_SHOWN)
    )
    rows = [dict(row._mapping) for row in db.connection().execute(wanted)]  # noqa: SLF001  SQLAlchemy's public way to a row's names
    found = tries(db, [row["id"] for row in rows])
    return [Call(**row, tries=found.get(row["id"], ())) for row in rows]


def free_seats(db: Session, at: datetime) -> list[FreeSeats]:
    """Return where a seat is free while people wait whom no call has offered it yet."""
    seats_left = col(Offering.capacity) - col(Offering.seats_taken)
    offered = sa.select(sa.literal(1)).where(
        col(CallTask.enrolment_id) == col(Enrolment.id),
        col(CallTask.kind) == CallKind.SEAT_FREE,
        col(CallTask.state) == CallState.OPEN,
    )
    wanted = (
        sa.select(col(Offering.id), TITLE, col(CourseSession.on), seats_left, sa.func.count())
        .select_from(Offering)
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(
            CourseSession,
            sa.and_(col(CourseSession.offering_id) == col(Offering.id), _is_first()),
        )
        .join(Enrolment, col(Enrolment.offering_id) == col(Offering.id))
        .where(
            col(Enrolment.status) == Status.WAITLISTED,
            ~offered.exists(),
            col(Offering.status).in_([OfferingStatus.OPEN, OfferingStatus.CLOSED]),
            seats_left > 0,
            col(CourseSession.on) >= clock.local(at).date(),
        )
        .group_by(col(Offering.id), TITLE, col(CourseSession.on), seats_left)
        .order_by(col(CourseSession.on), col(Offering.id))
    )
    return [FreeSeats(*row) for row in db.connection().execute(wanted)]


def _lines(*more: Any) -> Any:
    return (
        sa.select(*(column.label(name) for name, column in _LINE.items()), *more)
        .select_from(CallTask)
        .join(Participant, col(Participant.id) == col(CallTask.participant_id))
        .outerjoin(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
    )


def _is_first() -> Any:
    return col(CourseSession.number) == 1
