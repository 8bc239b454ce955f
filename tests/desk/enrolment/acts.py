"""Acts at the desk, with what rarely matters filled in."""

from typing import Any

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.enrolment import service
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import Channel
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Offering
from tests import make

WHEN: dict[str, Any] = {"at": make.NOW, "by": None, "today": make.TODAY}


def book(db: Session, who: Participant, what: Offering, **given: Any) -> Enrolment:
    """Book someone today, by telephone."""
    channel = given.pop("channel", Channel.TELEPHONE)
    return service.book(db, key(who), key(what), channel, **{**WHEN, **given})


def book_party(
    db: Session, people: list[Participant], what: Offering, **given: Any
) -> list[Enrolment]:
    """Book people who come together today, by telephone."""
    numbers = [key(person) for person in people]
    return service.book_party(db, numbers, key(what), Channel.TELEPHONE, **{**WHEN, **given})


def move(db: Session, line: Enrolment, to: Offering, **given: Any) -> list[Enrolment]:
    """Move someone to another offering today."""
    return service.move(db, key(line), key(to), **{**WHEN, **given})


def couple(db: Session, telephone: str = "0225004187") -> list[Participant]:
    """Make a couple with one landline."""
    return [
        make.participant(db, telephone=telephone),
        make.participant(db, "渡邊 正夫", "ワタナベ マサオ", telephone=telephone),
    ]
