"""Telling everybody that a class is called off: by themselves the calls follow it."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue.call import NO_MORE, ToSay, let_go, made_for_everyone, of_offering
from classroom.desk.queue.call_rules import say_cancelled
from classroom.desk.queue.enrolment import NO_OFFERING, hold_offering
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.queries import class_of
from classroom.desk.queue.values import Told
from classroom.planning.course.models import Offering
from classroom.planning.offering.service import sessions_of
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import LIVE, CallKind, CallState


def call_off(db: Session, offering_id: int, *, at: datetime) -> int:
    """Make the calls of `tell_called_off`; refuses where everybody has one."""
    made = tell_called_off(db, offering_id, at=at)
    if not made:
        raise Refusal(NO_MORE)
    return made


def tell_called_off(db: Session, offering_id: int, *, at: datetime) -> int:
    """Make a call for everyone of a cancelled offering, those who wait too; return how many.

    The calls about it that say nothing any more end, and the seats they held are let go.
    """
    what = _what(db, hold_offering(db, offering_id), at)
    moot = [kind for kind in CallKind if kind.stands is not None]
    told = of_offering(offering_id, col(CallTask.kind).in_(moot), CallTask.state == CallState.OPEN)
    let_go(db, db.exec(told).all(), CallState.DROPPED, at)
    return made_for_everyone(db, offering_id, LIVE, what, at)


def told_called_off(db: Session, offering_id: int) -> Told:
    """Count the calls about a cancelled offering: those that ended, those still to be made."""
    wanted = (
        select(CallTask.state, sa.func.count())
        .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
        .where(Enrolment.offering_id == offering_id, CallTask.kind == CallKind.CANCELLED)
    )
    counts = dict(db.exec(wanted.group_by(col(CallTask.state))).all())
    return Told(done=counts.get(CallState.DONE, 0), open=counts.get(CallState.OPEN, 0))


def words_of_cancelled(db: Session, offering: Offering, at: datetime) -> str:
    return _what(db, offering, at).say


def _what(db: Session, offering: Offering, at: datetime) -> ToSay:
    about = class_of(db, key(offering))
    if about is None:
        raise Refusal(NO_OFFERING)
    if offering.status is not OfferingStatus.CANCELLED:
        raise Refusal("中止になっていない開講です。中止にしてから、電話の一覧をつくってください。")
    days = sum(one.state.is_on for one in sessions_of(db, key(offering)))
    say = say_cancelled(about, days, offering.cancel_reason)
    return ToSay(CallKind.CANCELLED, say, clock.local(at).date())
