from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.desk.queue.answer import answer
from classroom.desk.queue.call import is_closed
from classroom.desk.queue.call_rules import hold_until
from classroom.desk.queue.call_values import Result
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.offer import offer_seats, pass_on
from classroom.desk.queue.promote import promote
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import CallKind, CallResult, CallState, Status
from tests import make
from tests.desk.queue.queues import IN_A_MONTH, Queue, at_ten, check, queue


def freed(db: Session, **given: object) -> Queue:
    """Return a queue of which the first seat has come free and was offered."""
    made = queue(db, **given)  # type: ignore[arg-type]  # the queue's own keywords
    cancel(db, key(made.seated[0]), why="入院", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    return made


def test_a_freed_seat_is_held_for_the_first_who_waits(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    assert call.enrolment_id == made.waiting[0].id
    assert (call.kind, call.holds_seat, call.tries) == (CallKind.SEAT_FREE, True, 0)
    assert call.hold_until is not None
    assert clock.local(call.hold_until).hour == 17
    assert made.offering.seats_taken == 2
    assert made.waiting[0].status is Status.WAITLISTED
    check(db, made.id)


def test_what_to_say_names_the_class_and_until_when(db: Session) -> None:
    (call,) = freed(db).calls()
    for words in (
        f"{IN_A_MONTH.month}月{IN_A_MONTH.day}日",
        "10時から",
        "デジタル身分証アプリをはじめよう",
        "席が空きました",
        "17時まで、席をお取りしておきます",
    ):
        assert words in call.say


def test_offering_again_changes_nothing(db: Session) -> None:
    made = freed(db)
    assert offer_seats(db, made.id, at=at_ten()) == []
    assert made.called() == [0]


def test_as_many_are_called_as_there_are_seats(db: Session) -> None:
    made = queue(db)
    for line in made.seated:
        cancel(db, key(line), why="", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    assert made.called() == [0, 1]
    check(db, made.id)


def test_yes_gives_the_held_seat(db: Session) -> None:
    made = freed(db)
    said = made.say(made.calls()[0], CallResult.YES)
    assert (said.name, said.word) == ("待ち 0", "承諾")
    line = made.waiting[0]
    assert (line.status, line.holds_seat, line.waiting_number) == (Status.ACCEPTED, True, None)
    assert made.calls() == []
    check(db, made.id)


def test_no_ends_the_application_and_the_next_is_offered_at_once(db: Session) -> None:
    made = freed(db)
    said = made.say(made.calls()[0], CallResult.NO)
    assert made.waiting[0].status is Status.DECLINED
    assert said.more == "次は待ち 1さんです。"
    assert made.called() == [1]
    check(db, made.id)


@pytest.mark.parametrize("result", [CallResult.NO_ANSWER, CallResult.MESSAGE])
def test_nobody_there_is_counted_and_the_seat_stays_held(db: Session, result: CallResult) -> None:
    made = freed(db)
    (call,) = made.calls()
    made.say(call, result, "長女へ")
    made.say(call, result)
    assert (call.tries, call.state, call.holds_seat) == (2, CallState.OPEN, True)
    assert made.waiting[0].status is Status.WAITLISTED
    check(db, made.id)


def test_after_four_it_is_tried_again_on_the_next_office_day(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    made.say(call, CallResult.NO_ANSWER)
    assert call.due_on == make.TODAY
    made.say(call, CallResult.NO_ANSWER, at=at_ten() + timedelta(hours=7))
    assert call.due_on > make.TODAY


def test_a_result_on_an_older_screen_is_refused_and_says_what_was_first(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    seen = call.version
    made.say(call, CallResult.YES)
    with pytest.raises(Stale, match="ほかの方が先に「承諾」を入れました"):
        answer(db, key(call), Result(CallResult.NO, "", seen), act=Act(at_ten()))
    check(db, made.id)


def test_a_hold_that_ran_out_goes_to_the_next_and_nobody_loses_a_place(db: Session) -> None:
    made = freed(db)
    (call,) = made.calls()
    with pytest.raises(Refusal, match="取り置きの時刻"):
        pass_on(db, key(call), at=at_ten())
    later = at_ten(10)
    pass_on(db, key(call), at=later)
    db.refresh(call)
    assert (call.state, call.holds_seat) == (CallState.DROPPED, False)
    assert made.called() == [1]
    assert (made.waiting[0].status, made.waiting[0].waiting_number) == (Status.WAITLISTED, 1)
    check(db, made.id)


def test_who_did_not_answer_is_offered_again_after_all_others_had_their_turn(db: Session) -> None:
    made = freed(db)
    turns = []
    for days in range(10, 30, 5):
        turns += made.called()
        pass_on(db, key(made.calls()[0]), at=at_ten(days))
    assert turns == [0, 1, 2, 0]
    check(db, made.id)


def test_any_later_offer_ends_what_ran_out(db: Session) -> None:
    made = freed(db)
    offer_seats(db, made.id, at=at_ten(10))
    assert made.called() == [1]


def test_a_seat_held_for_someone_who_cancels_at_the_desk_comes_free(db: Session) -> None:
    made = freed(db)
    cancel(db, key(made.waiting[0]), why="もうよい", act=Act(at_ten()))
    assert made.calls() == []
    assert made.offering.seats_taken == 1
    check(db, made.id)
    offer_seats(db, made.id, at=at_ten())
    assert made.called() == [1]


def test_the_desk_may_give_the_held_seat_itself(db: Session) -> None:
    made = freed(db)
    promote(db, key(made.waiting[0]), act=Act(at_ten()))
    assert made.calls() == []
    assert made.waiting[0].holds_seat
    check(db, made.id)


def test_a_held_seat_is_not_given_to_anyone_else(db: Session) -> None:
    made = freed(db)
    with pytest.raises(Full):
        promote(db, key(made.waiting[1]), act=Act(at_ten()))
    check(db, made.id)


def test_a_cancellation_taken_back_withdraws_an_offer_nobody_was_told_of(db: Session) -> None:
    made = freed(db)
    restore(db, key(made.seated[0]), act=Act(at_ten()))
    assert made.seated[0].holds_seat
    assert made.calls() == []
    check(db, made.id)


def test_but_not_one_that_somebody_was_called_about(db: Session) -> None:
    made = freed(db)
    made.say(made.calls()[0], CallResult.MESSAGE)
    with pytest.raises(Full):
        restore(db, key(made.seated[0]), act=Act(at_ten()))


def test_nothing_is_offered_of_a_class_that_was_called_off_or_has_begun(db: Session) -> None:
    made = queue(db)
    cancel(db, key(made.seated[0]), why="", act=Act(at_ten()))
    assert offer_seats(db, made.id, at=at_ten(31)) == []
    made.offering.status, made.offering.cancel_reason = OfferingStatus.CANCELLED, "大雨"
    db.flush()
    assert offer_seats(db, made.id, at=at_ten()) == []
    assert offer_seats(db, 999, at=at_ten()) == []


def together(db: Session, made: Queue, *places: int) -> None:
    for place in places:
        made.waiting[place].party = 1
    db.flush()


def test_a_couple_is_called_once_and_gets_both_seats(db: Session) -> None:
    made = queue(db)
    together(db, made, 0, 1)
    for line in made.seated:
        cancel(db, key(line), why="", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    assert made.called() == [0, 1]
    assert "席が2人分空きました" in made.calls()[0].say
    made.say(made.calls()[0], CallResult.YES)
    assert [line.status for line in made.waiting[:2]] == [Status.ACCEPTED] * 2
    assert made.calls() == []
    check(db, made.id)


def test_a_couple_declines_together_and_both_seats_go_on(db: Session) -> None:
    made = queue(db, waiting=4)
    together(db, made, 0, 1)
    for line in made.seated:
        cancel(db, key(line), why="", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    made.say(made.calls()[0], CallResult.NO)
    assert [line.status for line in made.waiting[:2]] == [Status.DECLINED] * 2
    assert made.called() == [2, 3]
    check(db, made.id)


def test_one_seat_goes_past_a_couple_to_the_next_who_fits(db: Session) -> None:
    made = queue(db)
    together(db, made, 0, 1)
    cancel(db, key(made.seated[0]), why="", act=Act(at_ten()))
    offer_seats(db, made.id, at=at_ten())
    assert made.called() == [2]
    assert [line.waiting_number for line in made.waiting] == [1, 2, 3]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-24T10:00", "2026-11-26T17:00"),  # Tuesday to Thursday
        ("2026-11-19T10:00", "2026-11-24T17:00"),  # Thursday; Monday is 勤労感謝の日
        ("2026-12-25T10:00", "2027-01-04T17:00"),  # Friday before the turn of the year
    ],
)
def test_a_hold_counts_days_on_which_the_office_is_open(db: Session, now: str, until: str) -> None:
    far = datetime(2027, 3, 1, 10, tzinfo=clock.TOKYO)
    begun = datetime.fromisoformat(now).replace(tzinfo=clock.TOKYO)
    assert hold_until(begun, far, is_closed(db)).isoformat()[:16] == until


def test_no_seat_is_held_past_the_start_of_its_class(db: Session) -> None:
    starts = datetime(2026, 11, 25, 9, 30, tzinfo=clock.TOKYO)
    begun = datetime(2026, 11, 24, 10, tzinfo=clock.TOKYO)
    assert hold_until(begun, starts, is_closed(db)) == starts
