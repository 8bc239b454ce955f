"""A class of today with three people, for the tests of class day."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.staff import Role
from tests import make

YESTERDAY = make.TODAY - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClassOfToday:
    """A class with its people, in 五十音 order: 阿部, 小野寺, 渡邊."""

    offering: Offering
    session: CourseSession
    people: tuple[Participant, ...]
    enrolments: tuple[Enrolment, ...]
    clerk: int

    @property
    def id(self) -> int:
        """Return the session's key."""
        return key(self.session)

    def line(self, number: int) -> int:
        """Return the key of the number-th person's enrolment."""
        return key(self.enrolments[number])


def class_of_today(db: Session, **given: Any) -> ClassOfToday:
    """Make a class of today with three people who have a seat."""
    offering = make.offering(db, *given.pop("days", (make.TODAY,)), **given)
    people = (
        make.participant(db, "渡邊 光子", "ワタナベ ミツコ", telephone="0225004187"),
        make.participant(
            db, "阿部 榮吉", "アベ エイキチ", needs_wheelchair=True, telephone="09011112222"
        ),
        make.participant(db, "小野寺 とし", "オノデラ トシ", address="矢本字河戸36番地1"),
    )
    ordered = (people[1], people[2], people[0])
    lines = tuple(make.enrolment(db, person, offering) for person in ordered)
    session = make.sessions(db, offering)[0]
    clerk = key(make.staff(db, Role.RECEPTION))
    db.commit()
    return ClassOfToday(offering, session, ordered, lines, clerk)


def attendance_of(db: Session, course_session_id: int, enrolment_id: int) -> Attendance | None:
    """Return the mark of an enrolment in a session as it stands."""
    wanted = select(Attendance).where(
        Attendance.course_session_id == course_session_id,
        Attendance.enrolment_id == enrolment_id,
    )
    return db.exec(wanted.execution_options(populate_existing=True)).first()
