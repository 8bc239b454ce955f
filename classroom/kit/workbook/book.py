"""A workbook in the making: sheets filled from above, number cells with formats, A4 set up."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook  # type: ignore[import-untyped]  # it has no types
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # type: ignore[import-untyped]
from openpyxl.styles import (  # type: ignore[import-untyped]
    Alignment,
    Border,
    Font,
    PatternFill,
    Side,
)
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.pagebreak import Break  # type: ignore[import-untyped]

from classroom.kit.drawing import LINE, SOFT, for_excel
from classroom.rules.text import harmless_cell

FONT: Final = "BIZ UDPゴシック"
BODY_SIZE: Final = 10.5
A4_PAPER: Final = 9
POINTS_A_CM = 72 / 2.54
CM_A_LETTER: Final = 0.29
PAGE_WIDE, PAGE_HIGH = 18.4, 24.5
PAGE_WIDE_LANDSCAPE, PAGE_HIGH_LANDSCAPE = 27.2, 16.5
LINE_POINTS, LETTERS_A_LINE = 15.5, 0.75
"""The height of a line, and how many full-width letters fit into a unit of column width."""
ROW_PAD: Final = 4
ARROW: Final = "DCE6F2"

HALF_WIDTH_UNTIL: Final = 0x2000

_CELL_NAMED = re.compile(r"\[([0-9]+),([0-9]+)\]")
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v(?: ?/>|></v>)')
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_THIN = Side(style="thin", color="000000")
_HAIR = Side(style="hair", color=for_excel(LINE))


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how Excel shows it."""

    value: Decimal
    form: str

    @classmethod
    def of(
        cls, value: Decimal | int, unit: str, *, places: int = 0, sign: bool = False
    ) -> "Number":
        digits = "#,##0" + ("." + "0" * places if places else "")
        form = f'{digits}"{unit}"'
        return cls(Decimal(value), f"+{form};-{form};{form}" if sign else form)


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum that Excel works out anew: cells of its own table named `[row,column]`, from 0.

    `result` is kept beside it, for those who look at the file without working it out.
    """

    expression: str
    result: Number


@dataclass(frozen=True, slots=True)
class Arrow:
    """Words over some columns of a schedule, from the first to the last, from 0."""

    words: str
    first: int
    last: int


Cell = Number | Formula | str | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads, widths of its columns in letters, rows, and which rows stand out."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    strong: frozenset[int] = frozenset()
    right: frozenset[int] | None = None
    """Columns set to the right; where none is named, those that hold a number."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table stands in its leaf: rows from 1, the head's and the first and last below it."""

    head: int
    first: int
    last: int
    columns: int

    @property
    def without_sum(self) -> "Placed":
        return Placed(self.head, self.first, self.last - 1, self.columns)


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, subject: str, city: str) -> None:
        self.book = Workbook()
        self.book.remove(self.book.active)
        # Widths are counted in digits of this font.
        self.book._named_styles["Normal"].font = Font(name=FONT, size=BODY_SIZE)  # noqa: SLF001
        about = self.book.properties
        about.title, about.subject, about.creator = title, subject, city
        about.lastModifiedBy, about.language = city, "ja-JP"
        self.title = title
        self.leaves: list[Leaf] = []

    def leaf(self, name: str, *, landscape: bool = False) -> "Leaf":
        """Add a sheet, one page wide on A4, with the title above and n／N below each page."""
        sheet = self.book.create_sheet(name)
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = A4_PAPER
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom = 0.75, 0.7
        sheet.oddHeader.left.text = _plain_header(self.title)
        sheet.oddHeader.right.text = _plain_header(name)
        sheet.oddFooter.center.text = "&P／&N"
        sheet.sheet_view.showGridLines = False
        page = (PAGE_WIDE_LANDSCAPE, PAGE_HIGH_LANDSCAPE) if landscape else (PAGE_WIDE, PAGE_HIGH)
        leaf = Leaf(sheet, page)
        self.leaves.append(leaf)
        return leaf

    def content(self, at: datetime) -> bytes:
        """Return the file as if it had been written at this instant: equal input, equal bytes."""
        stamp = at.astimezone(UTC).replace(microsecond=0)
        self.book.properties.created = stamp.replace(tzinfo=None)
        raw = BytesIO()
        self.book.save(raw)
        results = {
            f"xl/worksheets/sheet{number}.xml": leaf.results
            for number, leaf in enumerate(self.leaves, 1)
        }
        return _stamped(raw, stamp, results)


