"""Answering a call: what came of a try, what that does to the seat, and taking it back."""

from sqlmodel import Session, select

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.participant.rules import may_hold_my_number
from classroom.desk.queue.call import (
    calls_of_party,
    enrolment_of,
    first_elsewhere,
    hold_call,
    is_closed,
    last_try,
    let_go,
    name_of,
    same_call,
    take_back_seat,
)
from classroom.desk.queue.call_rules import due_again
from classroom.desk.queue.call_values import Answered, Result
from classroom.desk.queue.cancel import decline, restore
from classroom.desk.queue.models import CallTask, CallTry, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.promote import promote, put_back
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act
from classroom.planning.course.models import CourseSession
from classroom.rules.words.queue import ENDED, CallKind, CallResult, CallState, Status

TOLD_NEXT = "その席は、もう次の方にご案内しました。取り消さずに、受付の画面で直してください。"
MOVED_ON = "この申込は、そのあと{}になりました。取り消さずに、受付の画面で直してください。"
OF_ONE_DAY = (CallKind.REMINDER, CallKind.SESSION_MOVED)
WHY_DECLINED = "電話で辞退"
STAYS_BOOKED = "申込はそのままです。この回を休むときは、当日受付で「欠席の連絡」を入れてください。"


def answer(db: Session, task_id: int, given: Result, act: Act) -> Answered:
    """Write down what came of a try, and do what follows from it.

    承諾 gives the held seat to the person; 辞退 gives it to the next, who is offered it at once;
    留守 and 伝言 leave the call on the list. Raises Stale where another desk was first.
    """
    task = hold_call(db, task_id)
    if task.state is not CallState.OPEN or task.version != given.version:
        raise Stale(first_elsewhere(db, task))
    said = task.kind.word(given.result)
    if not said:
        raise Refusal(f"「{task.kind.label}」の電話に、その結果はありません。")
    if may_hold_my_number(given.note):
        raise Refusal("メモに12けたの数字は書けません。数字を消してください。")
    together = same_call(db, task)
    _write_try(db, task, given, act)
    more = ""
    if given.result.is_end:
        let_go(db, together, CallState.DONE, act.at)
        more = _follow(db, together, given.result, act)
    else:
        task.due_on = due_again(clock.local(act.at), is_closed(db))
        task.version += 1
    db.flush()
    return Answered(name_of(db, task), given.result, said, more)


def _write_try(db: Session, task: CallTask, given: Result, act: Act) -> None:
    task.tries += 1
    db.add(
        CallTry(
            call_task_id=key(task),
            result=given.result,
            at=act.at,
            staff_member_id=act.by,
            note=given.note,
        )
    )


def _follow(db: Session, calls: list[CallTask], result: CallResult, act: Act) -> str:
    """Do to the seat what the answer means; return what the desk should know beside it."""
    task = calls[0]
    if result is CallResult.YES:
        if task.kind is CallKind.SEAT_FREE:
            promote(db, enrolment_of(task), act)
        return ""
    offering_id = db.get_one(Enrolment, enrolment_of(task)).offering_id
    if task.kind in OF_ONE_DAY and _has_several_days(db, offering_id):
        return STAYS_BOOKED
    for each in calls:
        decline(db, enrolment_of(each), act, why=WHY_DECLINED)
    offered = offer_seats(db, offering_id, at=act.at)
    return f"次は{name_of(db, offered[0])}さんです。" if offered else ""


def _has_several_days(db: Session, offering_id: int) -> bool:
    wanted = select(CourseSession.id).where(CourseSession.offering_id == offering_id)
    return len(db.exec(wanted).all()) > 1


def take_back_answer(db: Session, task_id: int, act: Act) -> str:
    """Take back the last result of a call and what followed from it; return whose call it was.

    Refuses where the seat was offered to the next person and they were called about it.
    """
    task = hold_call(db, task_id)
    last = last_try(db, task)
    if last is None or task.state is CallState.DROPPED:
        raise Refusal("取り消せる結果がありません。一覧を開き直してください。")
    if task.state is CallState.DONE:
        at_once = (CallTask.state == task.state, CallTask.ended_at == task.ended_at)
        _reopen(db, calls_of_party(db, task, *at_once), last.result, act)
    task.tries -= 1
    task.version += 1
    task.due_on = act.today
    db.delete(last)
    db.flush()
    return name_of(db, task)


def _reopen(db: Session, calls: list[CallTask], result: CallResult, act: Act) -> None:
    """Bring calls back to where they stood before their last result, seats and all."""
    for task in calls:
        status = _status_now(db, task)
        if task.kind is CallKind.SEAT_FREE and status is Status.ACCEPTED:
            put_back(db, enrolment_of(task), act)
        elif result is CallResult.NO and status in ENDED:
            restore(db, enrolment_of(task), act)
    for task in calls:
        if task.kind is CallKind.SEAT_FREE:
            _hold_seat_again(db, task, act)
        task.state, task.ended_at = CallState.OPEN, None
        task.version += 1
        db.add(task)
        db.flush()


def _hold_seat_again(db: Session, task: CallTask, act: Act) -> None:
    """Hold a seat again, but not for someone who has left the queue since the call."""
    status = _status_now(db, task)
    if status is not None and status is not Status.WAITLISTED:
        raise Refusal(MOVED_ON.format(status.label))
    try:
        take_back_seat(db, db.get_one(Enrolment, enrolment_of(task)).offering_id, act.at)
    except Full:
        raise Refusal(TOLD_NEXT) from None
    task.holds_seat = True


def _status_now(db: Session, task: CallTask) -> Status | None:
    """Return where the line stands under the lock; it was first read before."""
    if task.enrolment_id is None:
        return None
    line = db.get_one(Enrolment, task.enrolment_id)
    db.refresh(line)
    return line.status
