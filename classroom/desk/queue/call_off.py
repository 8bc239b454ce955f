"""Telling everybody that a class is called off."""

from datetime import datetime

from sqlmodel import Session, col

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.desk.queue.call import ToSay, call_everyone, let_go, of_offering
from classroom.desk.queue.call_rules import say_cancelled
from classroom.desk.queue.enrolment import NO_OFFERING, hold_offering
from classroom.desk.queue.models import CallTask
from classroom.desk.queue.queries import class_of
from classroom.planning.course.rules import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, CallKind, CallState


def call_off(db: Session, offering_id: int, *, at: datetime) -> int:
    """Make a call for everyone of a cancelled offering, those who wait too; return how many.

    The calls about it that say nothing any more end, and the seats they held are let go.
    """
    offering = hold_offering(db, offering_id)
    about = class_of(db, offering_id)
    if about is None:
        raise Refusal(NO_OFFERING)
    if offering.status is not OfferingStatus.CANCELLED:
        raise Refusal("中止になっていない開講です。中止にしてから、電話の一覧をつくってください。")
    moot = [kind for kind in CallKind if kind.stands is not None]
    told = of_offering(offering_id, col(CallTask.kind).in_(moot), CallTask.state == CallState.OPEN)
    let_go(db, db.exec(told).all(), CallState.DROPPED, at)
    say = say_cancelled(about, offering.cancel_reason)
    what = ToSay(CallKind.CANCELLED, say, clock.local(at).date())
    return call_everyone(db, offering_id, LIVE, what, at)
