"""`report kpi --format xlsx`: the figures of a day as a workbook, read back."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.report import service as figures
from classroom.figures.report.workbook import kpi_workbook
from tests.figures.formulas import worked_out
from tests.figures.review.town import autumn

ON = date(2026, 10, 31)
AT = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)


def numbers(sheet: Any) -> dict[str, Any]:
    return {row[0].value: row[1] for row in sheet.iter_rows() if row[1].data_type == "n"}


def test_the_figures_are_numbers_with_formats(db: Session, settings: Settings) -> None:
    autumn(db)
    found = figures.kpi(db, settings, ON)
    content = kpi_workbook(found, "東松島市", AT)
    assert content == kpi_workbook(found, "東松島市", AT)
    assert len(list(worked_out(content))) == 4
    for place, own, kept in worked_out(content):
        assert own == kept, place
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    assert book.properties.title == "登録者率（70歳以上）令和8年10月31日現在"
    rates, classes = numbers(book["登録者率"]), numbers(book["教室実績"])
    assert (rates["公式値"].value, rates["公式値"].number_format) == (43.1, '#,##0.0"%"')
    assert rates["目標までの人数（公式値＋教室・窓口）"].value == 624
    assert classes["カードを読み取れた（＝登録）"].value == 9
    assert classes["カードなし"].value == 3
    book = openpyxl.load_workbook(BytesIO(content))
    assert len(book["登録者率"]._charts) == len(book["教室実績"]._charts) == 1


def test_what_is_published_hides_small_counts(db: Session, settings: Settings) -> None:
    autumn(db)
    content = kpi_workbook(figures.kpi(db, settings, ON, published=True), "東松島市", AT)
    classes = openpyxl.load_workbook(BytesIO(content))["教室実績"]
    assert "カードなし" not in {name for name, cell in numbers(classes).items() if cell.value}


def test_without_any_figures_there_is_still_a_workbook(db: Session, settings: Settings) -> None:
    content = kpi_workbook(figures.kpi(db, settings, ON), "東松島市", AT)
    assert openpyxl.load_workbook(BytesIO(content)).sheetnames == ["登録者率", "教室実績"]
