"""Calls made for many at once: the day before a class, when it is called off, after a draw."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import Session, col

from classroom.core import clock
from classroom.core.db import key, locked
from classroom.core.errors import Refusal
from classroom.desk.calling import turns, words
from classroom.desk.calling.models import CallTask
from classroom.desk.calling.offers import begins, is_closed, let_go, new_call
from classroom.desk.calling.rules import SAY_MAX, CallKind, CallState, last_open_day
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import LIVE, Status
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.rules import Status as OfferingStatus

NOT_THERE = "この開講は見つかりません。画面を開き直してください。"
NO_MORE = "全員の電話が、もう一覧にあります。"


def remind(db: Session, course_session_id: int, *, at: datetime) -> int:
    """Make a call for everyone who has a place in a session and has none yet; return how many.

    They are due on the last office day before it, or at once where that has passed.
    """
    session = db.get(CourseSession, course_session_id)
    if session is None:
        raise Refusal(NOT_THERE)
    offering = locked(db, Offering, session.offering_id)
    about = turns.class_of(db, session.offering_id, course_session_id)
    if offering is None or about is None or offering.status is OfferingStatus.CANCELLED:
        raise Refusal("この開講は中止になりました。前日の電話はいりません。")
    if begins(about) <= at:
        raise Refusal("もう始まった教室です。前日の電話はいりません。")
    _drop(db, key(offering), (CallKind.REMINDER,), at, except_of=course_session_id)
    called = (col(CallTask.kind) == CallKind.REMINDER) & (
        col(CallTask.course_session_id) == course_session_id
    )
    now = clock.local(at)
    due_on = max(last_open_day(about.on, is_closed), now.date())
    say = words.reminder(about, due_on)
    found = turns.without_call(db, key(offering), (Status.ACCEPTED,), called)
    for enrolment_id, person in found:
        db.add(
            new_call(
                CallKind.REMINDER,
                person,
                say,
                due_on=due_on,
                at=at,
                enrolment_id=enrolment_id,
                course_session_id=course_session_id,
            )
        )
    return _kept(db, len(found))


def tell_cancelled(db: Session, offering_id: int, *, at: datetime) -> int:
    """Make a call for everyone of a cancelled offering, those who wait too; return how many.

    All other calls about it end, and the seats they held are let go.
    """
    offering = locked(db, Offering, offering_id)
    about = turns.class_of(db, offering_id)
    if offering is None or about is None:
        raise Refusal(NOT_THERE)
    if offering.status is not OfferingStatus.CANCELLED:
        raise Refusal("中止になっていない開講です。中止にしてから、電話の一覧をつくってください。")
    others = (CallKind.SEAT_FREE, CallKind.REMINDER, CallKind.DRAW_WON, CallKind.DRAW_LOST)
    _drop(db, offering_id, others, at)
    due_on = clock.local(at).date()
    say = words.cancelled(about, offering.cancel_reason)
    called = col(CallTask.kind) == CallKind.CANCELLED
    found = turns.without_call(db, offering_id, LIVE, called)
    for enrolment_id, person in found:
        db.add(
            new_call(
                CallKind.CANCELLED, person, say, due_on=due_on, at=at, enrolment_id=enrolment_id
            )
        )
    return _kept(db, len(found))


def tell_drawn(
    db: Session, offering_id: int, won: Sequence[int], lost: Sequence[int], *, at: datetime
) -> int:
    """Make a call for everyone of a draw, as enrolments in drawn order; return how many."""
    about = turns.class_of(db, offering_id)
    if about is None:
        raise Refusal(NOT_THERE)
    due_on = clock.local(at).date()
    said = [(CallKind.DRAW_WON, number, words.draw_won(about)) for number in won]
    said += [
        (CallKind.DRAW_LOST, number, words.draw_lost(about, place))
        for place, number in enumerate(lost, 1)
    ]
    for kind, enrolment_id, say in said:
        person = db.get_one(Enrolment, enrolment_id).participant_id
        db.add(new_call(kind, person, say, due_on=due_on, at=at, enrolment_id=enrolment_id))
    db.flush()
    return len(said)


def follow_up(
    db: Session,
    participant_id: int,
    say: str,
    due_on: date,
    course_session_id: int | None,
    *,
    at: datetime,
) -> CallTask:
    """Make a call to someone whose way to the app was blocked: what to say, and when."""
    task = new_call(
        CallKind.FOLLOW_UP,
        participant_id,
        say[:SAY_MAX],
        due_on=due_on,
        at=at,
        course_session_id=course_session_id,
    )
    db.add(task)
    db.flush()
    return task


def _drop(
    db: Session,
    offering_id: int,
    kinds: Collection[CallKind],
    at: datetime,
    *,
    except_of: int | None = None,
) -> None:
    """End the open calls of some kinds about an offering, except those about one of its days."""
    found = [
        task
        for task in turns.open_of_offering(db, offering_id)
        if task.kind in kinds and (except_of is None or task.course_session_id != except_of)
    ]
    let_go(db, found, CallState.DROPPED, at)


def _kept(db: Session, count: int) -> int:
    if not count:
        raise Refusal(NO_MORE)
    db.flush()
    return count
