from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, id_of
from classroom.core.staff.models import StaffMember
from classroom.figures.official.rules import (
    FILE_MAX,
    FILE_NAME_MAX,
    MEDIA_TYPE_MAX,
    NOTE_MAX,
    SOURCE_MAX,
)


class OfficialCount(Table, table=True):
    """公式値: registrants and residents of 70 and over as given to the city.

    A correction is a new line that replaces the old one; the old one stays.
    """

    id: int | None = Field(default=None, primary_key=True)
    registered_on: date = Field(index=True)
    population_on: date
    registered: int
    population: int
    source: str = Field(max_length=SOURCE_MAX)
    entered_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    replaced_by_id: int | None = Field(default=None, foreign_key="official_count.id")
    day_is_sure: bool = Field(default=True, sa_column_kwargs={"server_default": sa.true()})
    note: str = Field(default="", max_length=NOTE_MAX, sa_column_kwargs={"server_default": ""})

    __table_args__ = (
        sa.CheckConstraint("population > 0", name="population_range"),
        sa.CheckConstraint("registered BETWEEN 0 AND population", name="registered_range"),
        sa.CheckConstraint("length(source) > 0", name="source_given"),
    )


class OfficialFile(Table, table=True):
    """公式値の資料: a file that came with a count, kept in the database so that a backup holds it.

    `size` is in bytes; `digest` is the SHA-256 of the content.
    """

    id: int | None = Field(default=None, primary_key=True)
    official_count_id: int = Field(foreign_key=id_of(OfficialCount), ondelete="CASCADE")
    name: str = Field(max_length=FILE_NAME_MAX)
    media_type: str = Field(max_length=MEDIA_TYPE_MAX)
    size: int
    digest: str = Field(max_length=64)
    content: bytes = Field(sa_type=sa.LargeBinary)
    kept_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.UniqueConstraint("official_count_id", "digest"),
        sa.CheckConstraint(f"size BETWEEN 1 AND {FILE_MAX}", name="size_range"),
    )
