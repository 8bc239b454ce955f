from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.figures.nowcast.rules import NOTE_MAX, PeriodKind, ShownKind


class SpecialPeriod(Table, table=True):
    """特別な期間: days on which the registrants moved for a reason of their own.

    `people` is how many more (fewer: negative) registrants it made beside classes and counter;
    None where nobody knows. One that was entered wrongly is withdrawn, and stays.
    """

    id: int | None = Field(default=None, primary_key=True)
    first: date = Field(index=True)
    last: date
    kind: PeriodKind = Field(sa_type=enum_column(PeriodKind, "special_period_kind"))
    people: int | None = None
    note: str = Field(default="", max_length=NOTE_MAX)
    entered_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    withdrawn_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    __table_args__ = (sa.CheckConstraint("first <= last", name="days_in_order"),)


class ShownFigure(Table, table=True):
    """改定の記録: a figure as it was shown for a month's end; it is never written again.

    `shown_on` is the month's end, `about` the day that the figure is about: a later one for a
    forecast. Rates are per cent, unrounded; `low` and `high` hold 8 of 10.
    """

    id: int | None = Field(default=None, primary_key=True)
    shown_on: date
    kind: ShownKind = Field(sa_type=enum_column(ShownKind, "shown_figure_kind"))
    about: date
    rate: float
    low: float | None = None
    high: float | None = None
    kept_at: datetime = Field(sa_type=UTCDateTime)

    __table_args__ = (sa.UniqueConstraint("shown_on", "kind", "about"),)
