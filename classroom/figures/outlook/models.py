from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.figures.outlook.rules import NOTE_MAX


class OutlookAssumption(Table, table=True):
    """見通しの前提: what was saved at one time. The newest line holds, older ones stay.

    Without a value the assumption is reckoned from the records of the day.
    """

    id: int | None = Field(default=None, primary_key=True)
    saved_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    note: str = Field(max_length=NOTE_MAX)
    classes_a_month: float | None = None
    fresh_a_class: float | None = None
    conversion: float | None = None
    counter_a_month: float | None = None
    other_a_month: float | None = None
    turning_70_a_year: float | None = None
    entry_rate: float | None = None
    leaving_a_year: float | None = None
    leaving_ratio: float | None = None

    __table_args__ = (sa.CheckConstraint("length(note) > 0", name="note_given"),)
