"""Sheets of a class, and what the routes name."""

from sqlmodel import Session

from classroom.class_day.questionnaire import service
from classroom.class_day.questionnaire.rules import Moment, Way
from classroom.class_day.questionnaire.topics import digest, topics
from classroom.class_day.questionnaire.values import Marks, SheetDetails
from classroom.core.db import key
from tests import make


def sheet(
    *pairs: tuple[int | None, int | None],
    moment: Moment = Moment.BOTH,
    liked: int | None = None,
    person: int | None = None,
    names: tuple[str, ...] = ("ア", "イ", "ウ", "エ", "オ"),
) -> SheetDetails:
    """Return a sheet with these answers before and after, of as many topics."""
    marks = [Marks(name, *pair) for name, pair in zip(names, pairs, strict=False)]
    return SheetDetails(moment, Way.PAPER, tuple(marks), liked, person)


def enter(db: Session, course_session_id: int, details: SheetDetails) -> int:
    """Enter a sheet."""
    return key(service.add_sheet(db, course_session_id, details, at=make.NOW, by=None))


def answers_world(db: Session, course_session_id: int) -> dict[str, object]:
    """Make a sheet and words of a session."""
    asked = topics(db, course_session_id)
    return {
        "asked": digest(asked),
        "answer_sheet": enter(db, course_session_id, sheet((1, 3), liked=4, names=asked)),
        "said": service.add_comment(db, course_session_id, "楽しかったです。"),
    }
