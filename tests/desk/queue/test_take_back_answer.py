import pytest
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue.answer import take_back_answer
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import CallTry
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import CallResult, CallState, Status
from tests.desk.queue.queues import at_ten, check, queue
from tests.desk.queue.test_offer import freed, together


@pytest.mark.parametrize("result", list(CallResult))
def test_any_result_can_be_taken_back(db: Session, result: CallResult) -> None:
    made = freed(db)
    (call,) = made.calls()
    made.say(call, result)
    assert take_back_answer(db, key(call), act=Act(at_ten())) == "待ち 0"
    db.refresh(call)
    assert (call.state, call.holds_seat, call.tries) == (CallState.OPEN, True, 0)
    assert made.called() == [0]
    assert made.in_order() == [0, 1, 2]
    assert db.exec(select(CallTry)).first() is None
    check(db, made.id)


def test_only_the_last_try_is_taken_back(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    made.say(call, CallResult.NO_ANSWER)
    made.say(call, CallResult.YES)
    take_back_answer(db, key(call), act=Act(at_ten()))
    assert [found.result for found in db.exec(select(CallTry))] == [CallResult.NO_ANSWER]
    assert call.tries == 1


def test_a_refusal_stands_once_the_next_was_called(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    made.say(call, CallResult.NO)
    made.say(made.calls()[0], CallResult.MESSAGE)
    with pytest.raises(Refusal, match="もう次の方にご案内しました"), db.begin_nested():
        take_back_answer(db, key(call), act=Act(at_ten()))
    check(db, made.id)


@pytest.mark.parametrize("result", [CallResult.YES, CallResult.NO])
def test_a_party_comes_back_whole(db: Session, result: CallResult) -> None:
    made = queue(db)
    together(db, made, 0, 1)
    for line in made.seated:
        cancel(db, key(line), why="", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    first = made.calls()[0]
    made.say(first, result)
    take_back_answer(db, key(first), act=Act(at_ten()))
    assert made.called() == [0, 1]
    assert [line.status for line in made.waiting[:2]] == [Status.WAITLISTED] * 2
    assert made.in_order() == [0, 1, 2]
    check(db, made.id)


def test_there_is_nothing_to_take_back_before_a_try(db: Session) -> None:
    made = freed(db)
    with pytest.raises(Refusal, match="取り消せる結果がありません"):
        take_back_answer(db, key(made.calls()[0]), act=Act(at_ten()))
    with pytest.raises(Refusal, match="見つかりません"):
        take_back_answer(db, 999, act=Act(at_ten()))


def test_the_seat_comes_back_from_the_offer_made_last(db: Session) -> None:
    made = queue(db)
    for line in made.seated:
        cancel(db, key(line), act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    first = made.calls()[0]
    made.say(first, CallResult.NO)
    assert made.called() == [1, 2]
    take_back_answer(db, key(first), act=Act(at_ten()))
    assert made.called() == [0, 1]
    check(db, made.id)
