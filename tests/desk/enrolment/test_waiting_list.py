from datetime import timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries, service
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Status
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Status as OfferingStatus
from tests import make
from tests.desk.enrolment.acts import book


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
    return [line.enrolment_id for line in queries.waiting(db, key(offering))]


def test_a_cancelled_seat_goes_to_who_is_called(db: Session) -> None:
    offering, lines = queue(db)
    with pytest.raises(service.Full, match="いま空いた席はありません"):
        service.promote(db, key(lines[1]), at=make.NOW, by=None)
    service.cancel(db, key(lines[0]), why="入院", at=make.NOW, by=None)
    assert offering.seats_taken == 0
    promoted = service.promote(db, key(lines[1]), at=make.NOW, by=None)
    assert (promoted.status, promoted.waiting_number) == (Status.ACCEPTED, None)
    assert offering.seats_taken == 1
    assert in_order(db, offering) == [key(lines[2]), key(lines[3])]


def test_a_second_promotion_is_harmless_and_says_so(db: Session) -> None:
    offering, lines = queue(db)
    with pytest.raises(Refusal, match="もう確定になっています"):
        service.promote(db, key(lines[0]), at=make.NOW, by=None)
    assert offering.seats_taken == 1


def test_who_declines_leaves_the_queue_to_the_rest(db: Session) -> None:
    offering, lines = queue(db)
    assert service.decline(db, key(lines[1]), at=make.NOW, by=None).status is Status.DECLINED
    assert in_order(db, offering) == [key(lines[2]), key(lines[3])]


def test_a_second_cancellation_is_harmless_and_says_so(db: Session) -> None:
    offering, lines = queue(db)
    service.cancel(db, key(lines[0]), why="", at=make.NOW, by=None)
    with pytest.raises(Refusal, match="もう取消になっています"):
        service.cancel(db, key(lines[0]), why="", at=make.NOW, by=None)
    assert offering.seats_taken == 0


def test_a_cancellation_taken_back_holds_its_seat_again(db: Session) -> None:
    offering, lines = queue(db)
    service.cancel(db, key(lines[0]), why="", at=make.NOW, by=None)
    assert service.restore(db, key(lines[0]), at=make.NOW, by=None).holds_seat
    assert offering.seats_taken == 1


def test_it_is_not_taken_back_once_the_seat_is_gone(db: Session) -> None:
    offering, lines = queue(db)
    service.cancel(db, key(lines[0]), why="", at=make.NOW, by=None)
    service.promote(db, key(lines[1]), at=make.NOW, by=None)
    with pytest.raises(service.Full):
        service.restore(db, key(lines[0]), at=make.NOW, by=None)
    assert offering.seats_taken == 1


@pytest.mark.parametrize("place", [1, 2, 3])
def test_who_left_the_queue_by_mistake_gets_the_old_place_back(db: Session, place: int) -> None:
    offering, lines = queue(db)
    before = in_order(db, offering)
    service.cancel(db, key(lines[place]), why="", at=make.NOW, by=None)
    service.restore(db, key(lines[place]), at=make.NOW, by=None)
    assert in_order(db, offering) == before


def test_it_is_the_old_place_even_if_someone_joined_meanwhile(db: Session) -> None:
    offering, lines = queue(db)
    before = in_order(db, offering)
    service.cancel(db, key(lines[3]), why="", at=make.NOW, by=None)
    late = make.participant(db, name="後藤 実")
    later = make.NOW + timedelta(hours=1)
    joined = book(db, late, offering, wait=True, at=later)
    service.restore(db, key(lines[3]), at=later, by=None)
    assert in_order(db, offering) == [*before, key(joined)]


def test_what_is_live_needs_no_taking_back(db: Session) -> None:
    _, lines = queue(db)
    with pytest.raises(Refusal, match="もう待ちになっています"):
        service.restore(db, key(lines[1]), at=make.NOW, by=None)


def test_nothing_of_a_cancelled_offering_is_given_out(db: Session) -> None:
    offering, lines = queue(db)
    service.cancel(db, key(lines[0]), why="", at=make.NOW, by=None)
    offering.status, offering.cancel_reason = OfferingStatus.CANCELLED, "大雨"
    db.flush()
    for act in (service.promote, service.restore):
        line = lines[1] if act is service.promote else lines[0]
        with pytest.raises(Refusal, match="中止になりました"):
            act(db, key(line), at=make.NOW, by=None)


def test_what_is_over_is_not_cancelled(db: Session) -> None:
    past = make.offering(db, make.TODAY - timedelta(days=1))
    line = make.enrolment(db, make.participant(db), past)
    with pytest.raises(Refusal, match="出欠に入れてください"):
        service.cancel(db, key(line), why="", at=make.NOW, by=None)


def test_a_reason_holds_no_my_number(db: Session) -> None:
    _, lines = queue(db)
    with pytest.raises(Refusal, match="12けた"):
        service.cancel(db, key(lines[0]), why="番号 1234 5678 9012", at=make.NOW, by=None)
    with pytest.raises(Refusal, match="200文字まで"):
        service.cancel(db, key(lines[0]), why="長" * 201, at=make.NOW, by=None)


def test_an_unknown_line_is_refused_in_japanese(db: Session) -> None:
    with pytest.raises(Refusal, match="見つかりません"):
        service.promote(db, 999, at=make.NOW, by=None)
