"""The last seats go to exactly as many people, however many desks press at once."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import key
from classroom.desk.queue.models import Enrolment, EnrolmentChange
from classroom.desk.queue.seats import NO_SEAT, NO_SEATS
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Status
from tests import make
from tests.desk.queue.acts import book
from tests.desk.queue.desks import (
    BOOKED,
    Work,
    all_at_once,
    couple,
    guarded,
    moving,
    unguarded,
)

DESKS, SEATS = 20, 5


def arranged(db: Session, url: str) -> tuple[int, list[Work]]:
    offering = make.offering(db, capacity=SEATS)
    people = [make.participant(db, name=f"佐藤 {n}") for n in range(DESKS)]
    db.commit()
    where = (key(offering), make.NOW)
    return key(offering), [(url, key(person), *where) for person in people]


def accepted(db: Session, offering_id: int) -> int:
    db.expire_all()
    wanted = sa.select(sa.func.count()).where(
        col(Enrolment.offering_id) == offering_id, col(Enrolment.status) == Status.ACCEPTED
    )
    return db.connection().execute(wanted).scalar_one()


def test_twenty_desks_sell_the_last_five_seats_to_five_people(
    db: Session, database_url: str
) -> None:
    offering_id, work = arranged(db, database_url)
    told = Counter(all_at_once(guarded, work))
    assert told == {BOOKED: SEATS, NO_SEAT: DESKS - SEATS}
    assert accepted(db, offering_id) == SEATS
    assert db.get_one(Offering, offering_id).seats_taken == SEATS
    changes = db.connection().execute(sa.select(sa.func.count()).select_from(EnrolmentChange))
    assert changes.scalar_one() == SEATS


def test_without_the_guard_the_same_desks_oversell(db: Session, database_url: str) -> None:
    """Show that the test above can fail: looking first and writing later is not enough."""
    offering_id, work = arranged(db, database_url)
    told = Counter(all_at_once(unguarded, work))
    assert told[BOOKED] > SEATS
    assert accepted(db, offering_id) == told[BOOKED]


def test_couples_get_two_seats_or_none_however_many_desks_press(
    db: Session, database_url: str
) -> None:
    """Eight desks, a couple each, five seats: two couples sit, and one seat stays free."""
    offering_id, work = arranged(db, database_url)
    told = Counter(all_at_once(couple, work[:16:2]))
    assert told == {BOOKED: 2, NO_SEATS.format(2): 6}
    assert accepted(db, offering_id) == 4
    assert db.get_one(Offering, offering_id).seats_taken == 4


def test_people_who_change_places_at_once_neither_wait_for_one_another_nor_lose_a_seat(
    db: Session, database_url: str
) -> None:
    """Four desks move people one way and four the other, between two offerings with one seat."""
    one = make.offering(db, capacity=5)
    other = make.offering(db, make.NEXT_WEEK + timedelta(days=1), capacity=5)
    work: list[Work] = []
    for number in range(8):
        person = make.participant(db, name=f"佐藤 {number}")
        here, there = (one, other) if number % 2 else (other, one)
        line = book(db, person, here)
        work.append((database_url, key(line), key(there), make.NOW))
    db.commit()
    told = Counter(all_at_once(moving, work))
    assert set(told) <= {BOOKED, NO_SEAT}
    assert told[BOOKED] > 0
    seats = [accepted(db, key(offering)) for offering in (one, other)]
    assert sum(seats) == 8
    assert [db.get_one(Offering, key(each)).seats_taken for each in (one, other)] == seats
