"""What a finger does: a hand in a pale field, with the movement's word under it."""

from classroom.kit.drawing import BLUE, INK, LINE, PALE, PAPER, Pen, Point
from classroom.kit.handout.figures.language import Figure
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.places import Room
from classroom.kit.handout.sketches import arrow, burst, hand, pinching_hand
from classroom.kit.handout.symbols import draw_symbol

WIDE, HIGH = 190.0, 160.0
FIELD = (5.0, 4.0, 178.0, 150.0)
WORDS = 34.0
TIP: Point = (86, 52)
# For each way: start and end of the arrow, the fingertip, the size of the hand.
SWIPES: dict[str, tuple[Point, Point, Point, float]] = {
    "左": ((124, 40), (36, 40), (86, 60), 0.6),
    "右": ((40, 40), (128, 40), (90, 60), 0.6),
    "上": ((60, 118), (60, 24), (92, 44), 0.6),
    "下": ((60, 24), (60, 118), (92, 76), 0.5),
}


def gesture_size(figure: Figure) -> tuple[float, float]:
    """Width and height; the word under the field takes its own line."""
    return WIDE, HIGH + (WORDS if figure.get("words") else 0)


def draw_gesture(figure: Figure, pen: Pen) -> None:
    x, y, w, h = FIELD
    pen.box(x, y, w, h, r=14, fill=PALE, stroke=LINE, thick=1.4)
    pen.clip(x + 1, y + 1, w - 2, h - 2)
    match figure.scene.word:
        case "tap":
            _tap(pen)
        case "hold":
            _hold(pen)
        case "swipe":
            _swipe(pen, figure.scene.text)
        case _:
            _pinch(pen, is_wider=figure.scene.text == "ひろげる")
    pen.unclip()
    if words := figure.get("words"):
        centred(pen, Room(x, h, w), 30, words, 20, bold=True, fill=BLUE)


def _target(pen: Pen) -> None:
    pen.box(TIP[0] - 34, TIP[1] - 26, 68, 52, r=10, fill=PAPER, stroke=INK, thick=1.8)


def _tap(pen: Pen) -> None:
    _target(pen)
    hand(pen, (TIP[0], TIP[1] - 2), 0.62)
    burst(pen, (TIP[0], TIP[1] - 4), 13)


def _hold(pen: Pen) -> None:
    _target(pen)
    for r in (15, 24, 33):
        pen.arc((TIP[0], TIP[1] - 2), r, 150, 250, stroke=BLUE, thick=3)
    hand(pen, (TIP[0], TIP[1] - 2), 0.62)
    draw_symbol(pen, "時計", (16, 98), 1.6, BLUE)


def _swipe(pen: Pen, way: str) -> None:
    start, end, tip, scale = SWIPES[way]
    arrow(pen, start, end, 9)
    hand(pen, tip, scale)


def _pinch(pen: Pen, *, is_wider: bool) -> None:
    pinching_hand(pen, (104, 50), 0.56, 4)
    strokes: tuple[tuple[Point, Point], ...] = (((110, 40), (128, 14)), ((64, 94), (38, 112)))
    for start, end in strokes:
        arrow(pen, *((start, end) if is_wider else (end, start)), 6)
