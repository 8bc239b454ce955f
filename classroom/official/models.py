from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.db import Table, UTCDateTime
from classroom.official.rules import SOURCE_MAX


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
        default=None, foreign_key="staff_member.id", ondelete="SET NULL"
    )
    replaced_by_id: int | None = Field(default=None, foreign_key="official_count.id")

    __table_args__ = (
        sa.CheckConstraint("population > 0", name="population_range"),
        sa.CheckConstraint("registered BETWEEN 0 AND population", name="registered_range"),
        sa.CheckConstraint("length(source) > 0", name="source_given"),
    )
