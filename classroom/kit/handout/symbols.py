"""Small symbols drawn by us: nobody's logo and nobody's icon."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin

from classroom.kit.drawing import INK, Pen, Point, turned


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line in a field of 24 × 24, the top left corner at 0, 0."""

    points: tuple[Point, ...]
    thick: float = 2
    close: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle in the same field."""

    x: float
    y: float
    r: float
    solid: bool = False


Symbol = tuple[Stroke | Dot, ...]


def _closed(*points: Point) -> Stroke:
    return Stroke(points, close=True)


def _line(*points: Point, thick: float = 2) -> Stroke:
    return Stroke(points, thick)


def _teeth() -> Symbol:
    angles = [i * pi / 4 for i in range(8)]
    return tuple(
        _line(*((12 + r * cos(a), 12 + r * sin(a)) for r in (6.5, 9.5)), thick=3.4) for a in angles
    )


SYMBOLS: Mapping[str, Symbol] = {
    "電話": (
        _line((6, 5), (5.5, 9), (8, 14), (12, 18), (17, 20), thick=4),
        _line((5, 6), (8, 6), thick=5),
        _line((17, 17), (19, 19), thick=5),
    ),
    "メール": (
        _closed((2.5, 5), (21.5, 5), (21.5, 19), (2.5, 19)),
        _line((3, 6), (12, 13), (21, 6)),
    ),
    "カメラ": (
        _closed((2, 7), (7, 7), (9, 4), (15, 4), (17, 7), (22, 7), (22, 19), (2, 19)),
        Dot(12, 13, 3.6),
    ),
    "写真": (
        _closed((2, 4), (22, 4), (22, 20), (2, 20)),
        _line((3, 18), (9, 11), (13, 15), (16, 12), (21, 18)),
        Dot(16, 8, 1.4, solid=True),
    ),
    "設定": (Dot(12, 12, 3), Dot(12, 12, 6.5), *_teeth()),
    "地図": (
        _closed((12, 22), (6, 13), (5, 8), (8, 4), (12, 2.5), (16, 4), (19, 8), (18, 13)),
        Dot(12, 9, 2),
    ),
    "時計": (Dot(12, 12, 9.5), _line((12, 6), (12, 12), (16, 14))),
    "身分証": (
        _closed((2, 5), (22, 5), (22, 19), (2, 19)),
        Dot(8, 10.5, 2.2, solid=True),
        _line((4.8, 16.5), (6, 14.4), (10, 14.4), (11.2, 16.5)),
        _line((14, 10), (19, 10)),
        _line((14, 14), (19, 14)),
    ),
    "ストア": (
        _closed((4, 8), (20, 8), (21, 21), (3, 21)),
        _line((8, 8), (8.5, 4.5), (12, 3), (15.5, 4.5), (16, 8)),
    ),
    "ホーム": (
        _line((3, 12), (12, 4), (21, 12)),
        _line((6, 11), (6, 20), (18, 20), (18, 11)),
    ),
    "さがす": (Dot(10, 10, 6.5), _line((15, 15), (21, 21), thick=3)),
    "防災": (
        _closed((12, 2.5), (20, 6), (19, 14), (12, 21.5), (5, 14), (4, 6)),
        _line((12, 7), (12, 13), thick=2.6),
        Dot(12, 16.4, 0.6, solid=True),
    ),
    "数字": tuple(Dot(x, y, 1.8, solid=True) for y in (4, 12, 20) for x in (4, 12, 20)),
    "マイク": (
        _closed((9, 5), (10.5, 3), (13.5, 3), (15, 5), (15, 11), (13.5, 13), (10.5, 13), (9, 11)),
        _line((5.5, 10), (6.5, 14), (9, 16.5), (15, 16.5), (17.5, 14), (18.5, 10)),
        _line((12, 16.5), (12, 21)),
        _line((8, 21), (16, 21)),
    ),
    "通知": (
        _closed((4, 17), (6.5, 14), (7, 8), (10, 4.5), (14, 4.5), (17, 8), (17.5, 14), (20, 17)),
        _line((10, 20.5), (14, 20.5), thick=2.6),
        _line((12, 2.5), (12, 4.5)),
    ),
    "メッセージ": (
        _closed((2, 4), (22, 4), (22, 17), (12, 17), (6, 21.5), (6, 17), (2, 17)),
        _line((6.5, 8.5), (17.5, 8.5)),
        _line((6.5, 12.5), (14, 12.5)),
    ),
    "Wi-Fi": (
        _line((2, 9), (7, 5.8), (12, 4.8), (17, 5.8), (22, 9), thick=2.6),
        _line((5.5, 13), (9, 10.8), (12, 10.2), (15, 10.8), (18.5, 13), thick=2.6),
        _line((9, 17), (12, 15.4), (15, 17), thick=2.6),
        Dot(12, 20.2, 1, solid=True),
    ),
    "ネット": (
        Dot(12, 12, 9.5),
        _line((2.5, 12), (21.5, 12)),
        _line((12, 2.5), (8.4, 7), (7.6, 12), (8.4, 17), (12, 21.5)),
        _line((12, 2.5), (15.6, 7), (16.4, 12), (15.6, 17), (12, 21.5)),
    ),
    "もどる": (_line((15.5, 4), (7.5, 12), (15.5, 20), thick=2.6),),
    "すすむ": (_line((8.5, 4), (16.5, 12), (8.5, 20), thick=2.6),),
    "鉛筆": (
        _line((13, 4), (4, 4), (4, 20), (20, 20), (20, 11)),
        _closed((9, 12), (18.5, 2.5), (21.5, 5.5), (12, 15), (8.5, 15.5)),
    ),
    "送る": (_closed((3, 4), (21, 12), (3, 20), (6, 12)), _line((6, 12), (13, 12))),
    "消す": (
        _closed((8, 6), (21, 6), (21, 18), (8, 18), (2, 12)),
        _line((11.5, 9.5), (16.5, 14.5)),
        _line((16.5, 9.5), (11.5, 14.5)),
    ),
    "チェック": (_line((3, 12), (9, 19), (21, 4), thick=4),),
}


def draw_symbol(pen: Pen, name: str, at: Point, scale: float = 1, colour: str = INK) -> None:
    """Draw a symbol in a field of 24 × 24; an unknown name shows its first character."""
    x, y = at
    if name not in SYMBOLS:
        look = (x + 12 * scale, y + 18 * scale, name[:1], 17 * scale)
        pen.text(*look, bold=True, fill=colour, anchor="middle")
    for mark in SYMBOLS.get(name, ()):
        if isinstance(mark, Dot):
            fill = colour if mark.solid else None
            centre = (x + mark.x * scale, y + mark.y * scale)
            pen.disc(*centre, mark.r * scale, fill=fill, stroke=colour, thick=2 * scale)
        else:
            points = turned(mark.points, at, scale)
            pen.way(points, stroke=colour, thick=mark.thick * scale, close=mark.close)
