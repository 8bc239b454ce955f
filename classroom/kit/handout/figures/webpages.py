"""What a drawn screen has found: a map with a way on it, search results, codes to hold out."""

from classroom.kit.drawing import BLUE, BODY, INK, LINE, PALE, PAPER, SOFT, Pen, Point
from classroom.kit.handout.figures.language import Cell, Part
from classroom.kit.handout.figures.places import GAP, Hit, Room
from classroom.kit.handout.sketches import code_sketch
from classroom.kit.pdf.lines import fit, width_of

MAP_HEIGHT = 132.0
STREETS: tuple[tuple[Point, Point], ...] = (
    ((0, 46), (162, 38)),
    ((0, 104), (162, 100)),
    ((36, 0), (40, 132)),
    ((116, 0), (114, 132)),
)
HOUSES: tuple[Point, ...] = (
    (8, 62),
    (54, 62),
    (84, 60),
    (130, 58),
    (56, 112),
    (130, 112),
    (130, 8),
)
WAY: tuple[Point, ...] = ((39.5, 121), (39, 103), (114.5, 101), (115.5, 52))
BARS = "3112131221123112213121132"


def draw_map(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw streets and a pin; with two cells also where we are, and a blue way between."""
    left, top = room.x - GAP, room.y + 2
    pen.box(left, top, room.w + 2 * GAP, MAP_HEIGHT, fill=PALE)
    pen.clip(left, top, room.w + 2 * GAP, MAP_HEIGHT)
    for thick, colour in ((13.0, LINE), (11.0, PAPER)):
        for ends in STREETS:
            pen.way([(left + x, top + y) for x, y in ends], stroke=colour, thick=thick)
    for x, y in HOUSES:
        pen.box(left + x, top + y, 20, 14, r=2, fill=BODY, stroke=LINE)
    pen.unclip()
    *starts, goal = part.cells
    hits = [_start(pen, (left, top), cell) for cell in starts[:1]]
    return [*hits, _pin(pen, (left + WAY[-1][0], top + WAY[-1][1]), goal)]


def _start(pen: Pen, at: Point, cell: Cell) -> Hit:
    way = [(at[0] + x, at[1] + y) for x, y in WAY]
    pen.way(way, stroke=PAPER, thick=9)
    pen.way(way, stroke=BLUE, thick=6)
    x, y = way[0]
    pen.disc(x, y, 8, fill=BLUE, stroke=PAPER, thick=2.5)
    _label(pen, (x + 12, y + 5), cell.text, "start")
    return Hit(x - 9, y - 9, 18, 18, cell)


def _pin(pen: Pen, tip: Point, cell: Cell) -> Hit:
    x, y = tip
    pen.way([(x - 11, y - 19), (x, y), (x + 11, y - 19)], stroke=INK, fill=INK, close=True)
    pen.disc(x, y - 23, 13, fill=INK, stroke=PAPER)
    pen.disc(x, y - 23, 5, fill=PAPER)
    _label(pen, (x - 18, y - 17), cell.text, "end")
    return Hit(x - 15, y - 38, 30, 40, cell)


def _label(pen: Pen, at: Point, words: str, anchor: str) -> None:
    size = fit(words, 15, 84, bold=True)
    wide = width_of(words, size, bold=True)
    left = at[0] - wide if anchor == "end" else at[0]
    pen.box(left - 4, at[1] - 15, wide + 8, 20, r=4, fill=PAPER)
    pen.text(left, at[1], words, size, bold=True)


def draw_qr(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw what looks like a two-dimensional code to show or to read; nothing can read it."""
    size = 84.0
    left = room.middle - size / 2
    pen.box(left - 9, room.y + 2, size + 18, size + 16, r=6, fill=PAPER, stroke=INK, thick=1.6)
    code_sketch(pen, (left, room.y + 10), size)
    return [Hit(left - 9, room.y + 2, size + 18, size + 16, part.cells[0])]


def draw_barcode(pen: Pen, room: Room, part: Part) -> list[Hit]:
    left, long = room.x + 12, room.w - 24
    unit = long / sum(map(int, BARS))
    pen.box(left - 8, room.y + 4, long + 16, 56, r=5, fill=PAPER, stroke=INK, thick=1.6)
    x = left
    for i, digit in enumerate(BARS):
        if i % 2 == 0:
            pen.box(x, room.y + 12, int(digit) * unit, 40, fill=INK)
        x += int(digit) * unit
    return [Hit(left - 8, room.y + 4, long + 16, 56, part.cells[0])]


def draw_result(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw one thing found: a title, then who shows it, after the sign of an advertisement."""
    x, y = room.x, room.y
    pen.way([(x, y + 52), (x + room.w, y + 52)], stroke=LINE, thick=0.8)
    size = fit(part.text, 16, room.w, bold=True)
    pen.text(x + 1, y + 21, part.text, size, bold=True, fill=BLUE)
    who = Room(x + 1, y, room.w - 2)
    if any(cell.text == "広告" for cell in part.cells[2:]):
        pen.box(x + 1, y + 28, 34, 20, r=4, stroke=INK, thick=1.4)
        pen.text(x + 18, y + 43, "広告", 14, bold=True, anchor="middle")
        who = Room(x + 41, y, room.w - 42)
    pen.text(who.x, y + 43, part.value, fit(part.value, 14, who.w), fill=SOFT)
    return [Hit(x - 3, y + 2, room.w + 6, 48, part.whole)]
