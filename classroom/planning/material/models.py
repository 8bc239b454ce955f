from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.planning.material.rules import DIGEST_LENGTH, NOTE_MAX, SLUG_MAX


class HandoutVersion(Table, table=True):
    """配布資料の版: a handout's whole text as it was saved. The newest is shown and printed.

    `shipped_digest` is that of the text which came with the program at that time, empty where none
    did: so an update that brings another text can be told.
    """

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=SLUG_MAX)
    number: int
    source: str = Field(sa_type=sa.Text)
    note: str = Field(default="", max_length=NOTE_MAX)
    shipped_digest: str = Field(default="", max_length=DIGEST_LENGTH)
    saved_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.UniqueConstraint("slug", "number"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )
