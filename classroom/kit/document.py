"""A report as plain values: what its page, its PDF and its workbook are all drawn from.

It is also what a frozen edition keeps, so its fields only grow: an old edition must still be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from classroom.kit.drawing import Anchor
from classroom.rules.rate import number_text, to_places

HIDDEN: Final = "秘匿"
NONE: Final = "—"
PEOPLE: Final = "人"
_FINE: Final = Decimal("1e-10")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is shown, with its decimals and unit: a number cell in a workbook.

    `exact` is the number before it was rounded, where others are worked out of it.
    """

    value: Decimal
    unit: str = ""
    sign: bool = False
    exact: Decimal | None = None

    @property
    def places(self) -> int:
        """Return how many decimals are shown."""
        exponent = self.value.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def text(self) -> str:
        """Return the number as it is printed: 3,962人, +1.1ポイント."""
        return number_text(self.value, self.places, sign=self.sign) + self.unit


Cell = Amount | str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, whether it holds numbers, and its width against the other columns."""

    label: str
    width: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row. Kinds: "" plain, "key" what counts, "sum" the last line, "off" no longer holds."""

    cells: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a workbook works a cell out of others of its table, each named `[row,column]` from 0."""

    row: int
    column: int
    expression: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `bar` is the column whose numbers are drawn as bars too, -1 for none."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    bar: int = -1
    formulas: tuple[Formula, ...] = ()

    def share(self, row: Row) -> float:
        """Return how long a row's bar is, from 0 to 1; 0 for sums and other things than people."""
        most = max([self._bar_value(each) for each in self.rows], default=0)
        return self._bar_value(row) / most if most > 0 else 0

    def _bar_value(self, row: Row) -> float:
        cell = row.cells[self.bar]
        has_bar = isinstance(cell, Amount) and cell.unit == PEOPLE and row.kind != "sum"
        return float(cell.value) if has_bar and isinstance(cell, Amount) else 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points. Kinds: official, estimate, path, goal, grid, axis, lead."""

    kind: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a line, of the same kinds."""

    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words whose base line begins, ends or has its middle at x, y."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    bold: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of lines, dots and words in its own units, letters of a size in those units."""

    width: float
    height: float
    letters: float
    title: str
    description: str
    strokes: tuple[Stroke, ...]
    dots: tuple[Dot, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A word of a schedule and the columns it runs through, from 0, the last one included."""

    words: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of a schedule: what is done, and its arrows."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is done when, as arrows over columns."""

    caption: str
    head: str
    columns: tuple[str, ...]
    lanes: tuple[Lane, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Words under a label; where there are none, paper has lines to write on."""

    label: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: its heading, then paragraphs, a picture and a table, as there are.

    Then its schedule, and what was written. `sheet` names the sheet of the workbook; `chart` the
    native chart there: "", "line" or "bar". `half`: two halves that follow one another stand side
    by side. `book_only`: for the workbook.
    """

    name: str
    title: str
    sheet: str
    note: str = ""
    paragraphs: tuple[str, ...] = ()
    picture: Picture | None = None
    table: Table | None = None
    chart: str = ""
    half: bool = False
    book_only: bool = False
    sources: tuple[str, ...] = ()
    schedule: Schedule | None = None
    written: tuple[Written, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A named figure at the head: when, the number or a dash, and how it came about."""

    name: str
    when: str
    cell: Cell
    how: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PlainFigure:
    """A named figure in words: when, the number or a dash, its unit, and how it came."""

    kind: str
    name: str
    when: str
    number: str
    unit: str
    how: str


@dataclass(frozen=True, slots=True)
class Edition:
    """Which edition of a report this is, and when and by which program it was frozen."""

    number: int
    made: str
    program: str
    note: str = ""

    @property
    def name(self) -> str:
        """Return how the edition is called."""
        return f"第{self.number}版"


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. `facts` are the figures by which editions are compared, by name."""

    kind: str
    period: str
    title: str
    city: str
    on: date
    heading: str
    lead: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, Cell], ...]
    edition: Edition | None = None
    is_told: bool = False
    """Whether people stand in it as who may not see people is told of them."""

    @property
    def standing(self) -> str:
        """Return what the head of each page says of its state."""
        return (
            f"{self.edition.name}（{self.edition.made}確定）"
            if self.edition
            else "作成中（未確定）"
        )

    def side_by_side(self) -> Iterator[tuple[Section, ...]]:
        """Return the sections in order, halves that follow one another in pairs."""
        waiting: tuple[Section, ...] = ()
        for section in (one for one in self.sections if not one.book_only):
            if section.half and waiting:
                yield (*waiting, section)
                waiting = ()
                continue
            if waiting:
                yield waiting
            waiting = (section,) if section.half else ()
            if not section.half:
                yield (section,)
        if waiting:
            yield waiting

    def frozen(self, edition: Edition) -> "Document":
        """Return the same report as an edition."""
        return replace(self, edition=edition)


def numbers(*columns: tuple[str, float]) -> tuple[Column, ...]:
    """Return columns of numbers, each of a head and a width."""
    return tuple(Column(label, width, number=True) for label, width in columns)


def counted(count: int | None, unit: str) -> Cell:
    """Return a count; None stands for one that is not published."""
    return HIDDEN if count is None else Amount(Decimal(count), unit)


def people(count: int | None) -> Cell:
    return counted(count, PEOPLE)


def percent(rate: Decimal | None) -> Cell:
    """Return a percentage to one decimal, half up."""
    return number(rate, 1, "%")


def number(value: Decimal | None, places: int, unit: str, *, sign: bool = False) -> Cell:
    """Return a number to so many decimals, half up; a dash for none."""
    if value is None:
        return NONE
    return Amount(to_places(value, places), unit, sign)


def exact(value: Decimal | None, places: int, unit: str) -> Cell:
    """Return a number to so many decimals that keeps what it was before: for formulas."""
    cell = number(value, places, unit)
    if value is None or not isinstance(cell, Amount) or not cell.value:
        return cell  # nothing at all is never a little less than nothing
    return replace(cell, exact=value.quantize(_FINE) if cell.value != value else None)


def sums(rows: Sequence[Row], *columns: int) -> tuple[Formula, ...]:
    """Return the sums of the last row, where its number is that of the rows above."""
    last = len(rows) - 1
    return tuple(
        Formula(last, column, f"SUM([0,{column}]:[{last - 1},{column}])")
        for column in columns
        if _adds_up([row.cells[column] for row in rows])
    )


def _adds_up(cells: Sequence[Cell]) -> bool:
    *parts, whole = (one.value if isinstance(one, Amount) else None for one in cells)
    known = [one for one in parts if one is not None]
    return whole is not None and len(known) == len(parts) > 0 and sum(known) == whole


def shown(cell: Cell) -> str:
    """Return a cell as it is printed."""
    return cell.text if isinstance(cell, Amount) else cell
