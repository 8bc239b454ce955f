from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.db import Table, UTCDateTime


class ParticipantMerge(Table, table=True):
    """統合: two records of one person made one. `before` holds, as JSON, what undoing needs."""

    id: int | None = Field(default=None, primary_key=True)
    kept_id: int = Field(foreign_key="participant.id", index=True)
    gone_id: int = Field(foreign_key="participant.id", index=True)
    before: str = Field(sa_type=sa.Text)
    merged_at: datetime = Field(sa_type=UTCDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key="staff_member.id", ondelete="SET NULL"
    )

    __table_args__ = (sa.CheckConstraint("kept_id <> gone_id", name="two_people"),)
