from datetime import datetime
from decimal import Decimal
from typing import Any, NoReturn

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from classroom.core.db import Table, UTCDateTime, enum_column, id_of
from classroom.core.staff.models import StaffMember
from classroom.figures.review.rules import (
    CODE_MAX,
    NAME_MAX,
    NOTE_MAX,
    SCHEME_NAME_MAX,
    SOURCE_MAX,
    TEXT_MAX,
    TITLE_MAX,
    UNIT_MAX,
    Basis,
    Better,
    Kind,
)

DECIMAL_MAX = 20
DIGEST_LENGTH = 64
PERIOD_MAX = 7
VERSION_MAX = 40


class DecimalText(TypeDecorator[Decimal]):
    """A decimal number kept as its digits: the same on every database, never a float."""

    impl = sa.String
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(DECIMAL_MAX)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        del dialect
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        del dialect
        return None if value is None else Decimal(value)


class PlanIndicator(Table, table=True):
    """計画の指標: an indicator of one of the plan's actions, from its baseline to its target.

    Baseline and target are empty until somebody has copied them from the plan. `computed` names
    the figure of ours that gives its values; its baseline and target are then settings.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_MAX, unique=True)
    action: int
    title: str = Field(default="", max_length=TITLE_MAX)
    name: str = Field(default="", max_length=NAME_MAX)
    unit: str = Field(default="", max_length=UNIT_MAX)
    baseline: Decimal | None = Field(default=None, sa_type=DecimalText)
    target: Decimal | None = Field(default=None, sa_type=DecimalText)
    better: Better = Field(default=Better.HIGHER, sa_type=enum_column(Better, "better"))
    computed: str = Field(default="", max_length=40)
    position: int = 0
    is_active: bool = True
    version: int = 1

    __table_args__ = (sa.CheckConstraint("action BETWEEN 1 AND 99", name="action_range"),)


class IndicatorActual(Table, table=True):
    """実績値: an indicator's value of a fiscal year. A corrected one stays, replaced."""

    id: int | None = Field(default=None, primary_key=True)
    plan_indicator_id: int = Field(foreign_key=id_of(PlanIndicator), index=True)
    fiscal_year: int
    value: Decimal = Field(sa_type=DecimalText)
    source: str = Field(max_length=SOURCE_MAX)
    entered_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    replaced_by_id: int | None = Field(default=None, foreign_key="indicator_actual.id")

    __table_args__ = (sa.CheckConstraint("length(source) > 0", name="source_given"),)


class IndicatorReview(Table, table=True):
    """振り返り: what an action struggled with in a fiscal year, and what it will do in the next."""

    id: int | None = Field(default=None, primary_key=True)
    plan_indicator_id: int = Field(foreign_key=id_of(PlanIndicator))
    fiscal_year: int
    issues: str = Field(default="", max_length=TEXT_MAX)
    next_steps: str = Field(default="", max_length=TEXT_MAX)
    edited_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    version: int = 1

    __table_args__ = (sa.UniqueConstraint("plan_indicator_id", "fiscal_year"),)


class RatingScheme(Table, table=True):
    """評価の基準: the one scheme of the city; what it rates by, and its grades as JSON."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=SCHEME_NAME_MAX)
    basis: Basis = Field(sa_type=enum_column(Basis, "basis"))
    grades: str = Field(sa_type=sa.Text)
    edited_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    version: int = 1

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)


class ReportSnapshot(Table, table=True):
    """確定版: a report as it was on the day it was frozen, with the files made then.

    Never changed and never deleted: a correction makes the next edition.
    """

    id: int | None = Field(default=None, primary_key=True)
    kind: Kind = Field(sa_type=enum_column(Kind, "kind"))
    period: str = Field(max_length=PERIOD_MAX)
    number: int
    data: str = Field(sa_type=sa.Text)
    pdf: bytes = Field(sa_type=sa.LargeBinary)
    xlsx: bytes = Field(sa_type=sa.LargeBinary)
    data_digest: str = Field(max_length=DIGEST_LENGTH)
    pdf_digest: str = Field(max_length=DIGEST_LENGTH)
    xlsx_digest: str = Field(max_length=DIGEST_LENGTH)
    program_version: str = Field(max_length=VERSION_MAX)
    note: str = Field(default="", max_length=NOTE_MAX)
    made_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )

    __table_args__ = (
        sa.UniqueConstraint("kind", "period", "number"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )


@event.listens_for(ReportSnapshot, "before_update")
@event.listens_for(ReportSnapshot, "before_delete")
def _refuse_to_touch(mapper: Any, connection: Any, snapshot: Any) -> NoReturn:
    del mapper, connection
    raise RuntimeError(f"a frozen report is never changed: {snapshot.kind} {snapshot.period}")
