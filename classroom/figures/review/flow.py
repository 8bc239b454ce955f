"""Sections of a report on A4: headings, tables that break over pages, pictures, side by side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from classroom.figures.review.document import Cell, Column, Picture, Row, Section, Table, shown
from classroom.kit.drawing import BLUE, INK, LINE, PAPER, SOFT
from classroom.kit.drawing import BODY as PALE_LINE
from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import lines_of
from classroom.kit.pdf.paper import A4, MM
from classroom.kit.pdf.pen import PdfPen

GREY, PALE, DARK, BAR = 0.3, 0.87, 0.45, 0.7
TEXT, HEAD, NOTE = Letters(9), Letters(12, bold=True), Letters(7.5, grey=GREY)
COLUMN_HEAD = Letters(8, grey=GREY)
LINE_HIGH, ROW_PAD, NOTE_LINE = 4.1, 1.9, 3.7
HEAD_HIGH, AFTER_SECTION = 9.0, 6.0
BAR_WIDE, GAP = 12.0, 1.6
DOT_GAP = 6.0
LOOKS = {"grid": (PALE_LINE, 0.6), "axis": (SOFT, 0.9), "goal": (INK, 1.8), "lead": (LINE, 0.7)}


@dataclass(frozen=True, slots=True)
class Room:
    """Where on the page something may stand, in mm from the left edge."""

    left: float
    right: float

    @property
    def wide(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Return where its middle is."""
        return (self.left + self.right) / 2


def set_lines(text: str, letters: Letters, wide: float) -> tuple[str, ...]:
    """Cut words into lines no wider than so many mm; a line end in them begins a new line."""
    return tuple(
        part[start:end]
        for part in text.split("\n")
        for start, end in lines_of(part, _measure(part, letters), wide * MM)
    )


def _measure(part: str, letters: Letters) -> Callable[[int, int], float]:
    return lambda start, end: letters.fonts.width(part[start:end], letters.size)


def section_high(section: Section, room: Room) -> float:
    """Return how high a section stands, in mm."""
    high = HEAD_HIGH + sum(_lines_high(words, room, TEXT) for words in section.paragraphs)
    if section.picture:
        high += picture_high(section.picture, room) + 2
    if section.table:
        table = TableOnPaper(section.table, room)
        high += table.head_high + sum(table.row_high(row) for row in section.table.rows)
    return high + sum(_lines_high(words, room, NOTE) for words in section.sources) + 1


def section_notes_high(words: str, room: Room) -> float:
    """Return how high a note below a section stands, in mm."""
    return _lines_high(words, room, NOTE)


def heading(pen: FormPen, section: Section, room: Room, y: float) -> float:
    """Rule and write a section's heading, its note at the right; give where it ends."""
    pen.across(y, room.left, room.right, grey=0, thick=0.5)
    wide = pen.text(room.left, y + 5.8, section.title, HEAD, room=room.wide)
    right = Letters(7.5, grey=GREY, align="right")
    if section.note:
        pen.text(room.right, y + 5.6, section.note, right, room=max(10, room.wide - wide - 3))
    return y + HEAD_HIGH


def paragraphs(pen: FormPen, words: Sequence[str], letters: Letters, room: Room, y: float) -> float:
    """Write paragraphs one below the other; give where they end."""
    high = LINE_HIGH if letters is TEXT else NOTE_LINE
    for text in words:
        for line in set_lines(text, letters, room.wide):
            pen.text(room.left, y + 3, line, letters, room=room.wide)
            y += high
    return y


def _lines_high(text: str, room: Room, letters: Letters) -> float:
    high = LINE_HIGH if letters is TEXT else NOTE_LINE
    return high * len(set_lines(text, letters, room.wide))


