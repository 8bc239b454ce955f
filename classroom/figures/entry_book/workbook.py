"""The 記入表 as a workbook: cells to fill, what is known already in them, and a hidden copy."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from openpyxl.styles import Alignment, PatternFill  # type: ignore[import-untyped]  # it has no types
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

from classroom.figures.entry_book.queries import Known, review_cells
from classroom.figures.entry_book.rules import (
    ACTUAL_HEADS,
    ACTUAL_SHEET,
    BASE_SHEET,
    CODE_HEAD,
    FORM,
    MARK,
    REVIEW_HEADS,
    REVIEW_SHEET,
)
from classroom.figures.review.rules import NO_BASELINE, Measure, tidy
from classroom.figures.review.values import Indicator
from classroom.kit.workbook.book import Book, Cell, Grid, Leaf, Placed
from classroom.rules.era_calendar import to_era
from classroom.rules.fiscal_year import fiscal_year_label

FILL = PatternFill("solid", fgColor="FFF8DC")
ACTUAL_WIDTHS = (7, 20, 24, 6, 14, 9, 9, 10, 11, 15, 11, 24)
REVIEW_WIDTHS = (7, 20, 14, 34, 34, 34)
HELP = (
    "黄色のところに記入し、このExcelを担当の課へ返してください。ほかの課の行は空けておきます。",
    "実績は数字だけ、基準日は R8.9.30 のように。出典が空なら「（担当部署）の回答」とします。",
    "「何の値か」は、その日の値（登録者数など）、1年間の合計、年度の途中までの合計のどれかです。",
)


def entry_book(known: Known, city_name: str, at: datetime) -> bytes:
    """Draw the file; the same values at the same instant give the same bytes."""
    label = fiscal_year_label(known.fiscal_year)
    book = Book(f"{label} 進捗管理シートの記入表", "デジタル活用推進計画の進捗", city_name)
    leaf = book.leaf(ACTUAL_SHEET, landscape=True)
    leaf.widths(*ACTUAL_WIDTHS)
    leaf.line(book.title, size=16, bold=True)
    for words in HELP:
        leaf.line(words)
    leaf.space()
    _actuals(leaf, known)
    leaf = book.leaf(REVIEW_SHEET, landscape=True)
    leaf.widths(*REVIEW_WIDTHS)
    leaf.line(f"{book.title}（ふり返り）", size=16, bold=True)
    leaf.line("黄色のところに記入します。個人の名前は書かないでください。")
    leaf.space()
    _reviews(leaf, known)
    _copy(book, known)
    return book.content(at)


def _actuals(leaf: Leaf, known: Known) -> None:
    heads = (
        *(CODE_HEAD, "取組事項", "指標", "単位", "担当部署", "現状", "目標", "前の年度"),
        *ACTUAL_HEADS,
    )
    rows = tuple(_actual_row(known, one) for one in known.indicators.values())
    placed = leaf.table(
        Grid("指標の実績", heads, ACTUAL_WIDTHS, rows, right=frozenset({5, 6, 7, 8}))
    )
    leaf.repeat(placed)
    _yellow(leaf, placed, 9)
    choices = DataValidation(
        type="list", formula1='"{}"'.format(",".join(one.label for one in Measure))
    )
    choices.showErrorMessage = False  # what is written otherwise is told when it comes back
    choices.add(f"J{placed.first}:J{placed.last}")
    leaf.sheet.add_data_validation(choices)


def _actual_row(known: Known, one: Indicator) -> tuple[Cell, ...]:
    before = known.actuals.get((one.code, known.fiscal_year - 1))
    value, measure, day, source = known.actual(one.code)
    shown_day = to_era(date.fromisoformat(day)).short if day else ""
    baseline = NO_BASELINE if one.goal.no_baseline else _plain(one.goal.baseline)
    return (
        one.code,
        one.title,
        one.name,
        one.unit,
        known.actions[one.action].office if one.action in known.actions else "",
        baseline,
        _plain(one.goal.target),
        _plain(before.value if before else None),
        value,
        measure or one.usual_measure.label,
        shown_day,
        source,
    )


def _reviews(leaf: Leaf, known: Known) -> None:
    heads = (CODE_HEAD, "取組事項", "担当部署", *REVIEW_HEADS)
    rows = tuple(
        (str(one.number), one.title, one.office, *review_cells(known.text(one.number)))
        for one in known.actions.values()
    )
    placed = leaf.table(Grid("取組のふり返り", heads, REVIEW_WIDTHS, rows))
    leaf.repeat(placed)
    _yellow(leaf, placed, 4)
    for row in range(placed.first, placed.last + 1):
        high = leaf.sheet.row_dimensions[row].height
        leaf.sheet.row_dimensions[row].height = max(high, 62)


def _yellow(leaf: Leaf, placed: Placed, first: int) -> None:
    for row in range(placed.first, placed.last + 1):
        for column in range(first, placed.columns + 1):
            cell = leaf.sheet.cell(row, column)
            cell.fill = FILL
            cell.number_format = "@"  # a day stays as it is typed
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _copy(book: Book, known: Known) -> None:
    """Keep what the cells held when the file was made, out of sight."""
    sheet: Any = book.book.create_sheet(BASE_SHEET)
    sheet.sheet_state = "hidden"
    for row in ((MARK, FORM, str(known.fiscal_year)), *_base(known)):
        sheet.append(row)
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"


def _base(known: Known) -> Iterator[tuple[str, ...]]:
    for code in known.indicators:
        yield (code, *known.actual(code))
    for number in known.actions:
        yield (f"a{number}", *review_cells(known.text(number)))


def _plain(value: Any) -> str:
    return "" if value is None else f"{tidy(value):,f}"
