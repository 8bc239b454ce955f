"""The calls to make, those that ended, and the free seats nobody was called about."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import RowSelect, ask, named
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import RESIDENCE_TO_ASK, STANDING, is_here
from classroom.desk.queue.call import OFFERED
from classroom.desk.queue.call_values import Call, CallList, FreeSeats, LeftBooking, Try, UntoldTeam
from classroom.desk.queue.models import CallTask, CallTry, Enrolment
from classroom.desk.queue.rules import TAKES_PLACE
from classroom.planning.course.models import Course, CourseSession, Offering, SessionChange
from classroom.planning.course.queries import TITLE, is_first
from classroom.planning.staffing.models import Assignment
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, OF_SESSION, CallKind, CallState, Status
from classroom.rules.words.session import SessionAct, SessionState

ENDED_SHOWN = 12
ENDED_FOR = timedelta(days=7)
_OF_CALL = (
    *("id", "kind", "state", "say", "due_on", "holds_seat", "hold_until", "ended_at"),
    *("version", "participant_id", "enrolment_id", "course_session_id"),
)
_OF_PERSON = (
    *("name", "name_kana", "telephone", "telephone2", "good_times"),
    *("family_name", "family_relation", "family_telephone", "needs_hearing"),
)


def calls(db: Session, at: datetime) -> CallList:
    """Return the list of calls as it stands at an instant."""
    today = clock.local(at).date()
    open_calls = to_make(db, at)
    return CallList(
        now=tuple(each for each in open_calls if each.due_on <= today),
        later=tuple(each for each in open_calls if each.due_on > today),
        ended=tuple(_ended(db, at)),
        uncalled=tuple(free_seats(db, at)),
        untold=tuple(untold_teams(db, today)),
        left=tuple(left_bookings(db, today)),
        left_out=_left_out(db, today),
    )


def to_make(db: Session, at: datetime) -> list[Call]:
    """Return the open calls in the order in which to make them.

    First those whose hold has ended, which another act must follow; last those tried today.

    Left out: what says nothing any more, because its class is called off, its day is over, or the
    person cancelled or got in meanwhile; and whoever has moved away or died.
    Of people who come together the first is called; the others are named beside.
    """
    session = aliased(CourseSession)
    moot = _moot(session, clock.local(at).date())
    wanted = (
        _lines()
        .outerjoin(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .outerjoin(session, col(session.id) == col(CallTask.course_session_id))
        .where(col(CallTask.state) == CallState.OPEN, sa.not_(sa.func.coalesce(moot, sa.false())))
        .order_by(col(CallTask.enrolment_id), col(CallTask.id))
    )
    found = _with_tries(db, named(Call, ask(db, wanted)))
    return sorted(_together(found), key=lambda each: _order(each, at))


def _moot(session: Any, today: date) -> sa.ColumnElement[bool]:
    kind, status = col(CallTask.kind), col(Enrolment.status)
    of_a_class = [each for each in CallKind if each.stands is not None]
    return sa.or_(
        kind.in_(of_a_class) & (col(Offering.status) == OfferingStatus.CANCELLED),
        *((kind == each) & (status != each.stands) for each in of_a_class),
        kind.in_((CallKind.REMINDER, *OF_SESSION)) & (col(session.on) < today),
        ~is_here(today),
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
        call.kind.order,
        call.due_on,
        call.id,
    )


def _together(found: list[Call]) -> Iterator[Call]:
    groups: dict[tuple[object, ...], list[Call]] = defaultdict(list)
    for call in found:
        alone = not call.kind.is_for_party or call.party is None
        together = (call.kind, call.offering_id, call.course_session_id, call.party)
        groups[("alone", call.id) if alone else together].append(call)
    for first, *others in groups.values():
        yield replace(first, companions=tuple(other.shown_name for other in others))


def _with_tries(db: Session, found: list[Call]) -> list[Call]:
    made = tries(db, [call.id for call in found])
    return [replace(call, tries=made.get(call.id, ())) for call in found]


def tries(db: Session, task_ids: Collection[int]) -> dict[int, tuple[Try, ...]]:
    wanted = select(CallTry).where(col(CallTry.call_task_id).in_(task_ids))
    found: dict[int, tuple[Try, ...]] = {}
    for row in db.exec(wanted.order_by(col(CallTry.id))):
        made = Try(row.result, row.at, row.note)
        found[row.call_task_id] = (*found.get(row.call_task_id, ()), made)
    return found


def _ended(db: Session, at: datetime) -> list[Call]:
    wanted = (
        _lines()
        .where(
            col(CallTask.state) != CallState.OPEN,
            col(CallTask.ended_at) >= at - ENDED_FOR,
        )
        .order_by(col(CallTask.ended_at).desc(), col(CallTask.id).desc())
        .limit(ENDED_SHOWN)
    )
    return _with_tries(db, named(Call, ask(db, wanted)))


def _lines() -> RowSelect:
    return (
        sa.select(
            *(col(getattr(CallTask, name)) for name in _OF_CALL),
            *(col(getattr(Participant, name)) for name in _OF_PERSON),
            col(Enrolment.offering_id),
            col(Enrolment.party),
            RESIDENCE_TO_ASK.label("asks_residence"),
        )
        .select_from(CallTask)
        .join(Participant, col(Participant.id) == col(CallTask.participant_id))
        .outerjoin(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
    )


def free_seats(db: Session, at: datetime) -> list[FreeSeats]:
    """Return where a seat is free while people wait whom no call has offered it yet."""
    seats_left = col(Offering.capacity) - col(Offering.seats_taken)
    offered = sa.select(sa.literal(1)).where(
        col(CallTask.enrolment_id) == col(Enrolment.id), OFFERED
    )
    first = sa.and_(col(CourseSession.offering_id) == col(Offering.id), is_first(CourseSession))
    wanted: RowSelect = (
        sa.select(
            col(Offering.id).label("offering_id"),
            TITLE.label("title"),
            col(CourseSession.on),
            seats_left.label("seats_left"),
            sa.func.count().label("waiting"),
        )
        .select_from(Offering)
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(CourseSession, first)
        .join(Enrolment, col(Enrolment.offering_id) == col(Offering.id))
        .where(
            col(Enrolment.status) == Status.WAITLISTED,
            ~offered.exists(),
            col(Offering.status).in_(TAKES_PLACE),
            seats_left > 0,
            col(CourseSession.on) >= clock.local(at).date(),
        )
        .group_by(col(Offering.id), TITLE, col(CourseSession.on), seats_left)
        .order_by(col(CourseSession.on), col(Offering.id))
    )
    return named(FreeSeats, ask(db, wanted))


def _left_out(db: Session, today: date) -> int:
    wanted = (
        sa.select(sa.func.count(col(CallTask.participant_id).distinct()))
        .join(Participant, col(Participant.id) == col(CallTask.participant_id))
        .where(col(CallTask.state) == CallState.OPEN, ~is_here(today))
    )
    return int(ask(db, wanted).scalar_one())


def left_bookings(db: Session, today: date) -> list[LeftBooking]:
    """Return what people who have moved away or died are still booked on or wait for."""
    first = sa.and_(col(CourseSession.offering_id) == col(Offering.id), is_first(CourseSession))
    later = aliased(CourseSession)
    ahead = sa.exists().where(col(later.offering_id) == col(Offering.id), col(later.on) >= today)
    wanted: RowSelect = (
        sa.select(
            col(Enrolment.id).label("enrolment_id"),
            col(Enrolment.participant_id),
            col(Enrolment.status),
            col(Participant.name),
            col(Participant.name_kana),
            col(Participant.moved_on),
            col(Participant.died_on),
            TITLE.label("title"),
            col(CourseSession.on),
        )
        .select_from(Enrolment)
        .join(Participant, col(Participant.id) == col(Enrolment.participant_id))
        .join(Offering, col(Offering.id) == col(Enrolment.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(CourseSession, first)
        .where(
            STANDING,
            ~is_here(today),
            col(Enrolment.status).in_(LIVE),
            col(Offering.status) != OfferingStatus.CANCELLED,
            ahead,
        )
        .order_by(col(CourseSession.on), col(Participant.sort_key), col(Enrolment.id))
    )
    return named(LeftBooking, ask(db, wanted))


def untold_teams(db: Session, today: date) -> list[UntoldTeam]:
    """Return the days to come that fall out or were changed, with how many of a team do not know.

    A day that was restored is told of as well: who had heard of the change must hear of that.
    """
    latest = sa.select(sa.func.max(col(SessionChange.id))).group_by(
        col(SessionChange.course_session_id)
    )
    told_at = col(Assignment.told_at)
    # A mistake of which nobody was told is none to tell.
    is_news = sa.and_(told_at.is_(None), col(SessionChange.act) != SessionAct.RESTORED)
    is_untold = sa.or_(is_news, told_at < col(SessionChange.at))
    is_off = col(Offering.status) == OfferingStatus.CANCELLED
    off = sa.and_(is_off, told_at.is_(None), col(CourseSession.state) == SessionState.PLANNED)
    wanted: RowSelect = (
        sa.select(
            col(CourseSession.id).label("course_session_id"),
            TITLE.label("title"),
            col(CourseSession.number),
            col(CourseSession.on),
            sa.func.count().label("people"),
        )
        .select_from(Assignment)
        .join(CourseSession, col(CourseSession.id) == col(Assignment.course_session_id))
        .outerjoin(
            SessionChange,
            sa.and_(
                col(SessionChange.course_session_id) == col(CourseSession.id),
                col(SessionChange.id).in_(latest),
            ),
        )
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(
            sa.or_(off, sa.and_(~is_off, col(SessionChange.id).is_not(None), is_untold)),
            col(CourseSession.on) >= today,
        )
        .group_by(col(CourseSession.id), TITLE, col(CourseSession.number), col(CourseSession.on))
        .order_by(col(CourseSession.on), col(CourseSession.id))
    )
    return named(UntoldTeam, ask(db, wanted))
