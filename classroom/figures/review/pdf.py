"""A report on A4: its sentence and figures, then its sections, page after page."""

from classroom.figures.review.document import Amount, Document, Figure, Section, Table
from classroom.figures.review.flow import (
    AFTER_SECTION,
    GREY,
    HEAD_HIGH,
    NOTE,
    TEXT,
    Room,
    TableOnPaper,
    draw_picture,
    heading,
    paragraphs,
    picture_high,
    section_high,
    section_notes_high,
    set_lines,
)
from classroom.kit.pdf.canvas import Foot, PaperCanvas, new_canvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, About, Paper
from classroom.rules.era_calendar import wareki

PLAN = "デジタル活用推進計画"
WHOLE = Room(15, 195)
LEFT_HALF, RIGHT_HALF = Room(15, 102), Room(108, 195)
TOP, FIRST_TOP, BOTTOM = 24.0, 15.0, 283.0
FOOT = 288.5
ROWS_TOGETHER = 3
SMALL = Letters(9, grey=GREY)
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
            rooms = (LEFT_HALF, RIGHT_HALF)
            high = max(section_high(*each) for each in zip(sections, rooms, strict=True))
            if high <= BOTTOM - TOP:
                self._need(high)
                ends = [
                    self._draw(section, room, self.y)
                    for section, room in zip(sections, rooms, strict=True)
                ]
                self.y = max(ends) + AFTER_SECTION
                return
        for section in sections:
            self._add_whole(section)

    def _add_whole(self, section: Section) -> None:
        self._need(min(section_high(section, WHOLE), _least_high(section)))
        self.y = heading(self.pen, section, WHOLE, self.y)
        self.y = paragraphs(self.pen, section.paragraphs, TEXT, WHOLE, self.y)
        if section.picture:
            self.y = draw_picture(self.canvas, section.picture, WHOLE, self.y) + 2
        if section.table:
            self._table(section.table)
        self.y += 1
        for words in section.sources:
            self._need(section_notes_high(words, WHOLE))
            self.y = paragraphs(self.pen, (words,), NOTE, WHOLE, self.y)
        self.y += AFTER_SECTION

    def _draw(self, section: Section, room: Room, y: float) -> float:
        """Draw a section for which there is room; give where it ends."""
        y = heading(self.pen, section, room, y)
        y = paragraphs(self.pen, section.paragraphs, TEXT, room, y)
        if section.picture:
            y = draw_picture(self.canvas, section.picture, room, y) + 2
        if section.table:
            table = TableOnPaper(section.table, room)
            y = table.draw_head(self.pen, y)
            for row in section.table.rows:
                y = table.draw_row(self.pen, row, y)
        return paragraphs(self.pen, section.sources, NOTE, room, y + 1)

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
        _right(self.pen, FIRST_TOP, self.document.standing)
        self.y = TOP


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


def _front(pen: FormPen, document: Document) -> float:
    """Write whose report it is, its sentence and its figures; give where the sections begin."""
    pen.canvas.bookmark(document.title)
    pen.text(WHOLE.left, FIRST_TOP, f"{document.city}　{PLAN}", SMALL)
    _right(pen, FIRST_TOP, f"{wareki(document.on)}現在　{document.standing}")
    pen.across(FIRST_TOP + 2, WHOLE.left, WHOLE.right, grey=0, thick=0.5)
    pen.text(WHOLE.left, FIRST_TOP + 9, document.title, Letters(13, bold=True), room=WHOLE.wide)
    y = FIRST_TOP + 18.5
    for line in set_lines(document.heading, SENTENCE, WHOLE.wide):
        pen.text(WHOLE.left, y, line, SENTENCE, room=WHOLE.wide)
        y += 8.6
    y -= 1.5
    for line in set_lines(document.lead, LEAD, WHOLE.wide):
        pen.text(WHOLE.left, y, line, LEAD, room=WHOLE.wide)
        y += 5.2
    return _figures(pen, document.figures, y)


def _figures(pen: FormPen, figures: tuple[Figure, ...], top: float) -> float:
    pen.across(top, WHOLE.left, WHOLE.right, grey=0, thick=0.5)
    unit = WHOLE.wide / (len(figures) + 0.3)
    x = WHOLE.left
    for number, figure in enumerate(figures):
        width = unit * (1 if number else 1.3)
        inner, room = x + (2.5 if number else 0), width - 4
        if number:
            pen.down(x, top + 1.5, top + 22, grey=0.75, thick=0.2)
        pen.text(inner, top + 5, figure.name, Letters(9.5, bold=True), room=room)
        pen.text(inner, top + 9, figure.when, Letters(7.5, grey=GREY), room=room)
        size = 25 if figure.kind == "main" else 18
        words, after = _parted(figure)
        wide = pen.text(inner, top + 17.6, words, Letters(size, bold=True))
        pen.text(inner + wide + 0.8, top + 17.6, after, Letters(9))
        pen.text(inner, top + 21.8, figure.how, Letters(7.5, grey=GREY), room=room)
        x += width
    pen.across(top + 24, WHOLE.left, WHOLE.right, grey=0.6, thick=0.2)
    return top + 30


def _parted(figure: Figure) -> tuple[str, str]:
    """Return a figure's number and, smaller beside it, its unit."""
    if not isinstance(figure.cell, Amount):
        return (figure.cell, "")
    unit = figure.cell.unit
    return (figure.cell.text.removesuffix(unit), unit)


def _right(pen: FormPen, y: float, words: str) -> None:
    pen.text(WHOLE.right, y, words, Letters(9, grey=GREY, align="right"))


def _foot(document: Document) -> Foot:
    """Foot each page with the day, n／N, and which report it is."""

    def draw(canvas: PaperCanvas, page: int, pages: int) -> None:
        pen = FormPen(canvas, A4)
        pen.text(WHOLE.left, FOOT, f"{wareki(document.on)}現在", NOTE)
        pen.text(WHOLE.middle, FOOT, f"{page}／{pages}", Letters(9, grey=GREY, align="centre"))
        pen.text(WHOLE.right, FOOT, document.title, Letters(7.5, grey=GREY, align="right"))

    return draw
