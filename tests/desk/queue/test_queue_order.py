"""The waiting list: by number, first-timers first where that is set, a party as one."""

from datetime import timedelta
from itertools import count

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.queue import desk_queries, roster_queries
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Offering
from classroom.planning.course.rules import Selection
from classroom.rules.words.queue import Status
from tests import make

numbers = count(1)


def wait(db: Session, offering: Offering, *, first: bool, party: int | None = None) -> Enrolment:
    number = next(numbers)
    person = make.participant(db, name=f"佐藤 {number}", name_kana="サトウ")
    return make.enrolment(
        db,
        person,
        offering,
        status=Status.WAITLISTED,
        waiting_number=number,
        is_first_time=first,
        party=party,
        applied_at=make.NOW + timedelta(seconds=number),
    )


def order(db: Session, offering: Offering) -> list[int]:
    return [line.enrolment_id for line in roster_queries.waiting(db, key(offering))]


def keys(*lines: Enrolment) -> list[int]:
    return [key(line) for line in lines]


def test_who_came_first_is_first(db: Session) -> None:
    offering = make.offering(db)
    one, two = wait(db, offering, first=False), wait(db, offering, first=True)
    assert order(db, offering) == keys(one, two)


def test_first_timers_come_first_where_that_is_set(db: Session) -> None:
    offering = make.offering(db, first_timers_first=True)
    one, two = wait(db, offering, first=False), wait(db, offering, first=True)
    three = wait(db, offering, first=True)
    assert order(db, offering) == keys(two, three, one)
    places = [desk_queries.booking(db, key(line)) for line in (one, two, three)]
    assert [found.waiting_place for found in places if found] == [3, 1, 2]


def test_a_draw_has_weighed_that_already(db: Session) -> None:
    offering = make.offering(db, first_timers_first=True, selection=Selection.DRAW)
    one, two = wait(db, offering, first=False), wait(db, offering, first=True)
    assert order(db, offering) == keys(one, two)


def test_a_party_stands_together_where_its_first_one_stands(db: Session) -> None:
    offering = make.offering(db)
    one = wait(db, offering, first=False)
    two = wait(db, offering, first=False, party=1)
    three = wait(db, offering, first=False)
    four = wait(db, offering, first=False, party=1)
    assert order(db, offering) == keys(one, two, four, three)


def test_a_party_with_one_first_timer_counts_as_first_timers(db: Session) -> None:
    offering = make.offering(db, first_timers_first=True)
    one = wait(db, offering, first=False)
    two = wait(db, offering, first=False, party=1)
    three = wait(db, offering, first=True, party=1)
    assert order(db, offering) == keys(two, three, one)
    assert [
        line.enrolment_id for line in roster_queries.next_in_queue(db, key(offering), make.TODAY)
    ] == keys(two, three)


def test_another_offering_has_its_own_queue_and_its_own_parties(db: Session) -> None:
    offering, other = make.offering(db), make.offering(db)
    one = wait(db, offering, first=False, party=1)
    wait(db, other, first=False, party=1)
    assert order(db, offering) == keys(one)
    assert roster_queries.next_in_queue(db, 999, make.TODAY) == []
