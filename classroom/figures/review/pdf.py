"""A report on A4: its sentence and figures, then its sections, page after page."""

from dataclasses import replace

from classroom.kit.document import Amount, Document, Figure, PlainFigure, Section, Table
from classroom.kit.pdf.canvas import Foot, PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.page import (
    FINE,
    HEADING_HIGH,
    SMALL,
    WHOLE,
    Room,
    at_right,
    figure_row,
    heading,
    set_lines,
    strip,
    write,
)
from classroom.kit.pdf.paper import A4, About, Paper
from classroom.kit.pdf.picture import draw_picture, picture_high
from classroom.kit.pdf.schedule import (
    draw_schedule,
    draw_written,
    schedule_high,
    written_high,
)
from classroom.kit.pdf.table import LINE_HIGH, TEXT, TableOnPaper
from classroom.rules.era_calendar import wareki

PLAN = "デジタル活用推進計画"
LEFT_HALF, RIGHT_HALF = Room(15, 102), Room(108, 195)
TOP, FIRST_TOP, BOTTOM = 24.0, 15.0, 283.0
FOOT = 288.5
FIRST_LINE, NOTE_HIGH = 3.0, 3.7
HEAD_HIGH, AFTER_SECTION, AFTER_FIGURES = HEADING_HIGH + 0.5, 6.0, 6.0
ROWS_TOGETHER = 3
SENTENCE, LEAD = Letters(19, bold=True), Letters(10.5)


def report_paper(document: Document) -> Paper:
    """Draw a report. The same document always gives the same bytes."""
    about = About(document.title, f"{PLAN}の進捗（{document.standing}）", document.city)
    canvas = new_canvas(about, foot=_foot(document))
    flow = _Flow(canvas, document)
    flow.y = _front(flow.pen, document)
    for pair in document.side_by_side():
        flow.add(*pair)
    return canvas.finish()


class _Flow:
    """Puts sections below one another, on a new page where there is no room."""

    def __init__(self, canvas: PaperCanvas, document: Document) -> None:
        self.canvas, self.document = canvas, document
        self.pen, self.y = FormPen(canvas, A4), FIRST_TOP

    def add(self, *sections: Section) -> None:
        """Add a section, or two side by side."""
        if len(sections) > 1:
            pairs = tuple(zip(sections, (LEFT_HALF, RIGHT_HALF), strict=True))
            high = max(_high(section, room) for section, room in pairs)
            if high <= BOTTOM - TOP:
                self._need(high)
                self.y = max(self._draw(*pair, self.y) for pair in pairs) + AFTER_SECTION
                return
        for section in sections:
            self._add_whole(section)

    def _add_whole(self, section: Section) -> None:
        high = _high(section, WHOLE)
        is_sheet = section.written and high <= BOTTOM - TOP  # it stands on one page
        self._need(high if is_sheet else min(high, _least_high(section)))
        self.y = self._begin(section, WHOLE, self.y)
        if section.table:
            self._table(section.table)
        self.y += 1
        if section.schedule:
            self._need(schedule_high(section.schedule, WHOLE))
            self.y = draw_schedule(self.pen, section.schedule, WHOLE, self.y) + 2
        for one in section.written:
            self._need(min(written_high(one, WHOLE), BOTTOM - TOP))
            self.y = draw_written(self.pen, one, WHOLE, self.y)
        for words in section.sources:
            self._need(_notes_high((words,), WHOLE))
            self.y = _notes(self.pen, (words,), WHOLE, self.y)
        self.y += AFTER_SECTION

    def _draw(self, section: Section, room: Room, y: float) -> float:
        """Draw a section for which there is room; give where it ends."""
        y = self._begin(section, room, y)
        if section.table:
            table = TableOnPaper(section.table, room)
            y = table.draw_head(self.pen, y)
            for row in section.table.rows:
                y = table.draw_row(self.pen, row, y)
        return _notes(self.pen, section.sources, room, y + 1)

    def _begin(self, section: Section, room: Room, y: float) -> float:
        """Draw all of a section that stands before its table; give where it ends."""
        heading(self.pen, section.title, room, y, section.note)
        y += HEAD_HIGH
        for words in section.paragraphs:
            y = write(self.pen, words, TEXT, room, y + FIRST_LINE, step=LINE_HIGH) - FIRST_LINE
        return draw_picture(self.pen, section.picture, room, y) + 2 if section.picture else y

    def _table(self, found: Table) -> None:
        """Draw a table over as many pages as it needs, its heads on each."""
        table = TableOnPaper(found, WHOLE)
        self._need(table.head_high + sum(map(table.row_high, found.rows[:ROWS_TOGETHER])))
        self.y = table.draw_head(self.pen, self.y)
        last = len(found.rows) - 1
        for at, row in enumerate(found.rows):
            # The last row does not stand alone on a page.
            together = found.rows[at:] if at == last - 1 else (row,)
            if self.y + sum(map(table.row_high, together)) > BOTTOM:
                self._next_page()
                self.y = table.draw_head(self.pen, self.y)
            self.y = table.draw_row(self.pen, row, self.y)

    def _need(self, high: float) -> None:
        if self.y + high > BOTTOM:
            self._next_page()

    def _next_page(self) -> None:
        self.canvas.showPage()
        self.pen.text(WHOLE.left, FIRST_TOP, f"{self.document.city}　{self.document.title}", SMALL)
        self.pen.text(WHOLE.right, FIRST_TOP, self.document.standing, at_right(SMALL))
        self.y = TOP