class Leaf:
    """A sheet that is filled from above."""

    def __init__(self, sheet: Any, page: tuple[float, float]) -> None:
        self.sheet, self.row = sheet, 1
        self.page, self.page_from = page, 1
        self.beside = 0.0
        self.wide: dict[int, float] = {}
        self.results: dict[str, Decimal] = {}

    def line(
        self, words: str, *, size: float = BODY_SIZE, bold: bool = False, span: int = 0
    ) -> None:
        """Write a line of words across the sheet; with `span`, wrapped within so many columns."""
        cell = self._write(self.row, 1, words)
        cell.font = Font(name=FONT, size=size, bold=bold)
        if span:
            self.sheet.merge_cells(
                start_row=self.row, start_column=1, end_row=self.row, end_column=span
            )
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            room = sum(self.wide[column] for column in range(1, span + 1))
            lines = -(-_letters(words) // max(1, int(room * LETTERS_A_LINE)))
            self.sheet.row_dimensions[self.row].height = LINE_POINTS * max(1, lines) + 2
        elif size * 1.6 > LINE_POINTS:
            self.sheet.row_dimensions[self.row].height = size * 1.6
        self.row += 1

    def space(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def widths(self, *widths: float) -> None:
        """Make the columns at least so wide, in letters."""
        for number, width in enumerate(widths, 1):
            self.wide[number] = max(width, self.wide.get(number, 0))
            self.sheet.column_dimensions[get_column_letter(number)].width = self.wide[number]

    def table(self, grid: Grid) -> Placed:
        """Write a table with its title; give where it stands."""
        self.widths(*grid.widths)
        self.line(grid.title, size=12, bold=True)
        head = self.row
        for number, words in enumerate(grid.heads, 1):
            cell = self._write(head, number, words)
            cell.font = Font(name=FONT, size=9.5, color=for_excel(SOFT))
            cell.border = Border(top=_THIN, bottom=_THIN)
            side = "right" if _holds_numbers(grid, number - 1) else "left"
            indent = 1 if number > 1 and side == "left" else 0
            cell.alignment = Alignment(
                horizontal=side, vertical="bottom", wrap_text=True, indent=indent
            )
        self.sheet.row_dimensions[head].height = self._row_height(grid.heads)
        for at, row in enumerate(grid.rows):
            self._table_row(head + 1 + at, _placed(row, head + 1), grid, strong=at in grid.strong)
        self.row = head + len(grid.rows) + 2
        return Placed(head, head + 1, head + len(grid.rows), len(grid.heads))

    def arrows(
        self, title: str, heads: Sequence[str], lanes: Sequence[tuple[str, Sequence[Arrow]]]
    ) -> None:
        """Write a schedule: a name a row, and words that run over their columns."""
        self.line(title, bold=True)
        for number, words in enumerate(heads, 1):
            cell = self._write(self.row, number, words)
            cell.font = Font(name=FONT, size=9.5, color="4A525C")
            cell.border = Border(top=_THIN, bottom=_THIN)
            cell.alignment = Alignment(horizontal="center" if number > 1 else "left")
        for name, arrows in lanes:
            self.row += 1
            cell = self._write(self.row, 1, name)
            cell.font = Font(name=FONT, size=BODY_SIZE)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
            self.sheet.row_dimensions[self.row].height = self._row_height([name]) + ROW_PAD
            for one in arrows:
                self._box(2 + one.first, 2 + one.last, f"{one.words} →", fill=ARROW)
        self.row += 2

    def words_under(self, label: str, words: str, span: int, lines: int) -> None:
        """Write words beside their label; where there are none, leave room for so many lines."""
        cell = self._write(self.row, 1, label)
        cell.font = Font(name=FONT, size=BODY_SIZE, bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        self._box(2, span, words)
        room = sum(self.wide[column] for column in range(2, span + 1))
        needed = -(-_letters(words) // max(1, int(room * LETTERS_A_LINE))) + words.count("\n")
        high = LINE_POINTS * (max(1, needed) if words else lines) + ROW_PAD
        self.sheet.row_dimensions[self.row].height = high
        self.row += 1

    def _box(self, first: int, last: int, words: str, *, fill: str = "") -> None:
        """Write words into one framed cell of several columns."""
        for column in range(first, last + 1):
            cell = self.sheet.cell(self.row, column)
            cell.border = Border(
                top=_HAIR,
                bottom=_HAIR,
                left=_HAIR if column == first else None,
                right=_HAIR if column == last else None,
            )
            if fill:
                cell.fill = PatternFill("solid", fgColor=fill)
        cell = self._write(self.row, first, words)
        cell.font = Font(name=FONT, size=BODY_SIZE)
        cell.alignment = Alignment(
            horizontal="center" if fill else "left",
            vertical="center" if fill else "top",
            wrap_text=True,
        )
        if last > first:
            self.sheet.merge_cells(
                start_row=self.row, start_column=first, end_row=self.row, end_column=last
            )

    def repeat(self, placed: Placed) -> None:
        """Print a table's head on each page, and keep it in sight while the rows below move."""
        self.sheet.print_title_rows = f"{placed.head}:{placed.head}"
        self.sheet.freeze_panes = self.sheet.cell(placed.first, 2)

    def chart_below(self, drawn: Any, wide: float, high: float) -> None:
        """Put a chart (cm) below what was written, and go on after it."""
        drawn.width, drawn.height = wide, high
        self.sheet.add_chart(drawn, f"A{self.row}")
        self.row += round(high * POINTS_A_CM / LINE_POINTS) + 1

    def chart_beside(self, drawn: Any, placed: Placed, wide: float, least: float) -> None:
        """Put a chart (cm) to the right of a table, as high as the table but not below a least."""
        rows = range(placed.head, placed.last + 1)
        high = max(least, sum(map(self._height, rows)) / POINTS_A_CM)
        drawn.width, drawn.height = wide, high
        self.beside = wide
        free = get_column_letter(len(self.wide) + 1)
        self.sheet.add_chart(drawn, f"{free}{placed.head}")
        while sum(map(self._height, range(placed.head, self.row))) < high * POINTS_A_CM:
            self.row += 1

    def keep_together(self, rows: int) -> None:
        """Begin a new page where so many rows have no room left on this one."""
        wide = sum(self.wide.values()) * CM_A_LETTER + self.beside
        room = self.page[1] * max(1.0, wide / self.page[0]) * POINTS_A_CM
        used = sum(map(self._height, range(self.page_from, self.row)))
        if used + rows * (LINE_POINTS + ROW_PAD) > room:
            self.sheet.row_breaks.append(Break(self.row - 1))
            self.page_from = self.row

    def _height(self, row: int) -> float:
        return float(self.sheet.row_dimensions[row].height or LINE_POINTS)

    def _table_row(self, at: int, row: Sequence[Cell], grid: Grid, *, strong: bool) -> None:
        for number, value in enumerate(row, 1):
            cell = self._write(at, number, value)
            cell.font = Font(name=FONT, size=BODY_SIZE, bold=strong)
            cell.border = Border(bottom=_HAIR)
            right = _holds_numbers(grid, number - 1)
            side = "right" if right else "left"
            indent = 1 if number > 1 and not right else 0
            cell.alignment = Alignment(
                horizontal=side, vertical="center", wrap_text=not right, indent=indent
            )
        self.sheet.row_dimensions[at].height = self._row_height(row)

    def _row_height(self, row: Sequence[Cell]) -> float:
        """Give a row the height its words need: Excel does not do it for a file made elsewhere."""
        lines = [
            sum(
                -(-max(1, _letters(part)) // max(1, int(self.wide[number] * LETTERS_A_LINE)))
                for part in words.split("\n")
            )
            for number, words in enumerate(row, 1)
            if isinstance(words, str)
        ]
        return LINE_POINTS * max([1, *lines]) + ROW_PAD

    def _write(self, row: int, column: int, value: Cell) -> Any:
        """Write a cell: numbers as numbers, words as words even where they look like a formula."""
        cell = self.sheet.cell(row, column)
        if isinstance(value, Formula):
            cell.value, cell.number_format = f"={value.expression}", value.result.form
            self.results[cell.coordinate] = value.result.value
        elif isinstance(value, Number):
            cell.value, cell.number_format = value.value, value.form
        elif value is not None:
            words = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.value = words
            cell.data_type = "s"
            cell.quotePrefix = harmless_cell(words) != words and not words.startswith("'")
        return cell


def _holds_numbers(grid: Grid, column: int) -> bool:
    if grid.right is not None:
        return column in grid.right
    return any(isinstance(row[column], Number | Formula) for row in grid.rows)


def _placed(row: Sequence[Cell], first: int) -> tuple[Cell, ...]:
    """Name the cells of a table's formulas as they stand in the sheet: [0,1] becomes B7."""
    return tuple(
        replace(
            cell, expression=_CELL_NAMED.sub(lambda found: _name(found, first), cell.expression)
        )
        if isinstance(cell, Formula)
        else cell
        for cell in row
    )


def _name(found: re.Match[str], first: int) -> str:
    return f"{get_column_letter(int(found[2]) + 1)}{first + int(found[1])}"


def _letters(words: str) -> int:
    """Return how wide words are, in full-width letters."""
    return -(-sum(1 if ord(char) < HALF_WIDTH_UNTIL else 2 for char in words) // 2)


def _plain_header(words: str) -> str:
    return words.replace("&", "＆")


def _stamped(raw: BytesIO, at: datetime, results: Mapping[str, Mapping[str, Decimal]]) -> bytes:
    """Write the file anew with one fixed time in it and on each of its parts.

    And with the results of its formulas: a protected view or a telephone works out none.
    """
    out = BytesIO()
    when = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    text = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(raw) as made, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + text + rb"\g<2>", part)
            if known := results.get(name):
                part = _with_results(part, known)
            entry = ZipInfo(name, when)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            written.writestr(entry, part)
    return out.getvalue()


def _with_results(part: bytes, results: Mapping[str, Decimal]) -> bytes:
    def result(found: re.Match[bytes]) -> bytes:
        return found[1] + b"<v>%s</v>" % str(results[found[2].decode()]).encode()

    return _FORMULA.sub(result, part)
