from datetime import timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import roster_queries
from classroom.desk.queue.cancel import cancel, decline, restore
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.promote import promote
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.planning import Status as OfferingStatus
from classroom.rules.words.queue import Status
from tests import make
from tests.desk.queue.acts import book


def queue(db: Session, people: int = 4, capacity: int = 1) -> tuple[Offering, list[Enrolment]]:
    """Fill an offering and let the rest wait, each a minute after the other."""
    offering = make.offering(db, capacity=capacity)
    lines = []
    for number in range(people):
        at = make.NOW + timedelta(minutes=number)
        person = make.participant(db, name=f"佐藤 {number}")
        lines.append(book(db, person, offering, wait=True, at=at))
    return offering, lines


def in_order(db: Session, offering: Offering) -> list[int]:
    return [line.enrolment_id for line in roster_queries.waiting(db, key(offering))]


def test_a_cancelled_seat_goes_to_who_is_called(db: Session) -> None:
    offering, lines = queue(db)
    with pytest.raises(Full, match="いま空いた席はありません"):
        promote(db, key(lines[1]), act=Act(make.NOW))
    cancel(db, key(lines[0]), why="入院", act=Act(make.NOW))
    assert offering.seats_taken == 0
    promoted = promote(db, key(lines[1]), act=Act(make.NOW))
    assert (promoted.status, promoted.waiting_number) == (Status.ACCEPTED, None)
    assert offering.seats_taken == 1
    assert in_order(db, offering) == [key(lines[2]), key(lines[3])]


def test_a_second_promotion_is_harmless_and_says_so(db: Session) -> None:
    offering, lines = queue(db)
    with pytest.raises(Refusal, match="もう確定になっています"):
        promote(db, key(lines[0]), act=Act(make.NOW))
    assert offering.seats_taken == 1


def test_who_declines_leaves_the_queue_to_the_rest(db: Session) -> None:
    offering, lines = queue(db)
    assert decline(db, key(lines[1]), act=Act(make.NOW)).status is Status.DECLINED
    assert in_order(db, offering) == [key(lines[2]), key(lines[3])]


def test_a_second_cancellation_is_harmless_and_says_so(db: Session) -> None:
    offering, lines = queue(db)
    cancel(db, key(lines[0]), why="", act=Act(make.NOW))
    with pytest.raises(Refusal, match="もう取消になっています"):
        cancel(db, key(lines[0]), why="", act=Act(make.NOW))
    assert offering.seats_taken == 0


def test_a_cancellation_taken_back_holds_its_seat_again(db: Session) -> None:
    offering, lines = queue(db)
    cancel(db, key(lines[0]), why="", act=Act(make.NOW))
    assert restore(db, key(lines[0]), act=Act(make.NOW)).holds_seat
    assert offering.seats_taken == 1


def test_it_is_not_taken_back_once_the_seat_is_gone(db: Session) -> None:
    offering, lines = queue(db)
    cancel(db, key(lines[0]), why="", act=Act(make.NOW))
    promote(db, key(lines[1]), act=Act(make.NOW))
    with pytest.raises(Full):
        restore(db, key(lines[0]), act=Act(make.NOW))
    assert offering.seats_taken == 1


@pytest.mark.parametrize("place", [1, 2, 3])
def test_who_left_the_queue_by_mistake_gets_the_old_place_back(db: Session, place: int) -> None:
    offering, lines = queue(db)
    before = in_order(db, offering)
    cancel(db, key(lines[place]), why="", act=Act(make.NOW))
    restore(db, key(lines[place]), act=Act(make.NOW))
    assert in_order(db, offering) == before


def test_it_is_the_old_place_even_if_someone_joined_meanwhile(db: Session) -> None:
    offering, lines = queue(db)
    before = in_order(db, offering)
    cancel(db, key(lines[3]), why="", act=Act(make.NOW))
    late = make.participant(db, name="後藤 実")
    later = make.NOW + timedelta(hours=1)
    joined = book(db, late, offering, wait=True, at=later)
    restore(db, key(lines[3]), act=Act(later))
    assert in_order(db, offering) == [*before, key(joined)]


def test_what_is_live_needs_no_taking_back(db: Session) -> None:
    _, lines = queue(db)
    with pytest.raises(Refusal, match="もう待ちになっています"):
        restore(db, key(lines[1]), act=Act(make.NOW))


def test_nothing_of_a_cancelled_offering_is_given_out(db: Session) -> None:
    offering, lines = queue(db)
    cancel(db, key(lines[0]), why="", act=Act(make.NOW))
    offering.status, offering.cancel_reason = OfferingStatus.CANCELLED, "大雨"
    db.flush()
    for act in (promote, restore):
        line = lines[1] if act is promote else lines[0]
        with pytest.raises(Refusal, match="中止になりました"):
            act(db, key(line), act=Act(make.NOW))


def test_what_is_over_is_not_cancelled(db: Session) -> None:
    past = make.offering(db, make.TODAY - timedelta(days=1))
    line = make.enrolment(db, make.participant(db), past)
    with pytest.raises(Refusal, match="出欠に入れてください"):
        cancel(db, key(line), why="", act=Act(make.NOW))


def test_a_reason_holds_no_my_number(db: Session) -> None:
    _, lines = queue(db)
    with pytest.raises(Refusal, match="12けた"):
        cancel(db, key(lines[0]), why="番号 1234 5678 9012", act=Act(make.NOW))
    with pytest.raises(Refusal, match="200文字まで"):
        cancel(db, key(lines[0]), why="長" * 201, act=Act(make.NOW))


def test_an_unknown_line_is_refused_in_japanese(db: Session) -> None:
    with pytest.raises(Refusal, match="見つかりません"):
        promote(db, 999, act=Act(make.NOW))
