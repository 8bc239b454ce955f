"""Framed pieces: remarks, and the banner of the first page."""

from classroom.kit.drawing import AMBER, BLUE, INK, PALE, PAPER, Pen, Point
from classroom.kit.handout.blocks import INSTRUCTOR, Handout, Note, Text
from classroom.kit.handout.layout.moved import Moved
from classroom.kit.handout.layout.piece import BODY_TEXT, NOTE_TEXT, Piece, prose, stack
from classroom.kit.handout.layout.pieces import item_piece
from classroom.kit.pdf.lines import fit, width_of, wrap

NOTE_LEFT, NOTE_RIGHT, NOTE_ABOVE, NOTE_BELOW = 20.0, 16.0, 44.0, 16.0
TITLE_SIZE, TITLE_LEADING = 38.0, 46.0
WARNING = "注意"


def note_piece(note: Note, room: float) -> Piece:
    """Set a remark in its frame: thick for a warning, dashed for the instructor."""
    style = NOTE_TEXT if note.kind == INSTRUCTOR else BODY_TEXT
    inside = room - NOTE_LEFT - NOTE_RIGHT
    rows: list[Piece] = []
    for part in note.body:
        if isinstance(part, Text):
            rows.append(prose(part.words, style, inside))
        else:
            ticks = part.has_ticks
            rows += [item_piece(row, inside, has_tick=ticks, style=style) for row in part.rows]
    words = stack(rows, 8)
    height = words.height + NOTE_ABOVE + NOTE_BELOW

    def draw(pen: Pen) -> None:
        _frame(pen, note, room, height)
        words.draw(Moved(pen, NOTE_LEFT, NOTE_ABOVE))

    return Piece(height, draw, before=6)


def _frame(pen: Pen, note: Note, room: float, height: float) -> None:
    is_warning, is_instructors = note.kind == WARNING, note.kind == INSTRUCTOR
    colour = INK if is_warning or is_instructors else BLUE
    pen.box(
        1,
        4,
        room - 2,
        height - 12,
        r=10,
        fill=PALE if is_instructors else PAPER,
        stroke=colour,
        thick=3 if is_warning else 1.6,
        dash=is_instructors,
    )
    aside = 36.0 if is_warning else 14.0
    pen.box(14, 12, width_of(note.label, 18, bold=True) + aside + 14, 28, r=14, fill=colour)
    if is_warning:
        sign: list[Point] = [(24, 34), (34, 17), (44, 34)]
        pen.way(sign, stroke=None, fill=AMBER, close=True)
        pen.text(34, 33, "!", 14, bold=True, anchor="middle")
    pen.text(14 + aside, 32.5, note.label, 18, bold=True, fill=PAPER)


def banner_piece(handout: Handout, room: float, *, instructor: bool) -> Piece:
    """Set the head of the first page: series, code, title."""
    lines = wrap(handout.title, TITLE_SIZE, room - 40, bold=True)
    high = 122.0 + TITLE_LEADING * (len(lines) - 1)

    def draw(pen: Pen) -> None:
        pen.box(0, 0, room, high, r=14, fill=BLUE)
        pen.text(20, 32, handout.series, 18, fill=PAPER)
        pen.text(room - 20, 32, handout.code, 16, fill=PAPER, anchor="end")
        for i, line in enumerate(lines):
            size = fit(line, TITLE_SIZE, room - 40, bold=True)
            pen.text(20, 76 + TITLE_LEADING * i, line, size, bold=True, fill=PAPER)
        size = fit(handout.subtitle, 20, room - (150 if instructor else 40))
        pen.text(20, high - 16, handout.subtitle, size, fill=PAPER)
        if handout.device:
            end = room - 34 - width_of(handout.code, 16)
            _badge(pen, (end, 7), handout.device.edition, PAPER)
        if instructor:
            _badge(pen, (room - 16, high - 42), "講師用", AMBER)

    return Piece(high + 12, draw)


def _badge(pen: Pen, corner: Point, words: str, fill: str) -> None:
    """Say whose edition it is, in a pill that ends at its top right corner."""
    wide = width_of(words, 18, bold=True) + 30
    left, top = corner[0] - wide, corner[1]
    pen.box(left, top, wide, 28, r=14, fill=fill)
    pen.text(left + wide / 2, top + 20.5, words, 18, bold=True, anchor="middle")
