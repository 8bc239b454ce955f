from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.papers.class_rules import FILE_MAX, PROBLEM_MAX, JobState


class PrintJob(Table, table=True):
    """印刷の仕事: a month's class packs, made in the background into one file.

    `touched_at` is the last sign of life: a job that runs without one was broken off.
    """

    id: int | None = Field(default=None, primary_key=True)
    month: date
    state: JobState = Field(default=JobState.WAITING, sa_type=enum_column(JobState, "state"))
    total: int
    made: int = 0
    file_name: str = Field(default="", max_length=FILE_MAX)
    problem: str = Field(default="", max_length=PROBLEM_MAX)
    asked_at: datetime = Field(sa_type=UTCDateTime, index=True)
    touched_at: datetime = Field(sa_type=UTCDateTime)
    made_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.CheckConstraint("made BETWEEN 0 AND total", name="made_within_total"),)
