"""The workbook, read back: numbers are numbers, words are words, charts and paper are set up."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.review.monthly import monthly
from classroom.figures.review.workbook import report_workbook
from classroom.figures.review.yearly import yearly
from tests.figures.review.town import MONTH, TODAY, autumn
from tests.figures.review.world import AT, document


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(content))


def cell_of(sheet: Any, value: object) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == value)


def test_equal_reports_of_one_instant_are_equal_bytes() -> None:
    assert report_workbook(document(), AT) == report_workbook(document(), AT)
    assert report_workbook(document(), AT) != report_workbook(document(), AT + timedelta(days=1))
    assert report_workbook(document(), AT) != report_workbook(document(heading="43.2%です。"), AT)


def test_every_part_carries_the_instant_of_making() -> None:
    with zipfile.ZipFile(BytesIO(report_workbook(document(), AT))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2027, 4, 20, 1, 30, 0)}
        assert b"2027-04-20T01:30:00Z</dcterms:modified>" in parts.read("docProps/core.xml")


def test_numbers_are_numbers_with_their_units_in_the_format() -> None:
    sheet = opened(report_workbook(document(), AT))["教室"]
    found = cell_of(sheet, 3_962)
    assert (found.data_type, found.number_format) == ("n", '#,##0"人"')
    rate = cell_of(sheet, 43.1)
    assert (rate.data_type, rate.number_format) == ("n", '#,##0.0"%"')


def test_words_that_look_like_a_formula_stay_words() -> None:
    sheet = opened(report_workbook(document(), AT))["教室"]
    for words in ("=1+1", "＠導入"):
        found = cell_of(sheet, words)
        assert (found.data_type, found.quotePrefix) == ("s", True)
    assert not cell_of(sheet, "時間切れ").quotePrefix
    assert cell_of(sheet, "秘匿").data_type == "s"


def test_what_no_file_can_hold_is_left_out() -> None:
    made = report_workbook(document(heading="題\x00名\x1b。"), AT)
    assert cell_of(opened(made)["教室"], "題名。")


def test_it_says_what_it_is_and_prints_on_a4() -> None:
    book = opened(report_workbook(document(), AT))
    assert book.properties.title == "令和8年度 進捗管理シート（振り返り・評価）"
    assert book.properties.creator == "東松島市"
    sheet = book["教室"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation) == (9, "portrait")
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "&P／&N"
    assert "進捗管理シート" in sheet.oddHeader.left.text
    head = cell_of(sheet, "段階").row
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"B{head + 1}"
    assert cell_of(sheet, "段階").font.name == "BIZ UDPゴシック"


@pytest.fixture
def town(db: Session) -> Session:
    autumn(db)
    return db


def test_the_yearly_workbook_has_lines_and_bars(town: Session, settings: Settings) -> None:
    book = opened(report_workbook(yearly(town, settings, 2026, TODAY), AT))
    assert book.sheetnames[0] == "進捗管理シート"
    kinds = {type(chart).__name__ for sheet in book for chart in sheet._charts}
    assert kinds == {"LineChart", "BarChart"}
    (line,) = book["登録者率"]._charts
    assert len(line.series) == 4
    assert line.series[1].graphicalProperties.line.prstDash == "solid"
    assert line.series[2].graphicalProperties.line.prstDash == "dash"
    # What is not there yet is a gap in the line, no zero.
    column = [row[2].value for row in book["登録者率"].iter_rows(min_row=5, max_row=11)]
    assert None in column


def test_the_front_has_a_row_an_indicator(town: Session, settings: Settings) -> None:
    sheet = opened(report_workbook(yearly(town, settings, 2026, TODAY), AT))["進捗管理シート"]
    assert sheet.page_setup.orientation == "landscape"
    heads = [cell.value for cell in sheet[cell_of(sheet, "取組事項と指標").row]]
    assert heads[-4:] == ["いつの値", "達成率", "進捗率", "評価"]


def test_the_monthly_workbook_has_the_month(town: Session, settings: Settings) -> None:
    book = opened(report_workbook(monthly(town, settings, MONTH, TODAY), AT))
    assert cell_of(book["月次報告"], "新しく登録した方")
    assert "見込み" in book.sheetnames


def test_hidden_counts_alone_draw_no_chart() -> None:
    made = document()
    table = made.sections[0].table
    assert table is not None
    only_hidden = replace(table, rows=table.rows[-1:])
    hidden = replace(made, sections=(replace(made.sections[0], table=only_hidden),))
    assert opened(report_workbook(hidden, AT))["教室"]._charts == []