class TableOnPaper:
    """A table in its room: columns by their shares, words in as many lines as they need."""

    def __init__(self, table: Table, room: Room) -> None:
        self.table, self.room = table, room
        extra = BAR_WIDE if table.bar >= 0 else 0
        scale = (room.wide - extra) / sum(column.width for column in table.columns)
        self.rooms: list[Room] = []
        left = room.left
        for at, column in enumerate(table.columns):
            right = left + column.width * scale
            self.rooms.append(Room(left, right))
            left = right + (extra if at == table.bar else 0)
        self.heads = [self._head_lines(at, column) for at, column in enumerate(table.columns)]

    @property
    def head_high(self) -> float:
        """Return the height of the column heads."""
        return max(len(lines) for lines in self.heads) * 3.6 + 1.6

    def row_high(self, row: Row) -> float:
        """Return the height of a row."""
        cells = enumerate(row.cells)
        return max(len(self._lines(at, cell)) for at, cell in cells) * LINE_HIGH + ROW_PAD

    def draw_head(self, pen: FormPen, y: float) -> float:
        """Write the column heads; give where they end."""
        high = self.head_high
        for at, (lines, column) in enumerate(zip(self.heads, self.table.columns, strict=True)):
            base = y + high - 1.5 - 3.6 * (len(lines) - 1)
            for number, words in enumerate(lines):
                self._write(pen, at, base + 3.6 * number, words, COLUMN_HEAD, number=column.number)
        pen.across(y + high, self.room.left, self.room.right, grey=0, thick=0.25)
        return y + high

    def draw_row(self, pen: FormPen, row: Row, y: float) -> float:
        """Write a row with the rule below it; give where it ends."""
        high = self.row_high(row)
        if row.kind == "sum":
            pen.across(y, self.room.left, self.room.right, grey=0, thick=0.25)
        letters = Letters(9, bold=row.kind in ("key", "sum"))
        for at, (cell, column) in enumerate(zip(row.cells, self.table.columns, strict=True)):
            for number, words in enumerate(self._lines(at, cell)):
                base = y + 4.2 + LINE_HIGH * number
                self._write(pen, at, base, words, letters, number=column.number)
        self._draw_bar(pen, row, y)
        pen.across(y + high, self.room.left, self.room.right, grey=PALE, thick=0.2)
        return y + high

    def _draw_bar(self, pen: FormPen, row: Row, y: float) -> None:
        length = self.table.share(row) if self.table.bar >= 0 and row.kind != "sum" else 0
        if length:
            grey = DARK if row.kind == "key" else BAR
            wide = (BAR_WIDE - 2 * GAP) * min(1, length)
            pen.area(self.rooms[self.table.bar].right + GAP, y + 1.6, wide, 2.8, grey)

    def _write(
        self, pen: FormPen, at: int, y: float, words: str, letters: Letters, *, number: bool
    ) -> None:
        inner = self._inner(at)
        if number:
            right = Letters(letters.size, letters.grey, letters.bold, align="right")
            pen.text(inner.right, y, words, right, room=inner.wide)
        else:
            pen.text(inner.left, y, words, letters, room=inner.wide)

    def _inner(self, at: int) -> Room:
        room = self.rooms[at]
        is_last = at == len(self.rooms) - 1
        left = room.left + (GAP if at and not self.table.columns[at].number else 0)
        return Room(left, room.right - (0 if is_last else GAP))

    def _lines(self, at: int, cell: Cell) -> tuple[str, ...]:
        if self.table.columns[at].number:
            return (shown(cell),)
        return set_lines(shown(cell), TEXT, self._inner(at).wide)

    def _head_lines(self, at: int, column: Column) -> tuple[str, ...]:
        return set_lines(column.label, COLUMN_HEAD, self._inner(at).wide)


def picture_high(picture: Picture, room: Room) -> float:
    """Return how high a picture stands where it is as wide as its room."""
    return room.wide * picture.height / picture.width


def draw_picture(canvas: PaperCanvas, picture: Picture, room: Room, y: float) -> float:
    """Draw a picture as wide as its room; give where it ends."""
    high = picture_high(picture, room)
    scale = room.wide * MM / picture.width
    pen = PdfPen(canvas, room.left * MM, A4[1] - (y + high) * MM, high * MM)
    for stroke in picture.strokes:
        points = [(x * scale, at * scale) for x, at in stroke.points]
        _stroke(pen, stroke.kind, points, scale)
    for dot in picture.dots:
        at = (dot.x * scale, dot.y * scale)
        if dot.kind == "estimate":
            pen.disc(*at, 5 * scale, fill=PAPER, stroke=BLUE, thick=3 * scale)
        else:
            pen.disc(*at, 4.5 * scale, fill=BLUE)
    for words in picture.words:
        pen.text(
            words.x * scale,
            words.y * scale,
            words.text,
            picture.letters * scale,
            bold=words.bold,
            fill=SOFT if words.soft else INK,
            anchor=words.anchor,
        )
    return y + high


def _stroke(pen: PdfPen, kind: str, points: list[tuple[float, float]], scale: float) -> None:
    if kind == "path":
        for x, y in _along(points, DOT_GAP * scale):
            pen.disc(x, y, 1.3 * scale, fill=SOFT)
    elif kind in LOOKS:
        colour, thick = LOOKS[kind]
        pen.way(points, stroke=colour, thick=thick * scale)
    else:
        thick = 4 if kind == "official" else 3
        pen.way(points, stroke=BLUE, thick=thick * scale, dash=kind == "estimate")


def _along(points: Sequence[tuple[float, float]], gap: float) -> Iterator[tuple[float, float]]:
    for (x0, y0), (x1, y1) in pairwise(points):
        count = max(1, round(hypot(x1 - x0, y1 - y0) / gap))
        for step in range(count):
            yield (x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count)
