from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime


class FiguresCheck(Table, table=True):
    """数え直し: that the figures were counted a second time, and how many differed."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    compared: int
    differing: int

    __table_args__ = (sa.CheckConstraint("differing <= compared", name="differing_range"),)
