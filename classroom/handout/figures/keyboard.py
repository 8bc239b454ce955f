"""The two keyboards of a drawn phone."""

from classroom.drawing import BODY, PAPER, SOFT, Pen
from classroom.handout.figures.language import Part
from classroom.handout.figures.lettering import centred
from classroom.handout.figures.places import Hit, Room
from classroom.handout.symbols import draw_symbol

KANA = (
    ("あ", "か", "さ", "消す"),
    ("た", "な", "は", "空白"),
    ("ま", "や", "ら", "改行"),
    ("゛小", "わ", "、。", ""),
)
DIGITS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("", "0", "消す"))
ROW, MARGIN = 31.0, 7.0
KEYS_HEIGHT = 4 * ROW + 10


def draw_keys(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw four rows of keys; cells after the first name keys to press or frame."""
    rows = DIGITS if part.text == "数字" else KANA
    pen.box(room.x - MARGIN, room.y, room.w + 2 * MARGIN, 4 * ROW + 8, fill=BODY)
    hits = []
    for r, row in enumerate(rows):
        wide = (room.w + 8) / len(row)
        for c, key in enumerate(row):
            spot = Room(room.x - 4 + c * wide + 2, room.y + 5 + r * ROW, wide - 4)
            if key:
                _key(pen, spot, key)
            named = (cell for cell in part.cells[1:] if cell.text == key)
            hits += [Hit(spot.x, spot.y, spot.w, 28, cell) for cell in named]
    return hits


def _key(pen: Pen, spot: Room, key: str) -> None:
    pen.box(spot.x, spot.y, spot.w, 28, r=5, fill=PAPER, stroke=SOFT)
    if key == "消す":
        draw_symbol(pen, key, (spot.middle - 10, spot.y + 4), 0.85)
    else:
        centred(pen, spot, 20.5, key, 18 if len(key) == 1 else 13)
