"""The two keyboards of a drawn phone."""

from classroom.kit.drawing import BODY, INK, PALE, PAPER, SOFT, Pen
from classroom.kit.handout.figures.language import Part
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.places import GAP, Hit, Room
from classroom.kit.handout.symbols import draw_symbol

KANA = (
    ("あ", "か", "さ", "消す"),
    ("た", "な", "は", "空白"),
    ("ま", "や", "ら", "改行"),
    ("゛小", "わ", "、。", ""),
)
DIGITS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("", "0", "消す"))
TELEPHONE = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"), ("＊", "0", "＃"))
ROWS = {"かな": KANA, "数字": DIGITS, "電話": TELEPHONE}
# What a finger writes that slides from the key to the left, up, to the right, down.
FLICKS = {
    "あ": "いうえお",
    "か": "きくけこ",
    "さ": "しすせそ",
    "た": "ちつてと",
    "な": "にぬねの",
    "は": "ひふへほ",
    "ま": "みむめも",
    "や": " ゆ よ",
    "ら": "りるれろ",
    "わ": "をんー ",
}
WAYS = ((-1, 0), (0, -1), (1, 0), (0, 1))
ROW, FLICK_KEY = 31.0, 40.0
FLICK_HEIGHT = 3 * FLICK_KEY + 10
KEYS_HEIGHT = 4 * ROW + 10


def draw_keys(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw four rows of keys; cells after the first name keys to press or frame."""
    rows = ROWS[part.text]
    pen.box(room.x - GAP, room.y, room.w + 2 * GAP, 4 * ROW + 8, fill=BODY)
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


def draw_flick(pen: Pen, room: Room, part: Part) -> list[Hit]:
    """Draw a kana key with the four that lie round it; cells after the first are pointed at."""
    pen.box(room.x - GAP, room.y, room.w + 2 * GAP, FLICK_HEIGHT, fill=BODY)
    left, top = room.middle - FLICK_KEY / 2, room.y + 5 + FLICK_KEY
    keys = [(part.text, (0, 0)), *zip(FLICKS[part.text], WAYS, strict=True)]
    hits = []
    for kana, (across, down) in keys:
        if kana == " ":
            continue
        x, y = left + across * FLICK_KEY, top + down * FLICK_KEY
        fill = PAPER if kana == part.text else PALE
        pen.box(x + 1, y + 1, FLICK_KEY - 2, FLICK_KEY - 2, r=6, fill=fill, stroke=INK, thick=1.4)
        pen.text(x + FLICK_KEY / 2, y + 28, kana, 22, bold=True, anchor="middle")
        named = (cell for cell in part.cells[1:] if cell.text == kana)
        hits += [
            Hit(x + 2, y + 2, FLICK_KEY - 4, FLICK_KEY - 4, cell, leans=True) for cell in named
        ]
    return hits
