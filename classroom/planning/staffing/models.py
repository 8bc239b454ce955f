from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.planning.course.models import CourseSession
from classroom.planning.staffing.rules import (
    LABEL_MAX,
    NAME_MAX,
    NOTE_MAX,
    ORGANISATION_MAX,
    TELEPHONE_MAX,
)


class Person(Table):
    """What is known of who teaches or helps; each part of a class has a table of its own."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=NAME_MAX)
    name_kana: str = Field(max_length=NAME_MAX)
    organisation: str = Field(default="", max_length=ORGANISATION_MAX)
    telephone: str = Field(default="", max_length=TELEPHONE_MAX)
    # The account by which this person opens their own sessions, where they have one.
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), unique=True, ondelete="SET NULL"
    )
    note: str = Field(default="", max_length=NOTE_MAX)
    is_active: bool = True
    version: int = 1


class Instructor(Person, table=True):
    """講師: teaches a session."""


class Assistant(Person, table=True):
    """補助員: sits beside the participants and helps."""


class Assignment(Table, table=True):
    """担当: an instructor or an assistant in a session."""

    id: int | None = Field(default=None, primary_key=True)
    course_session_id: int = Field(foreign_key=id_of(CourseSession), ondelete="CASCADE")
    instructor_id: int | None = Field(default=None, foreign_key=id_of(Instructor), index=True)
    assistant_id: int | None = Field(default=None, foreign_key=id_of(Assistant), index=True)
    # When they were last told what has become of the day.
    told_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    __table_args__ = (
        sa.UniqueConstraint("course_session_id", "instructor_id"),
        sa.UniqueConstraint("course_session_id", "assistant_id"),
        sa.CheckConstraint(
            "(instructor_id IS NULL) <> (assistant_id IS NULL)", name="exactly_one_person"
        ),
    )


class LoanPhone(Table, table=True):
    """貸出スマホ: a telephone of the pool that people borrow in class."""

    id: int | None = Field(default=None, primary_key=True)
    label: str = Field(max_length=LABEL_MAX, unique=True)
    note: str = Field(default="", max_length=NOTE_MAX)
    is_active: bool = True
    version: int = 1


class SessionLoan(Table, table=True):
    """貸出: a telephone of the pool that goes to a session."""

    id: int | None = Field(default=None, primary_key=True)
    course_session_id: int = Field(foreign_key=id_of(CourseSession), ondelete="CASCADE")
    loan_phone_id: int = Field(foreign_key=id_of(LoanPhone), index=True)

    __table_args__ = (sa.UniqueConstraint("course_session_id", "loan_phone_id"),)
