"""Scenes round the card: the card itself, reading it, its date, what is inside, where to ask."""

from collections.abc import Callable

from classroom.kit.drawing import BLUE, BODY, INK, LINE, PALE, PAPER, SOFT, Pen
from classroom.kit.handout.figures.language import Cell, Figure
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.marks import draw_marks
from classroom.kit.handout.figures.places import Hit, Room
from classroom.kit.handout.sketches import arrow, back_of_phone, face, id_card, tick, waves

WIDE, BROAD, WORDS, HAND = 190.0, 490.0, 34.0, 12.0
HEIGHTS = {
    "card": 126.0,
    "touch": 216.0,
    "case": 182.0,
    "compare": 206.0,
    "expiry": 150.0,
    "inside": 178.0,
    "counter": 150.0,
    "apart": 204.0,
}
PAIRS = ("compare", "apart")


def card_size(figure: Figure) -> tuple[float, float]:
    """Pairs of right and wrong are broad; words below take their own line."""
    scene = figure.scene.word
    wide = BROAD if scene in PAIRS else WIDE + HAND if scene == "expiry" else WIDE
    return wide, HEIGHTS[scene] + (WORDS if figure.get("words") else 0)


def draw_card(figure: Figure, pen: Pen) -> None:
    wide, high = card_size(figure)
    SCENES[figure.scene.word](pen)
    if words := figure.get("words"):
        centred(pen, Room(3, high, wide - 6), -10, words, 18, bold=True, fill=BLUE)


def _card(pen: Pen) -> None:
    id_card(pen, (7, 8), 174)


def _touch(pen: Pen) -> None:
    id_card(pen, (3, 52), 184, "")
    x, y, w, h = 55.0, 6.0, 90.0, 176.0
    pen.box(x, y, w, h, r=15, fill=BODY, stroke=INK, thick=2.2)
    pen.box(x + 6, y + 10, w - 12, h - 24, r=7, fill=PAPER, stroke=INK, thick=1.2)
    centred(pen, Room(x + 8, y, w - 16), 38, "読み取り中", 16, bold=True)
    waves(pen, (x + w / 2, y + 100))
    pen.box(x + w / 2 - 25, y + 106, 50, 34, r=4, stroke=INK, thick=1.6, dash=True)
    pen.text(26, 192, "カード", 16, bold=True, anchor="middle")
    pen.way([(26, 176), (26, 160)], thick=1.6)
    pen.text(x + w / 2, 206, "スマホ", 16, bold=True, anchor="middle")


def _case(pen: Pen) -> None:
    back_of_phone(pen, (20, 26), 82, 150)
    pen.box(102, 8, 78, 150, r=17, stroke=SOFT, thick=6)
    arrow(pen, (82, 100), (130, 100), 8)
    pen.text(141, 144, "カバー", 16, bold=True, fill=SOFT, anchor="middle")


def _compare(pen: Pen) -> None:
    id_card(pen, (12, 46), 154, "")
    back_of_phone(pen, (54, 6), 72, 126)
    _verdict(pen, 12, "ぴったり重ねる", is_right=True)
    id_card(pen, (262, 74), 154)
    back_of_phone(pen, (304, 6), 72, 58)
    _verdict(pen, 262, "離れている", is_right=False)


def _verdict(pen: Pen, x: float, words: str, *, is_right: bool) -> None:
    sign, colour = ("○", BLUE) if is_right else ("×", INK)
    pen.text(x + 190, 110, sign, 44, bold=True, fill=colour, anchor="middle")
    pen.text(x + 77, 198, words, 19, bold=True, anchor="middle")


def _expiry(pen: Pen) -> None:
    """Show where to look, with a date of nobody's: cards differ."""
    id_card(pen, (2, 8), 164)
    pen.box(56, 62, 108, 26, r=3, fill=PAPER)
    pen.text(64, 80.5, "○年○月○日", 15, bold=True)
    draw_marks(pen, [Hit(58, 63, 102, 24, Cell("期限", ("tap",)))])


def _inside(pen: Pen) -> None:
    """Open the card like a drawer: two proofs and what is printed on it."""
    id_card(pen, (18, 6), 152, "")
    x, w = 8.0, 174.0
    pen.way([(94, 104), (94, 112)], stroke=BLUE, thick=3)
    for i, words in enumerate(("本人だと示す", "名前・住所など", "書類の署名")):
        room = Room(x, 112 + 22.0 * i, w)
        pen.box(room.x, room.y, room.w, 20, r=4, fill=PALE, stroke=BLUE, thick=1.6)
        tick(pen, (room.x + 14, room.y + 10), 6, 2.6)
        pen.text(room.x + 30, room.y + 15.5, words, 15, bold=True)


def _counter(pen: Pen) -> None:
    """Set two people at a counter, the sign above them."""
    pen.box(52, 6, 86, 32, r=6, fill=BLUE)
    pen.text(95, 29, "窓口", 20, bold=True, fill=PAPER, anchor="middle")
    for x in (48.0, 142.0):
        face(pen, (x, 66), 15)
    pen.box(6, 112, 178, 14, r=3, fill=PALE, stroke=INK, thick=2)
    pen.box(16, 126, 158, 20, fill=BODY, stroke=INK, thick=2)
    pen.box(78, 96, 34, 18, r=3, fill=PAPER, stroke=INK, thick=2)
    pen.box(83, 101, 8, 8, fill=SOFT)


def _apart(pen: Pen) -> None:
    """Show a card kept away from its slip, and the two together."""
    id_card(pen, (2, 50), 112, "")
    pen.way([(126, 24), (126, 156)], stroke=SOFT, thick=2, dash=True)
    _slip(pen, 138)
    _verdict(pen, 38, "別々にしまう", is_right=True)
    id_card(pen, (276, 50), 112, "")
    _slip(pen, 340)
    _verdict(pen, 262, "いっしょに持つ", is_right=False)


def _slip(pen: Pen, x: float) -> None:
    pen.box(x, 44, 62, 84, r=3, fill=PAPER, stroke=INK, thick=2)
    pen.text(x + 31, 66, "ひかえ", 15, bold=True, anchor="middle")
    for y in (82, 96, 110):
        pen.way([(x + 10, y), (x + 52, y)], stroke=LINE, thick=4)


SCENES: dict[str, Callable[[Pen], None]] = {
    "card": _card,
    "touch": _touch,
    "case": _case,
    "compare": _compare,
    "expiry": _expiry,
    "inside": _inside,
    "counter": _counter,
    "apart": _apart,
}
