from datetime import timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import call_queries
from classroom.desk.queue.call import follow_up
from classroom.desk.queue.call_off import call_off
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.remind import remind
from classroom.desk.queue.values import Act
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, CallResult, CallState, Status
from tests import make
from tests.desk.queue.queues import IN_A_MONTH, at_ten, check, queue
from tests.desk.queue.test_offer import freed


def cancelled(db: Session, made: object, reason: str = "大雨のため") -> None:
    made.offering.status, made.offering.cancel_reason = OfferingStatus.CANCELLED, reason  # type: ignore[attr-defined]  # a Queue
    db.flush()


def test_everyone_who_has_a_place_is_reminded_once(db: Session) -> None:
    made = queue(db, course_id=key(make.course(db, bring="スマートフォン、老眼鏡")))
    (session,) = make.sessions(db, made.offering)
    assert remind(db, key(session), at=at_ten()) == 2
    calls = made.calls()
    assert {call.enrolment_id for call in calls} == {line.id for line in made.seated}
    assert all(make.TODAY < call.due_on < IN_A_MONTH for call in calls)
    assert "持ち物は、スマートフォン、老眼鏡です。" in calls[0].say
    with pytest.raises(Refusal, match="もう一覧にあります"):
        remind(db, key(session), at=at_ten())


def test_a_reminder_for_tomorrow_says_so_and_is_due_now(db: Session) -> None:
    tomorrow = make.TODAY + timedelta(days=1)
    offering = make.offering(db, tomorrow)
    make.enrolment(db, make.participant(db), offering)
    (session,) = make.sessions(db, offering)
    remind(db, key(session), at=at_ten())
    (call,) = call_queries.calls(db, at_ten()).now
    assert call.say.startswith("明日")
    assert "お越しになれますか" in call.say


def test_who_cannot_come_to_the_only_day_gives_the_seat_to_the_queue(db: Session) -> None:
    made = queue(db)
    (session,) = make.sessions(db, made.offering)
    remind(db, key(session), at=at_ten())
    said = made.say(made.calls()[0], CallResult.NO)
    assert said.word == "来られない"
    assert made.seated[0].status is Status.DECLINED
    assert [call.kind for call in made.calls()] == [CallKind.REMINDER, CallKind.SEAT_FREE]
    check(db, made.id)


def test_who_misses_one_day_of_several_keeps_the_seat(db: Session) -> None:
    offering = make.offering(db, IN_A_MONTH, IN_A_MONTH + timedelta(days=7))
    line = make.enrolment(db, make.participant(db), offering)
    first, second = make.sessions(db, offering)
    remind(db, key(first), at=at_ten())
    made = type(queue(db))(db, offering, [line], [])
    said = made.say(made.calls()[0], CallResult.NO)
    assert "申込はそのままです" in said.more
    assert line.status is Status.ACCEPTED
    remind(db, key(second), at=at_ten())
    assert [call.course_session_id for call in made.calls()] == [second.id]


def test_a_reminder_of_another_day_that_was_left_open_ends(db: Session) -> None:
    offering = make.offering(db, IN_A_MONTH, IN_A_MONTH + timedelta(days=7))
    make.enrolment(db, make.participant(db), offering)
    first, second = make.sessions(db, offering)
    remind(db, key(first), at=at_ten())
    remind(db, key(second), at=at_ten(31))
    made = type(queue(db))(db, offering, [], [])
    assert [call.course_session_id for call in made.calls()] == [second.id]
    assert [call.course_session_id for call in made.calls(CallState.DROPPED)] == [first.id]


def test_nobody_is_reminded_of_what_does_not_take_place(db: Session) -> None:
    made = queue(db)
    (session,) = make.sessions(db, made.offering)
    with pytest.raises(Refusal, match="もう始まった"):
        remind(db, key(session), at=at_ten(31))
    cancelled(db, made)
    with pytest.raises(Refusal, match="中止になりました"):
        remind(db, key(session), at=at_ten())


def test_everyone_is_told_that_a_class_is_called_off(db: Session) -> None:
    made = freed(db)
    with pytest.raises(Refusal, match="中止になっていない"):
        call_off(db, made.id, at=at_ten())
    cancelled(db, made)
    assert call_off(db, made.id, at=at_ten()) == 4
    assert {call.kind for call in made.calls()} == {CallKind.CANCELLED}
    assert "中止になりました（理由：大雨のため）" in made.calls()[0].say
    check(db, made.id)
    with pytest.raises(Refusal, match="もう一覧にあります"):
        call_off(db, made.id, at=at_ten())


def test_calls_about_a_class_that_was_called_off_leave_the_list(db: Session) -> None:
    made = freed(db)
    assert len(call_queries.to_make(db, at_ten())) == 1
    cancelled(db, made)
    assert call_queries.to_make(db, at_ten()) == []


def test_who_cancelled_meanwhile_is_not_reminded(db: Session) -> None:
    made = queue(db, waiting=0)
    (session,) = make.sessions(db, made.offering)
    remind(db, key(session), at=at_ten())
    cancel(db, key(made.seated[0]), why="", act=Act(at_ten()))
    assert [call.enrolment_id for call in call_queries.to_make(db, at_ten())] == [made.seated[1].id]
    restore(db, key(made.seated[0]), act=Act(at_ten()))
    assert len(call_queries.to_make(db, at_ten())) == 2


def test_a_notice_has_no_second_answer(db: Session) -> None:
    made = queue(db)
    cancelled(db, made)
    call_off(db, made.id, at=at_ten())
    with pytest.raises(Refusal, match="その結果はありません"):
        made.say(made.calls()[0], CallResult.NO)
    assert made.say(made.calls()[0], CallResult.YES).word == "伝えました"


def test_what_blocked_the_app_becomes_a_call(db: Session) -> None:
    person = make.participant(db)
    due_on = make.TODAY + timedelta(days=3)
    follow_up(db, key(person), "窓口で暗証番号を再設定できます。", due_on, None, at=at_ten())
    found = call_queries.calls(db, at_ten())
    assert [call.say for call in found.later] == ["窓口で暗証番号を再設定できます。"]
    assert found.later[0].answers == (CallResult.YES, CallResult.NO_ANSWER)
    assert found.later[0].kind.word(CallResult.YES) == "伝えました"
    assert len(call_queries.calls(db, at_ten(3)).now) == 1


def test_who_was_tried_today_goes_to_the_end_of_the_list(db: Session) -> None:
    made = queue(db)
    (session,) = make.sessions(db, made.offering)
    remind(db, key(session), at=at_ten())
    first = call_queries.to_make(db, at_ten())[0]
    (task,) = (call for call in made.calls() if call.id == first.id)
    made.say(task, CallResult.NO_ANSWER)
    last = call_queries.to_make(db, at_ten())[-1]
    assert last.id == first.id
    assert last.tried.startswith("留守1回（最後は")


def test_twelve_digits_are_refused_in_a_note(db: Session) -> None:
    made = freed(db)
    with pytest.raises(Refusal, match="12けた"):
        made.say(made.calls()[0], CallResult.MESSAGE, "1234 5678 9012")
