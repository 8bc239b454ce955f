"""What lies over a drawn phone: frame = here, hand = press here, number = order, and callouts."""

from classroom.kit.drawing import BLUE, PAPER, Anchor, Pen, Point
from classroom.kit.handout.figures.places import Hit
from classroom.kit.handout.sketches import hand, number
from classroom.kit.pdf.lines import wrap

CALLOUT_WIDTH = 136.0
CALLOUT_SIZE, CALLOUT_LEADING = 18.0, 25.0
TALL, NARROW, KEY = 50.0, 90.0, 30.0
UPRIGHT, LEANING = (0.5, -26.0), (0.45, -62.0)  # the hand's size and turn


def draw_marks(pen: Pen, hits: list[Hit]) -> None:
    """Draw all frames first, then numbers and hands, so that none is hidden."""
    for hit in hits:
        box = (hit.x - 1, hit.y - 1, hit.w + 2, hit.h + 2)
        pen.box(*box, r=9, stroke=PAPER, thick=7)
        pen.box(*box, r=9, stroke=BLUE, thick=3.6)
    for hit in hits:
        for mark in hit.cell.marks:
            if mark.isdigit():
                number(pen, (hit.x - 3, hit.y), mark)
            elif mark == "tap":
                hand(pen, _fingertip(hit), *(LEANING if hit.leans else UPRIGHT))


def _fingertip(hit: Hit) -> Point:
    """Choose a place at the lower right that leaves the name free."""
    if hit.leans:
        across, down = (0.78, 0.92) if min(hit.w, hit.h) > KEY else (0.7, 0.6)
        return (hit.x + hit.w * across, hit.y + hit.h * down)
    if hit.h > TALL:
        return (hit.x + hit.w, hit.y + hit.h * 0.62)
    across = 0.9 if hit.w < NARROW else 0.84
    return (hit.x + hit.w * across, hit.y + hit.h * 0.8)


def draw_callouts(pen: Pen, hits: list[Hit], right_edge: float, total: float) -> None:
    """Write the explanations beside the phone, each led to its place by a line."""
    for side in ("left", "right"):
        floor = 4.0
        beside = [hit for hit in hits if hit.cell.side == side]
        for hit in sorted(beside, key=lambda hit: hit.y + hit.h / 2):
            lines = wrap(hit.cell.callout, CALLOUT_SIZE, CALLOUT_WIDTH, bold=True)
            high = CALLOUT_LEADING * len(lines) + 8
            top = max(floor, min(hit.y + hit.h / 2 - high / 2, total - high))
            floor = top + high + 8
            if side == "left":
                _callout(pen, lines, (138, top), (hit.x, hit.y + hit.h / 2), -6)
            else:
                end = (hit.x + hit.w, hit.y + hit.h / 2)
                _callout(pen, lines, (right_edge + 20, top), end, 6)


def _callout(pen: Pen, lines: tuple[str, ...], at: Point, end: Point, aside: float) -> None:
    x, top = at
    half = (CALLOUT_LEADING * len(lines) + 8) / 2
    pen.way([(x, top + half), end], stroke=BLUE, thick=2)
    pen.disc(*end, 4, fill=BLUE, stroke=PAPER)
    for i, line in enumerate(lines):
        y = top + 22 + CALLOUT_LEADING * i
        anchor: Anchor = "end" if aside < 0 else "start"
        pen.text(x + aside, y, line, CALLOUT_SIZE, bold=True, anchor=anchor)
