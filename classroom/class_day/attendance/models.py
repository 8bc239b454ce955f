from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession
from classroom.rules.words.attendance import How, Mark


class Attendance(Table, table=True):
    """出欠: an enrolment in a session. No line means that nothing was marked yet."""

    id: int | None = Field(default=None, primary_key=True)
    enrolment_id: int = Field(foreign_key=id_of(Enrolment), ondelete="CASCADE")
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    mark: Mark = Field(sa_type=enum_column(Mark, "mark"))
    checked_in_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    marked_at: datetime = Field(sa_type=UTCDateTime)
    how: How = Field(default=How.SCREEN, sa_type=enum_column(How, "how"))
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.UniqueConstraint("enrolment_id", "course_session_id"),)


class ClassOperation(Table, table=True):
    """教室での操作: a class-day write as it was made, so that it can be replayed elsewhere.

    `id` is the operation id of the page; `payload` is JSON of keys and choices, without a name.
    `at` is the instant on the device, `device` what the device calls itself.
    """

    id: str = Field(primary_key=True, max_length=36)
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    kind: str = Field(max_length=20)
    payload: str = Field(max_length=500)
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    received_at: datetime = Field(sa_type=UTCDateTime)
    device: str = Field(default="", max_length=40)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
