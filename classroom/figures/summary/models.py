from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table
from classroom.figures.summary.rules import MEASURE_MAX, PART_MAX, PERIOD_MAX

BY_HAND = {"autoincrement": False}


class KeptPerson(Table, table=True):
    """What one person adds to the kept counts, so that it can be taken off again.

    Without a foreign key: it must outlive a deleted participant until the counts are brought up to
    date. `holds_until` is the last day for which it is right if nobody writes anything; None means
    for good.
    """

    participant_id: int = Field(primary_key=True, sa_column_kwargs=BY_HAND)
    holds_until: date | None = Field(default=None, index=True)
    cells: str = Field(sa_type=sa.Text)


class KeptCell(Table, table=True):
    """A kept count: how many people, or who came to a session, under a measure of a period."""

    measure: str = Field(primary_key=True, max_length=MEASURE_MAX)
    period: str = Field(primary_key=True, max_length=PERIOD_MAX)
    part: str = Field(primary_key=True, max_length=PART_MAX)
    people: int


class KeptChange(Table, table=True):
    """A person whose facts were written; triggers of the database add it after any write."""

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int


class KeptState(Table, table=True):
    """For which day and by which rules the counts are kept: one line."""

    id: int = Field(primary_key=True, sa_column_kwargs=BY_HAND)
    as_of: date | None = None
    stage: str = Field(default="", max_length=20)
    rules_version: int = 0
