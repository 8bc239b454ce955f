from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.class_day.printed.rules import PAGE_ID_LENGTH, SheetKind
from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.planning.course.models import CourseSession


class PrintedSheet(Table, table=True):
    """読み取る紙: a page as it was printed, so that it can be read back by the code on it.

    `number` is the sheet's, shared by its pages. `rows` are enrolment ids on a 出席簿, statements
    on an アンケート, in the page's order; rows to write in are not among them.
    """

    id: int | None = Field(default=None, primary_key=True)
    page_id: str = Field(max_length=PAGE_ID_LENGTH, unique=True)
    number: int = Field(sa_type=sa.BigInteger, index=True)
    page: int
    pages: int
    kind: SheetKind = Field(sa_type=enum_column(SheetKind, "kind"))
    course_session_id: int = Field(foreign_key=id_of(CourseSession), index=True, ondelete="CASCADE")
    rows: list[int | str] = Field(sa_type=sa.JSON)
    layout: int
    printed_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.CheckConstraint("page BETWEEN 1 AND pages", name="page_range"),)
