"""Finding room for words in a chart: inside the frame, off the lines, never one on another."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import heapify, heappop
from math import hypot, inf
from typing import Final

from classroom.kit.drawing import Point

Stroke = tuple[Point, Point]
LINE_HEIGHT: Final = 1.25
NARROW: Final = 0.62
NEAR: Final = 1.0
"""Farther than this many letters from its point, a label needs a line that leads to it."""

_ON_A_LINE: Final = 12.0
_ON_THE_GRID: Final = 1.5
_AIR: Final = 0.3
"""Letters of air that words keep from a line."""

_NARROW_KINDS: Final = frozenset({"Na", "H", "N", "A"})


@dataclass(frozen=True, slots=True)
class Box:
    """An area of the picture by its four edges."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether two areas share more than an edge."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: "Box") -> bool:
        """Tell whether an area lies inside this one."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def nearest(self, point: Point) -> Point:
        """Return the place in this area that is nearest to a point."""
        x, y = point
        return (min(max(x, self.left), self.right), min(max(y, self.top), self.bottom))


@dataclass(frozen=True, slots=True)
class Wish:
    """Words to be written as near to a point as there is room."""

    point: Point
    lines: tuple[str, ...]
    letters: float
    kind: str


@dataclass(frozen=True, slots=True)
class Label:
    """Words with their place: `rows` are base line starts; `lead` leads from the point to them."""

    kind: str
    box: Box
    rows: tuple[tuple[float, float, str], ...]
    lead: tuple[Point, Point] | None


def place(
    wishes: Iterable[Wish], frame: Box, strokes: Iterable[Stroke], grid: Iterable[Stroke] = ()
) -> tuple[Label, ...]:
    """Place each label at the nearest free spot, earlier wishes first.

    Words should not cross `strokes`, and had better not cross `grid`. A label for which the frame
    has no room left is not drawn; the table below holds its figure.
    """
    return _place(tuple(wishes), frame, tuple(strokes), tuple(grid))


@lru_cache(maxsize=32)  # the same figures are looked at often: a tenth of the request (`kpi-page`)
def _place(
    wanted: Sequence[Wish], frame: Box, strokes: Sequence[Stroke], grid: Sequence[Stroke]
) -> tuple[Label, ...]:
    points = [wish.point for wish in wanted if wish.kind not in {"goal", "path"}]
    taken = [_around(point, wanted[0].letters * 0.5) for point in points]
    labels: list[Label] = []
    for wish in wanted:
        box = _best(wish, frame, taken, strokes, grid)
        if box is not None:
            taken.append(box)
            labels.append(_label(wish, box))
    return tuple(labels)


def width_of(text: str, letters: float) -> float:
    """Return about how wide a line is, rather too much than too little."""
    units = (
        NARROW if unicodedata.east_asian_width(char) in _NARROW_KINDS else 1.0 for char in text
    )
    return sum(units) * letters


def _best(
    wish: Wish, frame: Box, taken: Sequence[Box], strokes: Sequence[Stroke], grid: Sequence[Stroke]
) -> Box | None:
    """Return the free area that costs least: distance from the point, and lines crossed."""
    wide = max(width_of(line, wish.letters) for line in wish.lines)
    high = LINE_HEIGHT * wish.letters * len(wish.lines)
    best, least = None, inf
    for distance, left, top in _spots(wish, frame, wide, high):
        if distance >= least:  # nearest first: what follows can only cost more
            break
        box = Box(left, top, left + wide, top + high)
        if any(box.overlaps(other) for other in taken):
            continue
        cost = distance + _crossings(box, wish.letters, strokes, grid)
        if cost < least:
            best, least = box, cost
    return best


def _spots(
    wish: Wish, frame: Box, wide: float, high: float
) -> Iterator[tuple[float, float, float]]:
    """Give places on a grid inside the frame, the nearest first: distance, left, top.

    Words stand rather over, under or beside their point than off to a corner.
    """
    x, y = wish.point
    step = wish.letters / 2
    lefts = [
        frame.left + n * step for n in range(int((frame.right - frame.left - wide) / step) + 1)
    ]
    tops = [frame.top + n * step for n in range(int((frame.bottom - frame.top - high) / step) + 1)]
    across = [(left, max(left - x, x - left - wide, 0), abs(left + wide / 2 - x)) for left in lefts]
    down = [(top, max(top - y, y - top - high, 0)) for top in tops]
    spots = [
        ((hypot(beside, over) + off_middle / 8) / wish.letters, left, top)
        for left, beside, off_middle in across
        for top, over in down
    ]
    heapify(spots)  # few of the thousands are looked at
    while spots:
        yield heappop(spots)


def _crossings(
    box: Box, letters: float, strokes: Sequence[Stroke], grid: Sequence[Stroke]
) -> float:
    air = _AIR * letters
    wide = Box(box.left - air, box.top - air / 3, box.right + air, box.bottom + air / 3)
    crossed = _ON_A_LINE * sum(_crosses(stroke, wide) for stroke in strokes)
    return crossed + _ON_THE_GRID * sum(_crosses(stroke, box) for stroke in grid)


def _label(wish: Wish, box: Box) -> Label:
    size = wish.letters
    rows = tuple(
        (box.left, box.top + size * (0.95 + LINE_HEIGHT * number), line)
        for number, line in enumerate(wish.lines)
    )
    end = box.nearest(wish.point)
    far = hypot(end[0] - wish.point[0], end[1] - wish.point[1]) > NEAR * size
    return Label(wish.kind, box, rows, (wish.point, end) if far and wish.kind != "goal" else None)


def _around(point: Point, reach: float) -> Box:
    x, y = point
    return Box(x - reach, y - reach, x + reach, y + reach)


def _crosses(stroke: Stroke, box: Box) -> bool:
    """Tell whether a straight stroke runs through an area (Liang and Barsky's clipping)."""
    (x0, y0), (x1, y1) = stroke
    if (x0 < box.left and x1 < box.left) or (x0 > box.right and x1 > box.right):
        return False
    if (y0 < box.top and y1 < box.top) or (y0 > box.bottom and y1 > box.bottom):
        return False
    enter, leave = 0.0, 1.0
    for start, change, low, high in (
        (x0, x1 - x0, box.left, box.right),
        (y0, y1 - y0, box.top, box.bottom),
    ):
        if not change:
            if not low <= start <= high:
                return False
            continue
        near, far = sorted(((low - start) / change, (high - start) / change))
        enter, leave = max(enter, near), min(leave, far)
    return enter < leave
