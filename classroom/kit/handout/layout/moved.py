"""A pen inside another: the same strokes, moved and made larger or smaller."""

from collections.abc import Sequence
from typing import Unpack

from classroom.kit.drawing import ArcLook, BoxLook, Pen, Point, ShapeLook, TextLook, WayLook


class Moved:
    """Draws with `pen`, its own 0, 0 at x, y and its points `scale` times as large."""

    def __init__(self, pen: Pen, x: float, y: float, scale: float = 1) -> None:
        self.pen, self.x, self.y, self.scale = pen, x, y, scale

    def box(self, x: float, y: float, w: float, h: float, **look: Unpack[BoxLook]) -> None:
        k = self.scale
        if "r" in look:
            look["r"] *= k
        look["thick"] = look.get("thick", 1) * k
        self.pen.box(*self._at(x, y), w * k, h * k, **look)

    def disc(self, x: float, y: float, r: float, **look: Unpack[ShapeLook]) -> None:
        look["thick"] = look.get("thick", 1) * self.scale
        self.pen.disc(*self._at(x, y), r * self.scale, **look)

    def way(self, points: Sequence[Point], **look: Unpack[WayLook]) -> None:
        look["thick"] = look.get("thick", 1) * self.scale
        self.pen.way([self._at(*point) for point in points], **look)

    def arc(self, at: Point, r: float, start: float, sweep: float, **look: Unpack[ArcLook]) -> None:
        look["thick"] = look.get("thick", 1) * self.scale
        self.pen.arc(self._at(*at), r * self.scale, start, sweep, **look)

    def text(self, x: float, y: float, words: str, size: float, **look: Unpack[TextLook]) -> None:
        self.pen.text(*self._at(x, y), words, size * self.scale, **look)

    def clip(self, x: float, y: float, w: float, h: float) -> None:
        self.pen.clip(*self._at(x, y), w * self.scale, h * self.scale)

    def unclip(self) -> None:
        self.pen.unclip()

    def _at(self, x: float, y: float) -> Point:
        return (self.x + x * self.scale, self.y + y * self.scale)
