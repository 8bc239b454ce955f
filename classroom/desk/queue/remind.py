"""Reminding everybody of a class on the day before."""

from datetime import datetime

from sqlmodel import Session, col

from classroom.core import clock
from classroom.core.db import locked
from classroom.core.errors import Refusal
from classroom.desk.queue.call import ToSay, begins, call_everyone, is_closed, let_go, of_offering
from classroom.desk.queue.call_rules import last_open_day, say_reminder
from classroom.desk.queue.enrolment import NO_OFFERING
from classroom.desk.queue.models import CallTask
from classroom.desk.queue.queries import class_of
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, CallState, Status


def remind(db: Session, course_session_id: int, *, at: datetime) -> int:
    """Make a call for everyone who has a place in a session and has none yet; return how many.

    They are due on the last office day before it, or at once where that has passed. Reminders of
    the offering's other days end.
    """
    session = db.get(CourseSession, course_session_id)
    if session is None:
        raise Refusal(NO_OFFERING)
    offering = locked(db, Offering, session.offering_id)
    about = class_of(db, session.offering_id, course_session_id)
    if offering is None or about is None or offering.status is OfferingStatus.CANCELLED:
        raise Refusal("この開講は中止になりました。前日の電話はいりません。")
    if not session.state.is_on:
        raise Refusal(f"この回は{session.state.sentence}。前日の電話はいりません。")
    if begins(about) <= at:
        raise Refusal("もう始まった教室です。前日の電話はいりません。")
    of_other_days = of_offering(
        session.offering_id,
        CallTask.kind == CallKind.REMINDER,
        CallTask.state == CallState.OPEN,
        col(CallTask.course_session_id).is_distinct_from(course_session_id),
    )
    let_go(db, db.exec(of_other_days).all(), CallState.DROPPED, at)
    due_on = max(last_open_day(about.on, is_closed(db)), clock.local(at).date())
    what = ToSay(CallKind.REMINDER, say_reminder(about, due_on), due_on, course_session_id)
    return call_everyone(db, session.offering_id, (Status.ACCEPTED,), what, at)
