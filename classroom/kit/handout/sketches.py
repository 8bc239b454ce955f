"""Drawn by hand in numbers: hands, arrows, waves, cards, torn edges. Nobody's design."""

from math import atan2, cos, degrees, pi, sin

from classroom.kit.drawing import BLUE, BODY, INK, LINE, PALE, PAPER, SKIN, SOFT, Pen, Point, turned

Limb = tuple[list[Point], float]
# A hand is a bundle of thick round strokes and a palm; its first tip is at 0, 0, pointing up.
POINTING: list[Limb] = [
    ([(0, 9), (0, 66)], 19),
    ([(19, 56), (19, 82)], 18),
    ([(36, 61), (36, 86)], 17),
    ([(51, 68), (51, 88)], 15),
    ([(-21, 66), (-6, 92)], 18),
    ([(22, 110), (24, 150)], 46),
]
PINCHING: list[Limb] = [
    ([(0, 8), (8, 40), (16, 72)], 18),
    ([(30, 52), (33, 82)], 18),
    ([(47, 58), (48, 86)], 17),
    ([(61, 67), (60, 88)], 15),
    ([(-52, 62), (-30, 84), (0, 100)], 19),
    ([(30, 112), (32, 150)], 46),
]
PALM: list[Point] = [(-8, 66), (57, 72), (57, 102), (44, 126), (4, 126), (-12, 94)]
PINCH_PALM: list[Point] = [(8, 68), (66, 74), (66, 104), (52, 128), (12, 128), (-8, 100)]
KNUCKLES: list[list[Point]] = [[(9.5, 62), (9.5, 82)], [(28, 68), (28, 86)], [(44, 74), (44, 88)]]
CUFF: list[Point] = [(-4, 142), (50, 140), (52, 164), (-2, 166)]
OUTLINE = 2.2
SAMPLE_WIDTH = 140.0  # a smaller card has no room for the word 見本


def hand(pen: Pen, tip: Point, scale: float = 0.5, angle: float = -24) -> None:
    """Draw a hand that presses with its first finger at `tip`."""
    _hand(pen, tip, scale, angle, (POINTING, PALM, 0))


def pinching_hand(pen: Pen, tip: Point, scale: float = 0.5, angle: float = 0) -> None:
    """Draw a hand that touches with two fingers, the first at `tip`."""
    _hand(pen, tip, scale, angle, (PINCHING, PINCH_PALM, 10))


def _hand(
    pen: Pen,
    tip: Point,
    scale: float,
    angle: float,
    shape: tuple[list[Limb], list[Point], float],
) -> None:
    limbs, palm, aside = shape

    def placed(points: list[Point]) -> list[Point]:
        return turned(points, tip, scale, angle)

    pen.way(placed(palm), thick=2 * OUTLINE, fill=INK, close=True)
    for points, wide in limbs:
        pen.way(placed(points), thick=wide * scale + 2 * OUTLINE)
    pen.way(placed(palm), stroke=SKIN, thick=0.5, fill=SKIN, close=True)
    for points, wide in limbs:
        pen.way(placed(points), stroke=SKIN, thick=wide * scale)
    for gap in KNUCKLES:
        pen.way(placed([(x + aside, y) for x, y in gap]), thick=1.2)
    pen.way(placed([(0, 5), (aside / 10, 11)]), stroke=PAPER, thick=9 * scale)
    cuff = [(x + aside * 0.8, y) for x, y in CUFF]
    pen.way(placed(cuff), thick=1.8, fill=BLUE, close=True)


def arrow(pen: Pen, start: Point, end: Point, thick: float = 6) -> None:
    way = atan2(end[1] - start[1], end[0] - start[0])
    head = thick * 2.1
    neck = (end[0] - head * cos(way), end[1] - head * sin(way))
    pen.way([start, neck], stroke=BLUE, thick=thick)
    tip: list[Point] = [(0, 0), (-head * 1.15, -head * 0.75), (-head * 1.15, head * 0.75)]
    pen.way(turned(tip, end, 1, degrees(way)), stroke=BLUE, thick=1, fill=BLUE, close=True)


def burst(pen: Pen, at: Point, r: float) -> None:
    """Draw short rays above a finger that taps."""
    for k in range(5):
        angle = pi * (1.05 + 0.225 * k)
        rays = [(at[0] + far * cos(angle), at[1] + far * sin(angle)) for far in (r, r * 1.7)]
        pen.way(rays, stroke=BLUE, thick=3)


def waves(pen: Pen, at: Point, r: float = 10) -> None:
    """Draw three arcs upwards from `at`: something is being read."""
    for k in range(3):
        pen.arc(at, r * (1 + 0.75 * k), 210, 120, stroke=BLUE, thick=3)


