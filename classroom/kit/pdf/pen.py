"""The pen of figures for paper."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Unpack

from reportlab.lib.colors import HexColor

from classroom.kit.drawing import (
    INK,
    ArcLook,
    BoxLook,
    Point,
    ShapeLook,
    TextLook,
    WayLook,
    arc_points,
)
from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.fonts import chain

ROUND = 1
DASH, GAP = 2, 2.2  # times the thickness


class PdfPen:
    """Draws on a canvas inside a picture of this height whose bottom left corner is given."""

    def __init__(self, canvas: PaperCanvas, left: float, bottom: float, height: float) -> None:
        self.canvas, self.left, self.top = canvas, left, bottom + height

    def box(self, x: float, y: float, w: float, h: float, **look: Unpack[BoxLook]) -> None:
        """Draw a box whose top left corner is x, y."""
        how = self._take(look, dash=look.get("dash", False))
        corner = (self.left + x, self.top - y - h)
        if r := look.get("r", 0):
            self.canvas.roundRect(*corner, w, h, min(r, w / 2, h / 2), **how)
        else:
            self.canvas.rect(*corner, w, h, **how)

    def disc(self, x: float, y: float, r: float, **look: Unpack[ShapeLook]) -> None:
        """Draw a disc round x, y."""
        self.canvas.circle(self.left + x, self.top - y, r, **self._take(look))

    def way(self, points: Sequence[Point], **look: Unpack[WayLook]) -> None:
        """Draw straight strokes from point to point, with round ends and corners."""
        look.setdefault("stroke", INK)
        how = self._take(look, dash=look.get("dash", False))
        self.canvas.setLineCap(ROUND)
        self.canvas.setLineJoin(ROUND)
        path = self.canvas.beginPath()
        for number, (x, y) in enumerate(points):
            draw = path.lineTo if number else path.moveTo
            draw(self.left + x, self.top - y)
        if look.get("close"):
            path.close()
        self.canvas.drawPath(path, **how)

    def arc(self, at: Point, r: float, start: float, sweep: float, **look: Unpack[ArcLook]) -> None:
        """Draw a part of a circle; degrees, clockwise from three o'clock."""
        self.way(
            arc_points(at, r, start, sweep),
            stroke=look.get("stroke", INK),
            thick=look.get("thick", 1),
        )

    def text(self, x: float, y: float, words: str, size: float, **look: Unpack[TextLook]) -> None:
        """Write one line whose base line is y."""
        fonts = chain(bold=look.get("bold", False))
        back = {"start": 0.0, "middle": 0.5, "end": 1.0}[look.get("anchor", "start")]
        start = self.left + x - back * fonts.width(words, size)
        self.canvas.setFillColor(_colour(look.get("fill", INK)))
        self.canvas.write((start, self.top - y), words, size, fonts)

    def clip(self, x: float, y: float, w: float, h: float) -> None:
        """Show only what falls inside this box, until `unclip`."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(self.left + x, self.top - y - h, w, h)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def unclip(self) -> None:
        """End the last `clip`."""
        self.canvas.restoreState()

    def _take(self, look: ShapeLook, *, dash: bool = False) -> dict[str, int]:
        """Take up the colours, and say whether to fill and to stroke."""
        fill, stroke, thick = look.get("fill"), look.get("stroke"), look.get("thick", 1)
        if fill:
            self.canvas.setFillColor(_colour(fill))
        if stroke:
            self.canvas.setStrokeColor(_colour(stroke))
            self.canvas.setLineWidth(thick)
            self.canvas.setDash([thick * DASH, thick * GAP] if dash else [])
        return {"fill": int(bool(fill)), "stroke": int(bool(stroke))}


@cache
def _colour(code: str) -> Any:
    return HexColor(code)
