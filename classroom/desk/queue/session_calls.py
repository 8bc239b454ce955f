"""Telling everybody what has become of one day of their class: off, moved, or held after all.

As with a class that is called off (`call_off`): a call for each who has a place. The calls follow
the day by themselves, whichever page changed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import key
from classroom.desk.queue.call import ToSay, let_go, made_for_everyone, of_offering
from classroom.desk.queue.call_rules import (
    Class,
    say_session_moved,
    say_session_off,
    say_session_restored,
)
from classroom.desk.queue.enrolment import hold_offering
from classroom.desk.queue.models import CallTask, CallTry, Enrolment
from classroom.desk.queue.offer import say_again
from classroom.desk.queue.queries import class_of
from classroom.desk.queue.values import Told
from classroom.planning.course.models import CourseSession, SessionChange
from classroom.planning.offering.day_service import changes
from classroom.planning.offering.service import sessions_of
from classroom.planning.place.models import Venue
from classroom.rules.words.queue import OF_SESSION, CallKind, CallResult, CallState, Status
from classroom.rules.words.session import SessionAct, SessionState


@dataclass(frozen=True, slots=True)
class _Day:
    """A session as somebody may know it."""

    on: date
    starts: time
    ends: time
    venue_id: int
    room_id: int | None
    state: SessionState

    def is_known_as(self, now: "_Day") -> bool:
        """Tell whether who knows this has nothing to be told of what is now."""
        if not self.state.is_on and not now.state.is_on:
            return self.state is now.state
        return self == now


def tell(db: Session, session_id: int, *, at: datetime) -> int:
    """Make a call for everyone with a place who knows a session otherwise; return how many.

    Each is told it against the day that they know: of their last call that reached them, or of when
    they applied, or as it was before anything changed. Open calls that say something older end, the
    session's reminders too. Nobody is called about a day that is over.
    """
    session = db.get_one(CourseSession, session_id)
    hold_offering(db, session.offering_id)
    found = changes(db, session_id)
    if not found:
        return 0
    _end_older(db, session, at)
    say_again(db, session.offering_id)
    about = class_of(db, session.offering_id, session_id)
    if about is None or max(session.on, found[0].on_before) < clock.local(at).date():
        return 0
    days, now = _days(session, found), _as_day(session)
    groups: dict[int, list[int]] = {}
    for enrolment_id, known in _known(db, session, found).items():
        if not days[known].is_known_as(now):
            groups.setdefault(known, []).append(enrolment_id)
    made = 0
    for known, people in groups.items():
        what = _what(db, session, about, days[known], found, at)
        who = col(Enrolment.id).in_(people)
        made += made_for_everyone(db, session.offering_id, (Status.ACCEPTED,), what, at, who)
    return made


def words_of(db: Session, session_id: int) -> str:
    """Return what is said of a session's last change; empty where there is none.

    To most of who are called; where nobody is, to who knows the day as it was planned at first.
    """
    session, found = db.get_one(CourseSession, session_id), changes(db, session_id)
    about = class_of(db, session.offering_id, session_id)
    if not found or about is None:
        return ""
    said = (
        select(CallTask.say)
        .where(*_about_last(session_id, found[0].at))
        .group_by(CallTask.say)
        .order_by(sa.func.count().desc(), CallTask.say)
    )
    first = _days(session, found)[0]
    return db.exec(said).first() or _what(db, session, about, first, found, found[0].at).say


def told(db: Session, session_id: int, since: datetime) -> Told:
    """Count the calls about a session's change: all, those that ended, those still to be made."""
    wanted = select(CallTask.state, sa.func.count()).where(*_about_last(session_id, since))
    counts = dict(db.exec(wanted.group_by(CallTask.state)).all())
    return Told(done=counts.get(CallState.DONE, 0), open=counts.get(CallState.OPEN, 0))


