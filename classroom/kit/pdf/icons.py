"""The icons of the pages, drawn on paper: the same file, so that a sign is learnt once."""

import xml.etree.ElementTree as ET
from functools import cache
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path

from classroom.core.data import PACKAGE
from classroom.kit.pdf.form import FormPen
from classroom.kit.pdf.paper import MM

SPRITE = PACKAGE / "static" / "icons" / "sprite.svg"
SVG = "{http://www.w3.org/2000/svg}"
GRID = 24.0  # units of the icons' own square
STROKE = 2.0  # units
ROUND = 1  # PDF's round caps and joins


def draw_icon(pen: FormPen, name: str, corner: tuple[float, float], side: float) -> None:
    """Draw an icon in a square of `side` mm whose upper left corner is given in mm.

    Raises KeyError for a name that the file of icons has not.
    """
    scale = side * MM / GRID
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(corner[0] * MM, pen.height - corner[1] * MM)
    canvas.scale(scale, -scale)  # an SVG's y grows downwards
    canvas.setStrokeGray(0)
    canvas.setLineWidth(STROKE)
    canvas.setLineCap(ROUND)
    canvas.setLineJoin(ROUND)
    path = canvas.beginPath()
    for data in _icons()[name]:
        parse_path(data, _PathPen(path))
    canvas.drawPath(path)
    canvas.restoreState()


@cache
def _icons() -> dict[str, tuple[str, ...]]:
    root = ET.parse(SPRITE).getroot()  # noqa: S314  our own file
    return {
        symbol.attrib["id"]: tuple(each.attrib["d"] for each in symbol.iter(f"{SVG}path"))
        for symbol in root.iter(f"{SVG}symbol")
    }


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Turns what the parser of SVG paths says into a path of the canvas."""

    def __init__(self, path: Any) -> None:
        super().__init__(None)
        self.path = path

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  # fontTools' name
        self.path.moveTo(*point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(*point)

    def _curveToOne(  # noqa: N802
        self, one: tuple[float, float], two: tuple[float, float], end: tuple[float, float]
    ) -> None:
        self.path.curveTo(*one, *two, *end)

    def _closePath(self) -> None:  # noqa: N802
        self.path.close()
