"""Small worlds of reports: a document of few words, and one of everything that the routes name."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.figures.review import service
from classroom.figures.review.edition import freeze
from classroom.figures.review.rules import SHIPPED_SCHEME, Better, Measure
from classroom.figures.review.values import (
    ActionDetails,
    ActualDetails,
    Files,
    IndicatorDetails,
    ReviewText,
    Stamp,
)
from classroom.kit.document import Amount, Column, Document, Figure, Row, Section, Table
from classroom.rules import months
from classroom.rules.fiscal_year import end_of, fiscal_year
from tests import make

AT = datetime(2027, 4, 20, 1, 30, tzinfo=UTC)
STAMP = Stamp(AT, None)


def document(
    period: str = "2026", kind: str = "yearly", heading: str = "登録者率は43.1%です。"
) -> Document:
    """Make a report of one figure and one table, with words that look like a formula."""
    rows = (
        Row(("=1+1", Amount(Decimal(3_962), "人"))),
        Row(("＠導入", Amount(Decimal(12), "人")), "key"),
        Row(("時間切れ", "秘匿")),
    )
    columns = (Column("段階", 60), Column("人数", 30, number=True))
    table = Table("段階ごとの人数", columns, rows, bar=1)
    figure = Figure("登録者率", "9月30日", Amount(Decimal("43.1"), "%"), "70歳以上", "main")
    return Document(
        kind=kind,
        period=period,
        title="令和8年度 進捗管理シート（振り返り・評価）",
        city="東松島市",
        on=date(2027, 3, 31),
        heading=heading,
        lead="目標まで、あと633人です。",
        figures=(figure,),
        sections=(Section("funnel", "教室の結果", "教室", table=table, chart="bar"),),
        facts=(("登録者率", figure.cell), ("課題", "なし")),
        is_told=True,
    )


def no_files(of: Document, stamp: Stamp) -> Files:
    """Stand for the files of a report where no test opens them."""
    del of, stamp
    return Files(b"%PDF-1.4", b"PK")


def review_world(db: Session) -> dict[str, object]:
    """Make an edition of this year and of last month, and one of each record that has a version."""
    settings = Settings(instance=Path(), database_url="", secret_key="")
    year, month = fiscal_year(make.TODAY), f"{months.later(make.TODAY, -1):%Y-%m}"
    # The one kind of value that any day of a year can have.
    measure = Measure.YEAR if end_of(year) == make.TODAY else Measure.RUNNING
    details = ActualDetails(year, Decimal(10), "総務課の集計", make.TODAY, measure)
    now = Stamp(make.NOW, None)
    service.enter_actual(db, settings, "5-1", details, version=0, stamp=now)
    text = ReviewText(issues="担当が1人", next_steps="2人にする")
    service.write_review(db, (5, year), text, STAMP)
    service.set_scheme(db, SHIPPED_SCHEME, version=0, stamp=STAMP)
    service.change_action(db, 5, ActionDetails("オープンデータの推進"), version=0)
    unfilled = IndicatorDetails("移行完了業務数", "業務")
    service.change_indicator(db, settings, "7-1", unfilled, version=1)
    yearly = freeze(db, document(str(year)), no_files, note="", version=0, stamp=STAMP)
    freeze(db, document(month, "monthly"), no_files, note="", version=0, stamp=STAMP)
    return {"review_year": year, "edition": key(yearly), "actual_measure": measure.value}


def wording(name: str = "公開データ数") -> IndicatorDetails:
    """Return an indicator as somebody wrote it."""
    return IndicatorDetails(name, "件", Decimal(9), Decimal(14), Better.HIGHER)


def actual(year: int, value: int | str, source: str = "総務課の集計") -> ActualDetails:
    """Return what there was on the last day of a fiscal year."""
    return ActualDetails(year, Decimal(value), source, end_of(year))