def _about_last(session_id: int, since: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(CallTask.course_session_id) == session_id,
        col(CallTask.kind).in_(OF_SESSION),
        col(CallTask.created_at) >= since,
    )


def _as_day(row: CourseSession) -> _Day:
    return _Day(row.on, row.starts, row.ends, row.venue_id, row.room_id, row.state)


def _days(session: CourseSession, found: Sequence[SessionChange]) -> list[_Day]:
    """Return the session before its first change, and after each; `found`: the last first."""
    before = [
        _Day(
            one.on_before,
            one.starts_before,
            one.ends_before,
            one.venue_before,
            one.room_before,
            one.state_before,
        )
        for one in reversed(found)
    ]
    return [*before, _as_day(session)]


def _known(db: Session, session: CourseSession, found: Sequence[SessionChange]) -> dict[int, int]:
    """Return by enrolment with a place after how many of the changes they know the session."""
    reached = (
        select(CallTask.enrolment_id, sa.func.max(CallTask.created_at))
        .join(CallTry)
        .where(
            CallTask.course_session_id == key(session),
            col(CallTask.kind).in_(OF_SESSION),
            col(CallTry.result).in_((CallResult.YES, CallResult.NO, CallResult.MESSAGE)),
        )
        .group_by(col(CallTask.enrolment_id))
    )
    heard = dict(db.exec(reached).all())
    wanted = select(Enrolment.id, Enrolment.applied_at).where(
        Enrolment.offering_id == session.offering_id, Enrolment.status == Status.ACCEPTED
    )
    return {
        number: max(
            sum(one.at < applied for one in found),
            sum(one.at <= heard[number] for one in found) if number in heard else 0,
        )
        for number, applied in db.exec(wanted)
        if number is not None
    }


def _end_older(db: Session, session: CourseSession, at: datetime) -> None:
    older = of_offering(
        session.offering_id,
        CallTask.course_session_id == key(session),
        CallTask.state == CallState.OPEN,
        col(CallTask.kind).in_((CallKind.REMINDER, *OF_SESSION)),
    )
    let_go(db, db.exec(older).all(), CallState.DROPPED, at)


def _what(
    db: Session,
    session: CourseSession,
    about: Class,
    known: _Day,
    found: Sequence[SessionChange],
    at: datetime,
) -> ToSay:
    """Return what to say to who knows the session so."""
    venue = db.get_one(Venue, known.venue_id).name
    was = Class(about.title, known.on, known.starts, venue, about.bring)
    number, kind = _number(db, session), CallKind.SESSION_MOVED
    now = _as_day(session)
    if not session.state.is_on:
        kind = CallKind.SESSION_OFF
        is_postponed = session.state is SessionState.POSTPONED
        say = say_session_off(
            was,
            number,
            session.state_reason,
            is_postponed=is_postponed,
            is_alone=_is_alone(db, session),
        )
    elif replace(known, state=session.state) == now:
        say = say_session_restored(about, number)
    else:
        say = say_session_moved(was, number, _why_moved(session, found), about)
    return ToSay(kind, say, clock.local(at).date(), key(session), since=found[0].at)


def _why_moved(session: CourseSession, found: Sequence[SessionChange]) -> str:
    """Return the reason given when the session was put on the day on which it stands."""
    after = reversed(_days(session, found)[1:])
    now = _as_day(session)
    moves = (
        one.reason
        for one, day in zip(found, after, strict=True)
        if one.act is SessionAct.MOVED and day == now
    )
    return next(moves, "")


def _is_alone(db: Session, session: CourseSession) -> bool:
    """Tell whether the other days of the class are held as they were planned."""
    others = (one for one in sessions_of(db, session.offering_id) if one.id != session.id)
    return all(one.state.is_on and one.planned_on is None for one in others)


def _number(db: Session, session: CourseSession) -> str:
    here = select(sa.func.count()).where(CourseSession.offering_id == session.offering_id)
    return f"第{session.number}回" if db.exec(here).one() > 1 else ""
