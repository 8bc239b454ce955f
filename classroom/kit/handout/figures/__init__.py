"""Figures of a handout: read from a few lines, measured, drawn with any pen, and put into words."""

from collections.abc import Callable

from classroom.kit.drawing import Pen
from classroom.kit.handout.figures.cards import card_size, draw_card
from classroom.kit.handout.figures.gestures import draw_gesture, gesture_size
from classroom.kit.handout.figures.language import Figure, parse
from classroom.kit.handout.figures.phone import draw_phone, phone_size
from classroom.kit.handout.figures.tables import (
    check_size,
    draw_check,
    draw_memo,
    draw_road,
    memo_size,
    road_size,
)
from classroom.kit.handout.figures.words import alt, name_of

__all__ = ["Figure", "alt", "draw", "name_of", "parse", "size"]

Size = tuple[float, float]
KINDS: dict[str, tuple[Callable[[Figure], Size], Callable[[Figure, Pen], None]]] = {
    "phone": (phone_size, draw_phone),
    "gesture": (gesture_size, draw_gesture),
    "card": (card_size, draw_card),
    "road": (road_size, draw_road),
    "check": (check_size, draw_check),
    "memo": (memo_size, draw_memo),
}


def size(figure: Figure) -> Size:
    """Width and height in points, as drawn at full size."""
    return KINDS[figure.kind][0](figure)


def draw(figure: Figure, pen: Pen) -> None:
    """Draw the figure with its top left corner at 0, 0."""
    KINDS[figure.kind][1](figure, pen)
