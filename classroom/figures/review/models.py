from datetime import date, datetime
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
    OFFICE_MAX,
    SCHEME_NAME_MAX,
    SOURCE_MAX,
    TEXT_KEPT_MAX,
    TITLE_MAX,
    UNIT_MAX,
    Basis,
    Better,
    Kind,
    Measure,
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


class PlanAction(Table, table=True):
    """取組事項: an action of the plan that the city changed; the shipped ones have no row.

    `steps` are its 実施事項 as JSON: a name and a word for each year of the plan.
    """

    id: int | None = Field(default=None, primary_key=True)
    number: int = Field(unique=True)
    title: str = Field(default="", max_length=TITLE_MAX)
    office: str = Field(default="", max_length=OFFICE_MAX)
    steps: str = Field(default="[]", sa_type=sa.Text)
    version: int = 1

    __table_args__ = (sa.CheckConstraint("number BETWEEN 1 AND 99", name="number_range"),)


class PlanIndicator(Table, table=True):
    """計画の指標: an indicator of one of the plan's actions, from its baseline to its target.

    Baseline and target are empty until somebody has copied them from the plan; `no_baseline` is the
    plan's 「-」. `computed` names the figure of ours that gives its values; its baseline and target
    are then settings. `is_flow`: what comes in a year is counted, not what there is on a day.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=CODE_MAX, unique=True)
    action: int
    name: str = Field(default="", max_length=NAME_MAX)
    unit: str = Field(default="", max_length=UNIT_MAX)
    baseline: Decimal | None = Field(default=None, sa_type=DecimalText)
    no_baseline: bool = False
    target: Decimal | None = Field(default=None, sa_type=DecimalText)
    better: Better = Field(default=Better.HIGHER, sa_type=enum_column(Better, "better"))
    is_flow: bool = False
    note: str = Field(default="", max_length=NOTE_MAX)
    computed: str = Field(default="", max_length=40)
    position: int = 0
    is_active: bool = True
    version: int = 1

    __table_args__ = (sa.CheckConstraint("action BETWEEN 1 AND 99", name="action_range"),)


class IndicatorActual(Table, table=True):
    """実績値: an indicator's value of a fiscal year. A corrected one stays, replaced.

    It is what there was on its reference day, or what had come in that year up to that day.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_indicator_id: int = Field(foreign_key=id_of(PlanIndicator), index=True)
    fiscal_year: int
    value: Decimal = Field(sa_type=DecimalText)
    reference_on: date
    measure: Measure = Field(sa_type=enum_column(Measure, "measure"))
    source: str = Field(max_length=SOURCE_MAX)
    entered_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    replaced_by_id: int | None = Field(default=None, foreign_key="indicator_actual.id")

    __table_args__ = (sa.CheckConstraint("length(source) > 0", name="source_given"),)


class ActionReview(Table, table=True):
    """振り返り: what an action did in a fiscal year, its issues, what comes next, what was said."""

    id: int | None = Field(default=None, primary_key=True)
    action: int
    fiscal_year: int
    done: str = Field(default="", max_length=TEXT_KEPT_MAX)
    issues: str = Field(default="", max_length=TEXT_KEPT_MAX)
    next_steps: str = Field(default="", max_length=TEXT_KEPT_MAX)
    opinions: str = Field(default="", max_length=TEXT_KEPT_MAX)
    edited_at: datetime = Field(sa_type=UTCDateTime)
    staff_member_id: int | None = Field(
        default=None, foreign_key=id_of(StaffMember), ondelete="SET NULL"
    )
    version: int = 1

    __table_args__ = (
        sa.UniqueConstraint("action", "fiscal_year"),
        sa.CheckConstraint("action BETWEEN 1 AND 99", name="action_range"),
    )


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
