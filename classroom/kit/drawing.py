"""One set of strokes for every picture: a figure drawn once goes to paper and to a web page."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, hypot, radians, sin
from typing import Literal, Protocol, TypedDict, Unpack

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK = "#111418"
SOFT = "#4a525c"
LINE = "#8a939e"
PALE = "#eef1f4"
PAPER = "#ffffff"
BODY = "#d5dae0"
BLUE = "#0b3d91"
AMBER = "#ffe08a"
SKIN = "#fdeedd"

DEGREES_PER_CHORD = 12


def for_excel(colour: str) -> str:
    """Write a colour of ours as a workbook wants it."""
    return colour.removeprefix("#").upper()


class ShapeLook(TypedDict, total=False):
    """How a closed shape looks: colours as `#rrggbb`, none where absent; `thick` in points (1)."""

    fill: str | None
    stroke: str | None
    thick: float


class BoxLook(ShapeLook, total=False):
    """How a box looks: `r` is the radius of its corners in points (0)."""

    r: float
    dash: bool


class WayLook(ShapeLook, total=False):
    """How a way looks; its stroke is INK unless another, or None, is given."""

    close: bool
    dash: bool


class ArcLook(TypedDict, total=False):
    """How an arc looks: INK and one point thick unless said."""

    stroke: str
    thick: float


class TextLook(TypedDict, total=False):
    """How words look: regular, INK, and starting at the point given unless said."""

    bold: bool
    fill: str
    anchor: Anchor


class Pen(Protocol):
    """What figures draw with. Points of 1/72 inch; x grows to the right and y downwards."""

    def box(self, x: float, y: float, w: float, h: float, **look: Unpack[BoxLook]) -> None:
        """Draw a box whose top left corner is x, y."""

    def disc(self, x: float, y: float, r: float, **look: Unpack[ShapeLook]) -> None:
        """Draw a disc round x, y."""

    def way(self, points: Sequence[Point], **look: Unpack[WayLook]) -> None:
        """Draw straight strokes from point to point, with round ends and corners."""

    def arc(self, at: Point, r: float, start: float, sweep: float, **look: Unpack[ArcLook]) -> None:
        """Draw a part of a circle; degrees, clockwise from three o'clock."""

    def text(self, x: float, y: float, words: str, size: float, **look: Unpack[TextLook]) -> None:
        """Write one line whose base line is y."""

    def clip(self, x: float, y: float, w: float, h: float) -> None:
        """Show only what falls inside this box, until `unclip`."""

    def unclip(self) -> None:
        """End the last `clip`."""


def arc_points(at: Point, r: float, start: float, sweep: float) -> list[Point]:
    """Give the corners of a many-sided line that passes for an arc; degrees as in `Pen.arc`."""
    steps = max(4, ceil(abs(sweep) / DEGREES_PER_CHORD))
    angles = (radians(start + sweep * step / steps) for step in range(steps + 1))
    return [(at[0] + r * cos(angle), at[1] + r * sin(angle)) for angle in angles]


def turned(points: Sequence[Point], at: Point, scale: float = 1, degrees: float = 0) -> list[Point]:
    """Take points drawn round 0, 0, made larger, turned clockwise and put round `at`."""
    along, across = cos(radians(degrees)) * scale, sin(radians(degrees)) * scale
    return [(at[0] + x * along - y * across, at[1] + x * across + y * along) for x, y in points]


def dotted(points: Sequence[Point], gap: float) -> Iterator[Point]:
    """Give dots along a line, `gap` apart, for a pen that has no dotted line."""
    for (x0, y0), (x1, y1) in pairwise(points):
        count = max(1, round(hypot(x1 - x0, y1 - y0) / gap))
        for step in range(count):
            yield (x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count)
