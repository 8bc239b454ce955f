"""The last seats go to exactly as many people, however many desks press at once."""

from collections import Counter

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.course.models import Offering
from classroom.db import key
from classroom.enrolment.models import Enrolment, EnrolmentChange
from classroom.enrolment.rules import Status
from classroom.enrolment.seats import NO_SEAT
from tests import make
from tests.enrolment.desks import BOOKED, Work, all_at_once, guarded, unguarded

DESKS, SEATS = 20, 5


def arranged(db: Session, url: str) -> tuple[int, list[Work]]:
    offering = make.offering(db, capacity=SEATS)
    people = [make.participant(db, name=f"佐藤 {n}") for n in range(DESKS)]
    db.commit()
    where = (key(offering), make.NOW, make.TODAY)
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
