"""Calls made: what came of each, and what that does to the seat."""

from datetime import datetime

from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import key, locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.calling import turns
from classroom.desk.calling.models import CallTask, CallTry
from classroom.desk.calling.offers import is_closed, let_go, offer_seats
from classroom.desk.calling.rules import (
    ENDING,
    CallKind,
    CallResult,
    CallState,
    due_again,
    word,
)
from classroom.desk.calling.telling import follow_up
from classroom.desk.calling.values import Answered, Result
from classroom.desk.enrolment import held
from classroom.desk.enrolment import service as enrolments
from classroom.desk.enrolment.changing import ENDED
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Status
from classroom.desk.enrolment.seats import Full, take_seat
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import may_hold_my_number
from classroom.planning.course.models import Offering

__all__ = ["answer", "follow_up", "offer_seats", "pass_on", "undo"]

GONE = "この電話は見つかりません。一覧を開き直してください。"
TOLD_NEXT = "その席は、もう次の方にご案内しました。取り消さずに、受付の画面で直してください。"
MOVED_ON = "この申込は、そのあと{}になりました。取り消さずに、受付の画面で直してください。"
WHY_DECLINED = "電話で辞退"
STAYS_BOOKED = "申込はそのままです。この回を休むときは、当日受付で「欠席の連絡」を入れてください。"


def answer(db: Session, task_id: int, given: Result, *, at: datetime, by: int | None) -> Answered:
    """Write down what came of a try, and do what follows from it.

    承諾 gives the held seat to the person; 辞退 gives it to the next, who is offered it at once;
    留守 and 伝言 leave the call on the list. Raises Stale where another desk was first.
    """
    task = _held(db, task_id)
    if task.state is not CallState.OPEN or task.version != given.version:
        raise Stale(_first_elsewhere(db, task))
    said = word(task.kind, given.result)
    if not said:
        raise Refusal(f"「{task.kind.label}」の電話に、その結果はありません。")
    if may_hold_my_number(given.note):
        raise Refusal("メモに12けたの数字は書けません。数字を消してください。")
    together = turns.same_call(db, task)
    _write_try(db, task, given, at, by)
    more = ""
    if given.result in ENDING:
        let_go(db, together, CallState.DONE, at)
        more = _follow(db, together, given.result, at, by)
    else:
        task.due_on = due_again(clock.local(at), is_closed)
        task.version += 1
    db.flush()
    return Answered(_name(db, task), given.result, said, more)


def undo(db: Session, task_id: int, *, at: datetime, by: int | None) -> str:
    """Take back the last result of a call and what followed from it; return whose call it was.

    Refuses where the seat was offered to the next person and they were called about it.
    """
    task = _held(db, task_id)
    last = turns.last_try(db, task_id)
    if last is None or task.state is CallState.DROPPED:
        raise Refusal("取り消せる結果がありません。一覧を開き直してください。")
    if task.state is CallState.DONE:
        _reopen(db, turns.ended_with(db, task), last.result, at, by)
    task.tries -= 1
    task.version += 1
    task.due_on = clock.local(at).date()
    db.delete(last)
    db.flush()
    return _name(db, task)


def pass_on(db: Session, task_id: int, *, at: datetime) -> list[CallTask]:
    """End a hold whose time has passed and offer the seat to the next; return the new calls."""
    task = _held(db, task_id)
    if task.kind is not CallKind.SEAT_FREE or task.state is not CallState.OPEN:
        raise Stale(_first_elsewhere(db, task))
    if task.hold_until is None or task.hold_until > at:
        raise Refusal("取り置きの時刻になるまでは、次の方に回せません。")
    return offer_seats(db, _line(db, task).offering_id, at=at)


def _held(db: Session, task_id: int) -> CallTask:
    """Hold the offering first and then the call, in one order everywhere: no deadlock."""
    found = db.get(CallTask, task_id)
    if found is None:
        raise Refusal(GONE)
    if found.enrolment_id is not None:
        locked(db, Offering, _line(db, found).offering_id)
    task = locked(db, CallTask, task_id)
    if task is None:
        raise Refusal(GONE)
    return task


def _write_try(db: Session, task: CallTask, given: Result, at: datetime, by: int | None) -> None:
    task.tries += 1
    db.add(
        CallTry(
            call_task_id=key(task),
            result=given.result,
            at=at,
            staff_member_id=by,
            note=given.note,
        )
    )


def _follow(
    db: Session, calls: list[CallTask], result: CallResult, at: datetime, by: int | None
) -> str:
    """Do to the seat what the answer means; return what the desk should know beside it."""
    task = calls[0]
    if result is CallResult.YES:
        if task.kind is CallKind.SEAT_FREE:
            enrolments.promote(db, _line_id(task), at=at, by=by)
        return ""
    offering_id = _line(db, task).offering_id
    if task.kind is CallKind.REMINDER and turns.days(db, offering_id) > 1:
        return STAYS_BOOKED
    for each in calls:
        enrolments.decline(db, _line_id(each), why=WHY_DECLINED, at=at, by=by)
    offered = offer_seats(db, offering_id, at=at)
    return f"次は{_name(db, offered[0])}さんです。" if offered else ""


def _reopen(
    db: Session, calls: list[CallTask], result: CallResult, at: datetime, by: int | None
) -> None:
    """Bring calls back to where they stood before their last result, seats and all."""
    for task in calls:
        status = _line_now(db, task).status if task.enrolment_id else None
        if task.kind is CallKind.SEAT_FREE and status is Status.ACCEPTED:
            enrolments.put_back(db, _line_id(task), at=at, by=by)
        elif result is CallResult.NO and status in ENDED:
            enrolments.restore(db, _line_id(task), at=at, by=by)
    for task in calls:
        if task.kind is CallKind.SEAT_FREE:
            _refuse_unless_waiting(db, task)
            _take_again(db, _line(db, task).offering_id, at)
            task.holds_seat = True
        task.state, task.ended_at = CallState.OPEN, None
        task.version += 1
        db.add(task)
        db.flush()


def _refuse_unless_waiting(db: Session, task: CallTask) -> None:
    """Refuse to hold a seat for someone who has left the queue since the call."""
    status = _line_now(db, task).status
    if status is not Status.WAITLISTED:
        raise Refusal(MOVED_ON.format(status.label))


def _take_again(db: Session, offering_id: int, at: datetime) -> None:
    """Take a seat for a hold again, from an offer that nobody was called about where need be."""
    try:
        take_seat(db, offering_id)
    except Full:
        if not held.withdraw_untold(db, offering_id, at):
            raise Refusal(TOLD_NEXT) from None
        take_seat(db, offering_id)


def _first_elsewhere(db: Session, task: CallTask) -> str:
    """Say what another desk did with this call meanwhile."""
    last = turns.last_try(db, key(task))
    what = f"「{word(task.kind, last.result)}」を入れました" if last else "直しました"
    return f"{_name(db, task)}さんの電話は、ほかの方が先に{what}。いまの一覧を確かめてください。"


def _line_id(task: CallTask) -> int:
    if task.enrolment_id is None:
        raise Refusal(GONE)
    return task.enrolment_id


def _line(db: Session, task: CallTask) -> Enrolment:
    return db.get_one(Enrolment, _line_id(task))


def _line_now(db: Session, task: CallTask) -> Enrolment:
    """Return the line as it stands under the lock; it was first read before."""
    line = _line(db, task)
    db.refresh(line)
    return line


def _name(db: Session, task: CallTask) -> str:
    person = db.get_one(Participant, task.participant_id)
    return person.name or person.name_kana
