"""The pen of figures for web pages: plain attributes only, which a strict CSP lets through."""

from collections.abc import Sequence
from html import escape
from typing import Unpack

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
from classroom.kit.handout import figures

DASH, GAP = 2, 2.2  # times the thickness
MARGIN = 14.0  # a hand may reach over the figure's edge
ON_SCREEN = 1.25  # pixels for a point, so that the smallest label has 16


class SvgPen:
    """Collects SVG elements; `key` begins every id, so that a page may hold many drawings."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.clips = 0
        self.out: list[str] = []

    def box(self, x: float, y: float, w: float, h: float, **look: Unpack[BoxLook]) -> None:
        r = f' rx="{look["r"]:g}"' if look.get("r") else ""
        self.out.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"{r}{_look(look)}/>',
        )

    def disc(self, x: float, y: float, r: float, **look: Unpack[ShapeLook]) -> None:
        self.out.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}"{_look(look)}/>')

    def way(self, points: Sequence[Point], **look: Unpack[WayLook]) -> None:
        way = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        end = "Z" if look.get("close") else ""
        full = WayLook(**{"stroke": INK, **look})
        rounded = ' stroke-linecap="round" stroke-linejoin="round"' if full["stroke"] else ""
        self.out.append(f'<path d="M{way}{end}"{rounded}{_look(full)}/>')

    def arc(self, at: Point, r: float, start: float, sweep: float, **look: Unpack[ArcLook]) -> None:
        stroke, thick = look.get("stroke", INK), look.get("thick", 1)
        self.way(arc_points(at, r, start, sweep), stroke=stroke, thick=thick)

    def text(self, x: float, y: float, words: str, size: float, **look: Unpack[TextLook]) -> None:
        weight = ' font-weight="700"' if look.get("bold") else ""
        anchor = look.get("anchor", "start")
        placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.out.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size:.4g}" '
            f'fill="{look.get("fill", INK)}"{placed}{weight}>{escape(words)}</text>',
        )

    def clip(self, x: float, y: float, w: float, h: float) -> None:
        self.clips += 1
        name = f"{self.key}-clip-{self.clips}"
        box = f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}"/>'
        self.out.append(f'<clipPath id="{name}">{box}</clipPath><g clip-path="url(#{name})">')

    def unclip(self) -> None:
        self.out.append("</g>")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _look(look: BoxLook | ShapeLook | WayLook) -> str:
    stroke, thick = look.get("stroke"), look.get("thick", 1)
    text = f' fill="{look.get("fill") or "none"}"'
    if stroke:
        text += f' stroke="{stroke}" stroke-width="{thick:.4g}"'
        if look.get("dash"):
            text += f' stroke-dasharray="{thick * DASH:.4g} {thick * GAP:.4g}"'
    return text


def figure_svg(figure: figures.Figure, key: str) -> str:
    """Return the figure as inline SVG with its name and its description for people who hear it."""
    wide, high = figures.size(figure)
    pen = SvgPen(key)
    figures.draw(figure, pen)
    wide, high = wide + 2 * MARGIN, high + MARGIN
    return (
        f'<svg class="handout-drawing" role="img" aria-labelledby="{key}-name {key}-words" '
        f'viewBox="{-MARGIN:g} 0 {_n(wide)} {_n(high)}" '
        f'width="{wide * ON_SCREEN:.0f}" height="{high * ON_SCREEN:.0f}">'
        f'<title id="{key}-name">{escape(figures.name_of(figure))}</title>'
        f'<desc id="{key}-words">{escape(figures.alt(figure))}</desc>'
        f"{''.join(pen.out)}</svg>"
    )
