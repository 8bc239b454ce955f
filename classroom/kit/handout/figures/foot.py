"""The lowest part of a drawn phone: a line, three signs, or three keys to press."""

from classroom.kit.drawing import INK, LINE, PAPER, Pen
from classroom.kit.handout.figures.language import Part
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.places import Hit, Room
from classroom.kit.handout.symbols import draw_symbol

FOOT_HEIGHTS = {"iphone": 18.0, "android": 30.0, "raku": 6.0}

Box = tuple[float, float, float, float]


def draw_foot(pen: Pen, frame: str, room: Room, keys: float, nav: Part | None) -> list[Hit]:
    """Draw the foot and tell where each cell of `nav` stands; `keys` is the height of real keys."""
    if frame == "iphone":
        spots = _line(pen, room)
    elif frame == "android":
        spots = _signs(pen, room)
    else:
        spots = _keys(pen, room, keys)
    cells = nav.cells if nav else ()
    return [Hit(*spot, cell, leans=True) for spot, cell in zip(spots, cells, strict=False)]


def _line(pen: Pen, room: Room) -> list[Box]:
    pen.box(room.middle - 32, room.y + 8, 64, 5, r=2.5, fill=INK)
    return [(room.middle - 36, room.y + 1, 72, 16)]


def _signs(pen: Pen, room: Room) -> list[Box]:
    pen.way([(room.x + 8, room.y), (room.x + room.w - 8, room.y)], stroke=LINE, thick=0.8)
    y = room.y + 15
    back, home, recent = (room.x + room.w / 3 * (i + 0.5) for i in range(3))
    pen.way([(back + 6, y - 8), (back - 7, y), (back + 6, y + 8)], thick=2.2, close=True)
    pen.disc(home, y, 8, stroke=INK, thick=2.2)
    pen.box(recent - 7, y - 7, 14, 14, r=2, stroke=INK, thick=2.2)
    return [(middle - 21, room.y + 1, 42, 27) for middle in (back, home, recent)]


def _keys(pen: Pen, room: Room, top: float) -> list[Box]:
    third = room.w / 3
    spots: list[Box] = []
    for i, name in enumerate(("電話", "ホーム", "メール")):
        left = room.x + i * third + 3
        pen.box(left, top + 7, third - 6, 42, r=10, fill=PAPER, stroke=INK, thick=1.8)
        if name == "ホーム":
            centred(pen, Room(left + 2, top, third - 10), 34, name, 15, bold=True)
        else:
            draw_symbol(pen, name, (left + third / 2 - 15, top + 16))
        spots.append((left, top + 7, third - 6, 42))
    return spots
