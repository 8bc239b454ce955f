from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.desk.draw.rules import SEED_MAX
from classroom.planning.course.models import Offering


class Draw(Table, table=True):
    """抽選: the closed list of an offering, its digest, the seed, and the result once drawn.

    `entries` is the list as it was digested, a line an application; `result` the enrolment
    numbers in the order in which they were drawn, a line each.
    """

    id: int | None = Field(default=None, primary_key=True)
    offering_id: int = Field(foreign_key=id_of(Offering), unique=True, ondelete="CASCADE")
    seats: int
    seed_source: str = Field(max_length=SEED_MAX)
    seed: str = Field(default="", max_length=SEED_MAX)
    entries: str = Field(sa_type=sa.Text)
    digest: str = Field(max_length=64)
    result: str = Field(default="", sa_type=sa.Text)
    closed_at: datetime = Field(sa_type=UTCDateTime)
    drawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.CheckConstraint("(drawn_at IS NULL) = (result = '')", name="drawn_has_result"),
        sa.CheckConstraint("drawn_at IS NULL OR seed <> ''", name="drawn_has_seed"),
    )
