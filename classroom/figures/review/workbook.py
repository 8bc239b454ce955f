"""A report as a workbook: a sheet for each kind of figure, charts beside their tables."""

from dataclasses import replace
from datetime import datetime

from classroom.kit.document import (
    NONE,
    Amount,
    Cell,
    Column,
    Document,
    Schedule,
    Section,
    Table,
    shown,
)
from classroom.kit.workbook.book import Arrow, Book, Formula, Grid, Leaf, Number, Placed
from classroom.kit.workbook.book import Cell as BookCell
from classroom.kit.workbook.charts import bar_chart, line_chart
from classroom.rules.era_calendar import wareki

LETTERS_A_MM = 0.37
LEAST_WIDE = 7.5
FIGURE_WIDTH = 9.5
NO_TABLE_WIDTHS = (30, 30)
LANDSCAPE_COLUMNS = 7
TITLE_SIZE, SENTENCE_SIZE = 16, 13
BLANK_LINES = 3
"""To write on, where nothing was written."""
LINE_CHART, BAR_CHART = (17.0, 7.0), (10.5, 5.5)
"""In cm: width and height; that of bars is the least."""


def report_workbook(document: Document, at: datetime) -> bytes:
    """Draw a report as a workbook made at an instant; the same ones always give the same bytes."""
    book = Book(document.title, f"デジタル活用推進計画の進捗（{document.standing}）", document.city)
    sections = [section for section in document.sections if _has_words(section)]
    names = list(dict.fromkeys(section.sheet for section in sections))
    for name in names:
        together = [section for section in sections if section.sheet == name]
        _leaf(book, document, name, together, is_front=name == names[0])
    return book.content(at)


def _has_words(section: Section) -> bool:
    return bool(section.table or section.paragraphs or section.schedule or section.written)


def _leaf(
    book: Book, document: Document, name: str, sections: list[Section], *, is_front: bool
) -> None:
    tables = [section.table for section in sections if section.table]
    columns = max((len(table.columns) for table in tables), default=2)
    leaf = book.leaf(name, landscape=columns >= LANDSCAPE_COLUMNS)
    leaf.widths(*NO_TABLE_WIDTHS[: 0 if tables else 2])
    for table in tables:
        leaf.widths(*map(_width, table.columns))
    if is_front:
        leaf.widths(*[FIGURE_WIDTH] * len(document.figures))
        _front(leaf, document, columns)
    else:
        leaf.line(f"{document.title}　{name}", size=TITLE_SIZE - 2, bold=True)
        leaf.line(f"{document.city}　{wareki(document.on)}現在　{document.standing}")
        leaf.space()
    for section in sections:
        _section(leaf, section, columns, only=len(tables) == 1)


def _front(leaf: Leaf, document: Document, columns: int) -> None:
    leaf.line(document.title, size=TITLE_SIZE, bold=True)
    leaf.line(f"{document.city}　{wareki(document.on)}現在　{document.standing}")
    leaf.line(document.heading, size=SENTENCE_SIZE, bold=True)
    leaf.line(document.lead, span=columns)
    _figures(leaf, document)


def _figures(leaf: Leaf, document: Document) -> None:
    """Write the figures side by side, each with when and what it counts below it."""
    names = tuple(figure.name for figure in document.figures)
    values = tuple(_cell(figure.cell) for figure in document.figures)
    hows = tuple("\n".join(filter(None, (one.when, one.how))) for one in document.figures)
    leaf.table(Grid("主な数字", names, (), (values, hows), frozenset({0}), frozenset()))


def _section(leaf: Leaf, section: Section, columns: int, *, only: bool) -> None:
    leaf.keep_together(3 + (len(section.table.rows) if section.table else 0))
    if section.table:
        placed = leaf.table(_grid(section, section.table))
        if only:
            leaf.repeat(placed)
        _chart(leaf, section, section.table, placed)
    elif section.written:
        leaf.line(section.title, size=12, bold=True)
    _sheet_of_action(leaf, section, columns)
    for words in section.paragraphs:
        leaf.line(words, span=columns)
    for words in section.sources:
        leaf.line(words, size=9, span=columns)
    leaf.space()


def _sheet_of_action(leaf: Leaf, section: Section, columns: int) -> None:
    """Write what is done when, and what was written, with room where nothing was."""
    if section.written and section.note:
        leaf.line(section.note)
    if section.schedule:
        _schedule(leaf, section.schedule)
    for one in section.written:
        leaf.words_under(one.label, one.text, columns, BLANK_LINES)


def _schedule(leaf: Leaf, found: Schedule) -> None:
    lanes = [
        (lane.name, [Arrow(one.words, one.first, one.last) for one in lane.spans])
        for lane in found.lanes
    ]
    leaf.arrows(found.caption, (found.head, *found.columns), lanes)


def _chart(leaf: Leaf, section: Section, table: Table, placed: Placed) -> None:
    """Draw a table's figures: lines below it, bars beside it; none where all are hidden."""
    if section.chart == "line":
        leaf.chart_below(line_chart(leaf.sheet, placed), *LINE_CHART)
        return
    column = table.bar if table.bar >= 0 else len(table.columns) - 1
    if section.chart != "bar" or not any(isinstance(r.cells[column], Amount) for r in table.rows):
        return
    until = placed.without_sum if table.rows[-1].kind == "sum" else placed
    drawn = bar_chart(leaf.sheet, until, column + 1, upright=section.name == "months")
    if section.name == "months":
        leaf.chart_below(drawn, *LINE_CHART)
    else:
        leaf.chart_beside(drawn, placed, *BAR_CHART)


def _grid(section: Section, table: Table) -> Grid:
    strong = {at for at, row in enumerate(table.rows) if row.kind in ("key", "sum")}
    is_line = section.chart == "line"
    return Grid(
        title=section.title,
        heads=tuple(column.label for column in table.columns),
        widths=tuple(map(_width, table.columns)),
        rows=tuple(_row(table, at, gap=is_line) for at in range(len(table.rows))),
        strong=frozenset(strong),
        right=frozenset(at for at, column in enumerate(table.columns) if column.number),
    )


def _row(table: Table, at: int, *, gap: bool) -> tuple[BookCell, ...]:
    """Return a row's cells; where a number follows from others, the sum that says how."""
    found = {one.column: one.expression for one in table.formulas if one.row == at}
    cells = [_cell(cell, gap=gap) for cell in table.rows[at].cells]
    return tuple(
        Formula(found[column], cell) if column in found and isinstance(cell, Number) else cell
        for column, cell in enumerate(cells)
    )


def _width(column: Column) -> float:
    return max(LEAST_WIDE, column.width * LETTERS_A_MM)


def _cell(cell: Cell, *, gap: bool = False) -> BookCell:
    """Return a cell of the workbook; where a line is drawn, no value leaves a gap."""
    if isinstance(cell, Amount):
        number = Number.of(cell.value, cell.unit, places=cell.places, sign=cell.sign)
        return number if cell.exact is None else replace(number, value=cell.exact)
    return None if gap and cell == NONE else shown(cell)
