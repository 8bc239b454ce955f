"""The whole plan's sheet: filled for all thirteen, rated the same on whatever day it is printed."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import fields_of
from classroom.core.errors import Refusal, Stale
from classroom.figures.review import queries, service
from classroom.figures.review.edition import document_of, files_of, freeze
from classroom.figures.review.models import IndicatorActual
from classroom.figures.review.rules import Measure
from classroom.figures.review.values import ActionDetails, ActualDetails, ReviewText, Step
from classroom.figures.review.workbook import report_workbook
from classroom.figures.review.yearly import gaps, yearly
from classroom.kit.document import Document, Table, shown
from tests.figures.formulas import worked_out
from tests.figures.report import months
from tests.figures.review.town import autumn
from tests.figures.review.world import AT, STAMP

HALF = date(2026, 9, 30)
VALUES = {
    "1-1": ("80.4", Measure.STOCK), "1-2": ("4610", Measure.RUNNING),
    "2-1": ("14", Measure.STOCK), "3-1": ("15", Measure.STOCK), "5-1": ("11", Measure.STOCK),
    "6-1": ("402300", Measure.RUNNING), "6-2": ("3420", Measure.STOCK),
    "7-1": ("3", Measure.STOCK), "8-1": ("1", Measure.RUNNING), "8-2": ("68.0", Measure.STOCK),
    "9-1": ("18.0", Measure.STOCK), "10-1": ("56", Measure.RUNNING),
}  # fmt: skip
LETTERS = {
    "1-1": "B", "1-2": "B", "2-1": "A", "3-1": "B", "4-1": "C", "5-1": "A", "6-1": "A",
    "6-2": "A", "7-1": "A", "8-1": "D", "8-2": "A", "9-1": "A", "10-1": "D",
}  # fmt: skip


@pytest.fixture
def plan(db: Session, settings: Settings) -> Session:
    """Fill the values and the texts of 令和8年度 for the whole plan."""
    autumn(db)
    for code, (value, measure) in VALUES.items():
        enter(db, settings, code, value, measure)
    for number in queries.actions(db):
        text = ReviewText("行った。", "課題。", "次年度。", "意見。")
        service.write_review(db, (number, 2026), text, STAMP)
    db.commit()
    return db


def enter(
    db: Session, settings: Settings, code: str, value: str, measure: Measure, version: int = 0
) -> IndicatorActual:
    details = ActualDetails(2026, Decimal(value), "担当の集計", HALF, measure)
    return service.enter_actual(db, settings, code, details, version=version, stamp=STAMP)


def letters(made: Document, settings: Settings, db: Session) -> dict[str, str]:
    table = made.sections[0].table
    assert isinstance(table, Table)
    codes = [one.code for one in queries.indicators(db, settings)]
    return dict(zip(codes, [shown(row.cells[-1]) for row in table.rows], strict=True))


@pytest.mark.parametrize(
    "printed",
    [HALF, date(2026, 11, 20), date(2027, 3, 31), date(2027, 4, 20), date(2028, 1, 4)],
)
def test_the_letters_are_the_same_on_whatever_day_the_sheet_is_printed(
    plan: Session, settings: Settings, printed: date
) -> None:
    made = yearly(plan, settings, 2026, printed)
    assert letters(made, settings, plan) == LETTERS
    assert gaps(made) == []


def test_what_is_counted_later_is_not_known_earlier(plan: Session, settings: Settings) -> None:
    found = letters(yearly(plan, settings, 2026, date(2026, 9, 29)), settings, plan)
    assert set(found.values()) == {"—"}


def test_frozen_corrected_and_still_the_same_bytes(plan: Session, settings: Settings) -> None:
    sheet = yearly(plan, settings, 2026, date(2027, 4, 20))
    first = freeze(plan, sheet, files_of, note="", version=0, stamp=STAMP)
    plan.commit()
    before = (first.data, first.pdf, first.xlsx)
    enter(plan, settings, "8-1", "0", Measure.RUNNING, version=1)
    steps = (Step("新しい取組", ("", "準備", "実施", "実施", "")),)
    service.change_action(plan, 8, ActionDetails("改めた名", "総務課", steps), version=0)
    after = yearly(plan, settings, 2026, date(2027, 4, 20))
    second = freeze(plan, after, files_of, note="", version=1, stamp=STAMP)
    plan.commit()
    plan.expire_all()
    kept = queries.snapshot(plan, first.id or 0)
    assert kept is not None
    assert (kept.data, kept.pdf, kept.xlsx) == before
    again = files_of(document_of(kept.data), STAMP)
    assert (again.pdf, again.xlsx) == (kept.pdf, kept.xlsx)
    assert second.pdf != first.pdf
    assert letters(after, settings, plan)["8-1"] == "A"
    schedule = after.sections[8].schedule
    assert schedule is not None
    assert [(one.words, one.first, one.last) for one in schedule.lanes[0].spans] == [
        ("準備", 1, 1),
        ("実施", 2, 3),
    ]


def test_every_formula_of_the_workbook_gives_the_number_that_is_printed(
    plan: Session, settings: Settings
) -> None:
    content = report_workbook(yearly(plan, settings, 2026, date(2027, 4, 20)), AT)
    found = list(worked_out(content))
    assert len(found) > 120
    sheets = {place.partition("!")[0] for place, _, _ in found}
    assert {"進捗管理シート", "取組ごと", "年度別", "登録者率", "月ごと"} <= sheets
    for place, own, kept in found:
        assert abs(own - kept) < Decimal("1e-7"), place


def test_an_official_count_of_the_first_week_of_april_closes_the_year(
    plan: Session, settings: Settings
) -> None:
    months.official(plan, date(2027, 4, 1), 4_090, 9_200)
    made = yearly(plan, settings, 2026, date(2027, 4, 20))
    # 4,090 ÷ 9,200 = 44.46%; the path at the year's end is 44.67%: 2.46 ÷ 2.67 = 92%: B.
    assert made.heading == "令和8年度の登録者率は44.5%、評価はBです。"
    assert yearly(plan, settings, 2027, date(2027, 4, 20)).heading.startswith(
        "令和9年度の登録者率は44.5%（公式値＋教室・窓口）"
    )
    by_the_day = type(settings)(**{**fields_of(settings), "april_days": 0})
    made = yearly(plan, by_the_day, 2026, date(2027, 4, 20))
    assert made.heading == "令和8年度の登録者率は43.1%、評価はCです。"


def test_no_letter_for_a_rate_that_moves_with_the_day(db: Session, settings: Settings) -> None:
    autumn(db)
    made = yearly(db, settings, 2026, date(2026, 8, 31))
    assert (
        made.heading
        == "令和8年度の登録者率は42.5%（公式値＋教室・窓口）です。公式値が入ると、評価が出ます。"
    )
    assert letters(made, settings, db)["4-1"] == "—"


def test_nothing_is_ever_a_little_less_than_nothing(plan: Session, settings: Settings) -> None:
    """42.0 − 42.03 is printed as ±0.0, everywhere."""
    months.official(plan, date(2026, 10, 31), 4_047, 9_190)
    made = yearly(plan, settings, 2026, date(2026, 11, 1))
    assert "−0.0" not in str([shown(one.cell) for one in made.figures])
    path = made.figures[1]
    assert shown(path.cell).startswith(("±0.0", "＋", "−"))


def test_a_value_is_refused_where_its_day_is_still_to_come(db: Session, settings: Settings) -> None:
    late = ActualDetails(2027, Decimal(12), "総務課", date(2027, 9, 30))
    with pytest.raises(Refusal, match="先の日です"):
        service.enter_actual(db, settings, "5-1", late, version=0, stamp=STAMP)


def test_an_action_that_another_desk_has_changed_is_not_overwritten(db: Session) -> None:
    details = ActionDetails("名", "課", ())
    service.change_action(db, 5, details, version=0)
    with pytest.raises(Stale):
        service.change_action(db, 5, details, version=0)
    with pytest.raises(Refusal, match="見つかりません"):
        service.change_action(db, 50, details, version=0)
    # Where the city left office and steps empty, the plan's stand.
    assert queries.actions(db)[5].steps[0].name == "オープンデータの公開・更新"
