"""標準の講座一覧: the handouts that come with the program, as courses to adopt with one press."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlmodel import Session, col, select

from classroom.core.data import data_dir
from classroom.core.errors import Refusal
from classroom.kit.handout import library
from classroom.kit.handout.front_matter import read_front_matter
from classroom.planning.course import service
from classroom.planning.course.models import Course
from classroom.planning.course.rules import CourseDevice, Level
from classroom.planning.course.values import CourseDetails

GONE = "この講座は、標準の一覧にありません。一覧を開き直してください。"
NOTHING_LEFT = "標準の講座は、もうすべて取り入れてあります。"


@dataclass(frozen=True, slots=True)
class Standard:
    """A course to adopt, and the one that was made of it or has its code already."""

    details: CourseDetails
    course_id: int | None
    is_code_taken: bool


@cache
def shipped() -> tuple[CourseDetails, ...]:
    """Return the courses in the order in which people learn: by the handouts' codes."""
    text = (data_dir("materials") / "courses.toml").read_text(encoding="utf-8")
    found = [_course(**entry) for entry in tomllib.loads(text)["course"]]
    order = "KATS"
    return tuple(sorted(found, key=lambda one: (order.find(one.code[0]), one.code)))


def _course(*, handout: str, level: str, **given: Any) -> CourseDetails:
    front, _, _ = read_front_matter(library.shipped(handout) or "")
    return CourseDetails(
        code=front["code"],
        title=front["title"].replace("／", ""),
        handout=handout,
        minutes=int(front["minutes"]),
        level=Level(level),
        device=CourseDevice.BOTH,
        **given,
    )


def standards(db: Session) -> list[Standard]:
    rows = db.exec(select(Course)).all()
    by_code = {row.code: row for row in rows}
    by_handout = {row.handout: row for row in rows if row.handout}
    return [
        Standard(
            details,
            same.id if (same := by_handout.get(details.handout)) else None,
            details.code in by_code,
        )
        for details in shipped()
    ]


def adopt(db: Session, code: str) -> Course:
    """Make the course of a handout. Refuses a code that the list does not know or that is taken."""
    details = next((one for one in shipped() if one.code == code), None)
    if details is None:
        raise Refusal(GONE)
    return service.create_course(db, details)


def adopt_all(db: Session) -> int:
    """Make every course that is not there yet, and return how many."""
    used = set(db.exec(select(col(Course.handout))).all())
    codes = set(db.exec(select(col(Course.code))).all())
    wanted = [one for one in shipped() if one.handout not in used and one.code not in codes]
    if not wanted:
        raise Refusal(NOTHING_LEFT)
    for details in wanted:
        service.create_course(db, details)
    return len(wanted)