def _high(section: Section, room: Room) -> float:
    """Return how high a section stands, in mm."""
    lines = sum(len(set_lines(words, TEXT, room.wide)) for words in section.paragraphs)
    high = HEAD_HIGH + LINE_HIGH * lines + _notes_high(section.sources, room) + 1
    if section.picture:
        high += picture_high(section.picture, room) + 2
    if section.table:
        table = TableOnPaper(section.table, room)
        high += table.head_high + sum(map(table.row_high, section.table.rows))
    if section.schedule:
        high += schedule_high(section.schedule, room) + 2
    return high + sum(written_high(one, room) for one in section.written)


def _least_high(section: Section) -> float:
    """Return what must stand together: the heading, the picture, and the first rows."""
    high = HEAD_HIGH + 10
    if section.picture:
        high += picture_high(section.picture, WHOLE)
    if section.table:
        table = TableOnPaper(section.table, WHOLE)
        rows = section.table.rows[:ROWS_TOGETHER]
        high += table.head_high + sum(map(table.row_high, rows))
    return high


def _notes_high(notes: tuple[str, ...], room: Room) -> float:
    return NOTE_HIGH * sum(len(set_lines(words, FINE, room.wide)) for words in notes)


def _notes(pen: FormPen, notes: tuple[str, ...], room: Room, y: float) -> float:
    for words in notes:
        y = write(pen, words, FINE, room, y + FIRST_LINE, step=NOTE_HIGH) - FIRST_LINE
    return y


def _front(pen: FormPen, document: Document) -> float:
    """Write whose report it is, its sentence and its figures; give where the sections begin."""
    pen.canvas.bookmark(document.title)
    strip(pen, f"{document.city}　{PLAN}", f"{wareki(document.on)}現在　{document.standing}")
    pen.text(WHOLE.left, FIRST_TOP + 9, document.title, Letters(13, bold=True), room=WHOLE.wide)
    y = write(pen, document.heading, SENTENCE, WHOLE, FIRST_TOP + 18.5, step=8.6) - 1.5
    y = write(pen, document.lead, LEAD, WHOLE, y, step=5.2)
    figures = [_figure(one) for one in document.figures]
    return figure_row(pen, figures, y, [1.3, *[1] * (len(figures) - 1)]) + AFTER_FIGURES


def _figure(figure: Figure) -> PlainFigure:
    """Part a figure's number from its unit, which stands smaller beside it."""
    cell = figure.cell
    unit = cell.unit if isinstance(cell, Amount) else ""
    number = cell.text.removesuffix(unit) if isinstance(cell, Amount) else cell
    return PlainFigure(figure.kind, figure.name, figure.when, number, unit, figure.how)


def _foot(document: Document) -> Foot:
    """Foot each page with the day, n／N, and which report it is."""

    def draw(canvas: PaperCanvas, page: int, pages: int) -> None:
        pen = FormPen(canvas, A4)
        pen.text(WHOLE.left, FOOT, f"{wareki(document.on)}現在", FINE)
        pen.text(WHOLE.middle, FOOT, f"{page}／{pages}", replace(SMALL, align="centre"))
        pen.text(WHOLE.right, FOOT, document.title, at_right(FINE))

    return draw
