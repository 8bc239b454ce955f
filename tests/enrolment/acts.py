"""Acts at the desk, with what rarely matters filled in."""

from typing import Any

from sqlmodel import Session

from classroom.course.models import Offering
from classroom.db import key
from classroom.enrolment import service
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import Channel
from classroom.participant.models import Participant
from tests import make


def book(db: Session, who: Participant, what: Offering, **given: Any) -> Enrolment:
    """Book someone today, by telephone."""
    channel = given.pop("channel", Channel.TELEPHONE)
    when = {"at": make.NOW, "by": None, "today": make.TODAY}
    return service.book(db, key(who), key(what), channel, **{**when, **given})
