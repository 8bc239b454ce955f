"""Telling everybody what has become of one day of their class: off, moved, or held after all.

As with a class that is called off (`call_off`): a call for each who has a place. The calls follow
the day by themselves, whichever page changed it.
"""

from datetime import datetime

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
from classroom.planning.place.models import Venue
from classroom.rules.words.queue import OF_SESSION, CallKind, CallResult, CallState, Status
from classroom.rules.words.session import SessionAct


def tell(db: Session, session_id: int, *, at: datetime) -> int:
    """Make a call about a session's last change for everyone who has a place; return how many.

    Calls about it that say something older end, its reminders too. Who applied after the change was
    told then. That a day is held after all is told only to who had heard otherwise; and nobody is
    called about a day that is over.
    """
    session = db.get_one(CourseSession, session_id)
    hold_offering(db, session.offering_id)
    found = changes(db, session_id)
    if not found:
        return 0
    heard = _heard(db, session_id, found)
    _end_older(db, session, at)
    say_again(db, session.offering_id)
    about = class_of(db, session.offering_id, session_id)
    if about is None or max(session.on, found[0].on_before) < clock.local(at).date():
        return 0
    last = found[0]
    who = col(Enrolment.applied_at) <= last.at
    if last.act is SessionAct.RESTORED:
        who = sa.and_(who, col(Enrolment.id).in_(heard))
    what = _what(db, session, about, last, at)
    return made_for_everyone(db, session.offering_id, (Status.ACCEPTED,), what, at, who)


def words_of(db: Session, session_id: int) -> str:
    """Return what is said of a session's last change; empty where there is none."""
    session, found = db.get_one(CourseSession, session_id), changes(db, session_id)
    about = class_of(db, session.offering_id, session_id)
    if not found or about is None:
        return ""
    return _what(db, session, about, found[0], found[0].at).say


def told(db: Session, session_id: int, since: datetime) -> Told:
    """Count the calls about a session's change: all, those that ended, those still to be made."""
    wanted = select(CallTask.state, sa.func.count()).where(
        CallTask.course_session_id == session_id,
        col(CallTask.kind).in_(OF_SESSION),
        CallTask.created_at >= since,
    )
    counts = dict(db.exec(wanted.group_by(CallTask.state)).all())
    return Told(done=counts.get(CallState.DONE, 0), open=counts.get(CallState.OPEN, 0))


def _heard(db: Session, session_id: int, found: list[SessionChange]) -> list[int]:
    """Return the enrolments whose people, or families, were told of the change before the last."""
    if len(found) == 1:
        return []
    reached = sa.exists().where(
        col(CallTry.call_task_id) == col(CallTask.id),
        col(CallTry.result).in_((CallResult.YES, CallResult.NO, CallResult.MESSAGE)),
    )
    wanted = select(CallTask.enrolment_id).where(
        CallTask.course_session_id == session_id,
        col(CallTask.kind).in_(OF_SESSION),
        CallTask.created_at >= found[1].at,
        reached,
    )
    return [number for number in db.exec(wanted) if number is not None]


def _end_older(db: Session, session: CourseSession, at: datetime) -> None:
    older = of_offering(
        session.offering_id,
        CallTask.course_session_id == key(session),
        CallTask.state == CallState.OPEN,
        col(CallTask.kind).in_((CallKind.REMINDER, *OF_SESSION)),
    )
    let_go(db, db.exec(older).all(), CallState.DROPPED, at)


def _what(
    db: Session, session: CourseSession, about: Class, last: SessionChange, at: datetime
) -> ToSay:
    """Return what to say; people know the day as it was before."""
    venue = db.get_one(Venue, last.venue_before).name
    was = Class(about.title, last.on_before, last.starts_before, venue, about.bring)
    number = _number(db, session)
    kind = CallKind.SESSION_MOVED
    if last.act is SessionAct.MOVED:
        say = say_session_moved(was, number, last.reason, about)
    elif last.act is SessionAct.RESTORED:
        say = say_session_restored(about, number)
    else:
        is_postponed = last.act is SessionAct.POSTPONED
        kind = CallKind.SESSION_OFF
        say = say_session_off(was, number, last.reason, is_postponed=is_postponed)
    return ToSay(kind, say, clock.local(at).date(), key(session), since=last.at)


def _number(db: Session, session: CourseSession) -> str:
    here = select(sa.func.count()).where(CourseSession.offering_id == session.offering_id)
    return f"第{session.number}回" if db.exec(here).one() > 1 else ""
