"""What a drawn screen says to its reader: talk, notices, a false warning, a listening ear."""

from classroom.kit.drawing import AMBER, BLUE, INK, LINE, PALE, PAPER, SOFT, Pen, Point
from classroom.kit.handout.figures.buttons import draw_button
from classroom.kit.handout.figures.language import SIGNALS, Part
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.places import GAP, INSET, Hit, Room
from classroom.kit.handout.sketches import face
from classroom.kit.handout.symbols import draw_symbol
from classroom.kit.pdf.lines import fit, width_of, wrap

SIZE, LEADING = 15.0, 21.0
BUBBLE, FACE = 106.0, 20.0
VOICE = (8.0, 18.0, 28.0, 14.0)
WARNING_SIZE, WARNING_LEADING = 17.0, 24.0


def bubble_height(part: Part) -> float:
    return LEADING * len(wrap(part.text, SIZE, BUBBLE)) + 20


def draw_saying(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw what the other person says: a face and a white bubble on the left."""
    face(pen, (room.x + 4, room.y + 12), 6)
    return [_bubble(pen, room.x + FACE, room.y, part, is_mine=False)]


def draw_reply(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw what the reader says: a framed pale bubble on the right."""
    wide = _bubble_width(part)
    return [_bubble(pen, room.x + room.w - wide - 6, room.y, part, is_mine=True)]


def _bubble_width(part: Part) -> float:
    return max(width_of(line, SIZE) for line in wrap(part.text, SIZE, BUBBLE)) + 20


def _bubble(pen: Pen, x: float, y: float, part: Part, *, is_mine: bool) -> Hit:
    lines, wide = wrap(part.text, SIZE, BUBBLE), _bubble_width(part)
    high = LEADING * len(lines) + 11
    look = (PALE, BLUE) if is_mine else (PAPER, INK)
    root, out = (x + wide, 7) if is_mine else (x, -7)
    tail: list[Point] = [(root, y + 12), (root + out, y + 9), (root, y + 22)]
    pen.box(x, y + 3, wide, high, r=10, fill=look[0], stroke=look[1], thick=1.8)
    # Opens the bubble's edge where the tail begins.
    inside = root - out / 4
    pen.way([(inside, y + 12), *tail, (inside, y + 22)], fill=look[0], stroke=None, close=True)
    pen.way(tail, stroke=look[1], thick=1.8)
    for i, line in enumerate(lines):
        pen.text(x + 10, y + 21.5 + LEADING * i, line, SIZE)
    return Hit(x, y + 3, wide, high, part.cells[0])


def banner_height(part: Part) -> float:
    return 40 + LEADING * len(wrap(part.value, SIZE, INSET - 20)) * bool(part.value)


def draw_banner(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a notice that came in by itself: a bell, who sends it, what it says."""
    high = banner_height(part) - 7
    pen.box(room.x + 2, room.y + 5, room.w, high, r=10, fill=LINE)
    pen.box(room.x, room.y + 2, room.w, high, r=10, fill=PAPER, stroke=INK, thick=1.8)
    draw_symbol(pen, "通知", (room.x + 8, room.y + 8), 0.9)
    size = fit(part.text, 16, room.w - 42, bold=True)
    pen.text(room.x + 35, room.y + 25, part.text, size, bold=True)
    for i, line in enumerate(wrap(part.value, SIZE, INSET - 20) if part.value else ()):
        pen.text(room.x + 10, room.y + 46 + LEADING * i, line, SIZE)
    return [Hit(room.x, room.y + 2, room.w, high, part.whole)]


def warning_height(part: Part) -> float:
    lines = wrap(part.text, WARNING_SIZE, INSET - 16, bold=True)
    return 66 + WARNING_LEADING * len(lines) + 42 * (len(part.cells) - 1)


def draw_warning(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a page that wants to frighten: triangle, loud words, buttons of its own."""
    high = warning_height(part) - 6
    pen.box(room.x - GAP + 3, room.y + 3, room.w + 2 * GAP - 6, high, fill=AMBER)
    pen.box(room.x - 1, room.y + 6, room.w + 2, high - 6, fill=PAPER, stroke=INK, thick=3)
    sign: list[Point] = [(-16, 14), (0, -15), (16, 14)]
    middle = (room.middle, room.y + 33)
    pen.way([(middle[0] + x, middle[1] + y) for x, y in sign], thick=2.4, fill=AMBER, close=True)
    pen.text(middle[0], middle[1] + 11, "!", 20, bold=True, anchor="middle")
    lines = wrap(part.text, WARNING_SIZE, INSET - 16, bold=True)
    for i, line in enumerate(lines):
        y = room.y + 71 + WARNING_LEADING * i
        pen.text(room.middle, y, line, WARNING_SIZE, bold=True, anchor="middle")
    top = room.y + 56 + WARNING_LEADING * len(lines)
    buttons = [
        draw_button(pen, Room(room.x + 8, top + 42 * i, room.w - 16), cell)
        for i, cell in enumerate(part.cells[1:])
    ]
    return [Hit(room.x, room.y + 6, room.w, high - 8, part.cells[0]), *buttons]


def mic_height(part: Part) -> float:
    """Measure the listening microphone and what it has heard."""
    return 72 + LEADING * len(wrap(part.text, SIZE, INSET))


def draw_mic(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a microphone that listens, a voice on both sides of it, and words under it."""
    x, y = room.middle, room.y + 34
    pen.disc(x, y, 25, fill=BLUE)
    draw_symbol(pen, "マイク", (x - 16, y - 16), 1.35, PAPER)
    for i, long in enumerate(VOICE):
        for across in (34 + 9 * i, -34 - 9 * i):
            pen.way([(x + across, y - long / 2), (x + across, y + long / 2)], stroke=BLUE, thick=4)
    for i, line in enumerate(wrap(part.text, SIZE, room.w)):
        pen.text(x, room.y + 80 + LEADING * i, line, SIZE, anchor="middle")
    return [Hit(x - 26, y - 26, 52, 52, part.cells[0], leans=True)]


def draw_bars(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw how the phone is connected: a fan for Wi-Fi, steps for the telephone network."""
    wide = room.w / len(part.cells)
    hits = []
    for i, cell in enumerate(part.cells):
        spot = Room(room.x + i * wide + 2, room.y + 3, wide - 4)
        if cell.text == "wifi":
            draw_symbol(pen, "Wi-Fi", (spot.middle - 20, spot.y + 2), 1.7)
        else:
            _steps(pen, spot, is_cut=cell.text == "none")
        centred(pen, spot, 66, SIGNALS[cell.text], 15, bold=True)
        hits.append(Hit(spot.x, spot.y, spot.w, 71, cell))
    return hits


def _steps(pen: Pen, spot: Room, *, is_cut: bool) -> None:
    left, foot = spot.middle - 22, spot.y + 42
    for i in range(4):
        high = 10.0 + 9 * i
        fill = PAPER if is_cut else INK
        look = (left + 12 * i, foot - high, 8, high)
        pen.box(*look, r=2, fill=fill, stroke=SOFT if is_cut else INK, thick=1.6)
    if is_cut:
        for rise in (14, -14):
            pen.way([(left - 6, foot - 27 - rise / 2), (left + 8, foot - 27 + rise / 2)], thick=4)
