"""What a drawn phone's camera sees, and the photograph it shows."""

from classroom.kit.drawing import INK, LINE, PAPER, SOFT, Pen, Point, turned
from classroom.kit.handout.figures.language import Part
from classroom.kit.handout.figures.places import GAP, Hit, Room
from classroom.kit.handout.sketches import code_sketch

HAZE, HILLS = "#e3e9ee", "#b9c3cc"
CAMERA_HEIGHT, PHOTO_HEIGHT = 128.0, 112.0


def draw_camera(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a two-dimensional code inside four corners."""
    y, size = room.y, 66.0
    pen.box(room.x - GAP, y, room.w + 2 * GAP, CAMERA_HEIGHT, fill=SOFT)
    left = room.middle - size / 2
    code_sketch(pen, (left, y + 31), size)
    for x, across in ((left - 16, 18), (left + size + 16, -18)):
        for top, down in ((y + 15, 18), (y + 113, -18)):
            corner = [(x + across, top), (x, top), (x, top + down)]
            pen.way(corner, stroke=PAPER, thick=4)
    return [Hit(left - 18, y + 13, size + 36, 102, part.cells[0])]


def draw_photo(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a smiling person before hills; 大 shows the same picture twice as large."""
    left, wide = room.x - GAP, room.w + 2 * GAP
    pen.box(left, room.y, wide, PHOTO_HEIGHT, fill=HAZE)
    pen.clip(left, room.y, wide, PHOTO_HEIGHT)
    _portrait(pen, (room.middle, room.y + PHOTO_HEIGHT / 2), 2.0 if part.text == "大" else 1.0)
    pen.unclip()
    return [Hit(room.x, room.y + 4, room.w, PHOTO_HEIGHT - 8, part.cells[0])]


def draw_shutter(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw the round button that takes the picture; a second cell is the last picture beside it."""
    pen.box(room.x - GAP, room.y, room.w + 2 * GAP, 58, fill=INK)
    pen.disc(room.middle, room.y + 29, 23, stroke=PAPER, thick=3)
    pen.disc(room.middle, room.y + 29, 18, fill=PAPER)
    hits = [Hit(room.middle - 25, room.y + 4, 50, 50, part.cells[0])]
    if part.value:
        pen.box(room.x + 4, room.y + 12, 34, 34, r=5, fill=HAZE, stroke=PAPER, thick=2)
        _portrait(pen, (room.x + 22, room.y + 27), 0.36)
        hits.append(Hit(room.x + 4, room.y + 12, 34, 34, part.cells[1]))
    return hits


def _portrait(pen: Pen, at: Point, k: float) -> None:
    hills: list[Point] = [(-75, 34), (-30, -20), (4, 14), (30, -6), (80, 34)]
    chest: list[Point] = [(-22, 40), (-14, 24), (6, 24), (14, 40)]
    (head,) = turned([(-4, 12)], at, k)
    pen.way(turned(hills, at, k), stroke=LINE, fill=HILLS, close=True)
    pen.disc(*head, 11 * k, fill=PAPER, stroke=INK, thick=1.8)
    for eye in turned([(-8, 10), (0, 10)], at, k):
        pen.disc(*eye, 1.5 * k, fill=INK)
    (mouth,) = turned([(-4, 13)], at, k)
    pen.arc(mouth, 4.5 * k, 20, 140, thick=1.5)
    pen.way(turned(chest, at, k), thick=1.8, fill=PAPER, close=True)
