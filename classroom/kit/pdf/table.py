"""A table of a document on paper: columns by their shares, bars, as many lines as words need."""

from classroom.kit.document import Cell, Column, Row, Table, shown
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.page import DARK, GREY, Room, at_right, hairline, set_lines

BAR = 0.7
TEXT, COLUMN_HEAD = Letters(9), Letters(8, grey=GREY)
LINE_HIGH, HEAD_LINE_HIGH, ROW_PAD = 4.1, 3.6, 1.9
BAR_WIDE, GAP = 12.0, 1.6


class TableOnPaper:
    """A table in its room."""

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
        return max(len(lines) for lines in self.heads) * HEAD_LINE_HIGH + 1.6

    def row_high(self, row: Row) -> float:
        cells = enumerate(row.cells)
        return max(len(self._lines(at, cell)) for at, cell in cells) * LINE_HIGH + ROW_PAD

    def draw_head(self, pen: FormPen, y: float) -> float:
        """Write the column heads; give where they end."""
        high = self.head_high
        for at, (lines, column) in enumerate(zip(self.heads, self.table.columns, strict=True)):
            base = y + high - 1.5 - HEAD_LINE_HIGH * (len(lines) - 1)
            for number, words in enumerate(lines):
                self._write(
                    pen,
                    at,
                    base + HEAD_LINE_HIGH * number,
                    words,
                    COLUMN_HEAD,
                    number=column.number,
                )
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
        return hairline(pen, self.room, y + high)

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
            pen.text(inner.right, y, words, at_right(letters), room=inner.wide)
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
