from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant


class ParticipantMerge(Table, table=True):
    """統合: two records of one person made one. `before` holds, as JSON, what undoing needs."""

    id: int | None = Field(default=None, primary_key=True)
    kept_id: int = Field(foreign_key=id_of(Participant), index=True)
    gone_id: int = Field(foreign_key=id_of(Participant), index=True)
    before: str = Field(sa_type=sa.Text)
    merged_at: datetime = Field(sa_type=UTCDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (sa.CheckConstraint("kept_id <> gone_id", name="two_people"),)
