from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember


class Operation(Table, table=True):
    """A write from a page that was carried out; sending its id again does nothing twice."""

    id: str = Field(primary_key=True, max_length=36)
    at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    endpoint: str = Field(max_length=80)
    answer: str = Field(max_length=300)


class AuditEntry(Table, table=True):
    """監査記録: who did what, append-only; each entry holds the digest of the one before."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    staff_member_id: int | None = Field(default=None, index=True)
    action: str = Field(max_length=80)
    details: str = Field(max_length=500)
    previous: str = Field(max_length=64, sa_column_kwargs={"unique": True})
    digest: str = Field(max_length=64)

    __table_args__ = (sa.CheckConstraint("length(digest) = 64", name="digest_length"),)