def number(pen: Pen, at: Point, digit: str, r: float = 12) -> None:
    """Draw a white digit on a dark disc with a white rim."""
    pen.disc(*at, r + 2, fill=PAPER)
    pen.disc(*at, r, fill=BLUE)
    pen.text(at[0], at[1] + r * 0.5, digit, r * 1.4, bold=True, fill=PAPER, anchor="middle")


def torn_edge(pen: Pen, left: float, right: float, y: float, beyond: float) -> None:
    """Draw a torn edge: the phone goes on beyond it (`beyond` is +6 below, -6 above)."""
    teeth = 14
    step = (right - left) / teeth
    crest = [(left + step * i, y + (3.5 if i % 2 else -3.5)) for i in range(teeth + 1)]
    hidden = [*crest, (right, y + beyond), (left, y + beyond)]
    pen.way(hidden, stroke=None, fill=PAPER, close=True)
    pen.way(crest, stroke=LINE, thick=1.5)


def tick(pen: Pen, at: Point, size: float, thick: float, colour: str = BLUE) -> None:
    """Draw a check mark round `at`; `size` is half its width."""
    shape: list[Point] = [(-1, 0), (-0.25, 0.8), (1.1, -0.9)]
    pen.way(turned(shape, at, size), stroke=colour, thick=thick)


def code_sketch(pen: Pen, at: Point, size: float) -> None:
    """Draw what looks like a two-dimensional code, means nothing and cannot be read."""
    n = 13
    k = size / n
    x, y = at
    pen.box(x - k, y - k, size + 2 * k, size + 2 * k, r=2, fill=PAPER)
    for cx, cy in ((0, 0), (n - 5, 0), (0, n - 5)):
        pen.box(x + (cx + 0.5) * k, y + (cy + 0.5) * k, 4 * k, 4 * k, stroke=INK, thick=k)
        pen.box(x + (cx + 2) * k, y + (cy + 2) * k, k, k, fill=INK)
    ends = (*range(6), *range(n - 6, n))
    corners = {(i, j) for i in ends for j in ends if min(i, j) < n - 6}
    for i in range(n):
        for j in range(n):
            if (i, j) not in corners and (i * 7 + j * 11 + i * j) % 3 == 0:
                pen.box(x + i * k, y + j * k, k, k, fill=INK)


def id_card(pen: Pen, at: Point, w: float, title: str = "マイナンバーカード") -> None:
    """Draw a card of nobody's design: a face, three lines, the word 見本. Its height is 0.63 w."""
    x, y = at
    h = w * 0.63
    pen.box(x, y, w, h, r=9, fill=PAPER, stroke=INK, thick=2.2)
    pen.box(x + 2, y + 2, w - 4, h * 0.2, r=7, fill=PALE)
    if title:
        size = min(15, (w - 20) / len(title) * 1.02)
        pen.text(x + 10, y + h * 0.165, title, size, bold=True)
    pen.box(x + 10, y + h * 0.3, w * 0.26, h * 0.56, r=3, fill=PALE, stroke=LINE)
    face(pen, (x + 10 + w * 0.13, y + h * 0.5), w * 0.058)
    for i, long in enumerate((0.36, 0.5, 0.44)):
        level = y + h * (0.4 + 0.15 * i)
        pen.way([(x + w * 0.4, level), (x + w * (0.4 + long), level)], stroke=LINE, thick=4)
    if w > SAMPLE_WIDTH:
        pen.text(x + w - 10, y + h - 9, "見本", 13, fill=SOFT, anchor="end")


def face(pen: Pen, at: Point, r: float) -> None:
    """Draw a head and shoulders; `r` is the head's radius."""
    pen.disc(*at, r, fill=SOFT)
    shoulders: list[Point] = [(-1.64, 3.7), (-1.2, 2.15), (0, 1.6), (1.2, 2.15), (1.64, 3.7)]
    pen.way(turned(shoulders, at, r), stroke=SOFT, fill=SOFT, close=True)


def back_of_phone(pen: Pen, at: Point, w: float, h: float) -> None:
    """Draw a phone from behind, its two lenses in a corner."""
    x, y = at
    pen.box(x, y, w, h, r=15, fill=BODY, stroke=INK, thick=2.2)
    pen.box(x + 9, y + 9, 30, 34, r=9, fill=PAPER, stroke=INK, thick=1.4)
    for down in (19, 33):
        pen.disc(x + 24, y + down, 5.5, fill=SOFT, stroke=INK)
