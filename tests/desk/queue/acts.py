"""Acts at the desk, with what rarely matters filled in."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue import book as booking
from classroom.desk.queue import move as moving
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act, Asked
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Channel
from tests import make


def asked(what: Offering, **given: Any) -> Asked:
    return Asked(**{"offering_id": key(what), "channel": Channel.TELEPHONE, **given})


def book(
    db: Session, who: Participant, what: Offering, *, at: datetime = make.NOW, **given: Any
) -> Enrolment:
    """Book someone today, by telephone."""
    return booking.book(db, key(who), asked(what, **given), Act(at))


def book_party(
    db: Session, people: list[Participant], what: Offering, *, at: datetime = make.NOW, **given: Any
) -> list[Enrolment]:
    """Book people who come together today, by telephone."""
    numbers = [key(person) for person in people]
    return booking.book_party(db, numbers, asked(what, **given), Act(at))


def move(
    db: Session, line: Enrolment, to: Offering, *, at: datetime = make.NOW, **given: Any
) -> list[Enrolment]:
    """Move someone to another offering today."""
    return moving.move(db, key(line), moving.Target(key(to), **given), Act(at))


def couple(db: Session, telephone: str = "0225004187") -> list[Participant]:
    """Make a couple with one landline."""
    return [
        make.participant(db, telephone=telephone),
        make.participant(db, "渡邊 正夫", "ワタナベ マサオ", telephone=telephone),
    ]
