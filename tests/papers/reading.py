"""Reads a PDF of ours: the words and lines of each page, where they stand and on what.

It knows the operators that ReportLab writes and no others; an unknown one is an error.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Any

from pypdf import PdfReader

from tests.papers.page_parts import Box, Colour, Run, Sheet

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
WHITE: Colour = (1, 1, 1)
BLACK: Colour = (0, 0, 0)
SAME: Matrix = (1, 0, 0, 1, 0, 0)
# How far ink reaches from the base line, of the size; kanji reach a little further, but touching
# by a hair is not overlapping.
INK_BELOW, INK_ABOVE = 0.06, 0.76
TOKEN = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>|/[^\s/<>\[\]()]+|[^\s/<>\[\]()]+", re.DOTALL
)
SHOWN = re.compile(rb"(/\S+) \S+ Tf|(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f]*>) Tj", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
PATH = frozenset(("m", "l", "c", "h", "re"))
PAINT = frozenset(("S", "s", "f", "f*", "B", "B*", "b", "b*", "n"))
WITHOUT_PLACE = frozenset(("BT", "ET", "T*", "TL", "G", "RG", "w", "j", "J", "d", "M", "gs"))


def sheets_of(pdf: bytes, *, every: int = 1) -> list[Sheet]:
    """Read the pages, or one in so many: about 10 ms a page."""
    fonts: dict[int, _Font] = {}
    return [_Reader(page, fonts).sheet() for page in PdfReader(BytesIO(pdf)).pages[::every]]


def words_of_file(pdf: bytes) -> str:
    """Return all words in the order they were drawn, without white space; much the quicker way."""
    fonts: dict[int, _Font] = {}
    written = "".join(_words_of(page, fonts) for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"\s", "", written)


def _words_of(page: Any, fonts: dict[int, "_Font"]) -> str:
    known, font, out = _fonts_of(page, fonts), None, []
    for name, codes in SHOWN.findall(page.get_contents().get_data()):
        if name:
            font = known[name.decode()]
        elif font:
            out.append(font.read(_string(codes))[0])
    return "".join(out)


class _Font:
    """What a font of ours says of its codes: their characters and widths."""

    def __init__(self, font: Any) -> None:
        (descendant,) = font["/DescendantFonts"]
        _, widths = descendant.get_object()["/W"]
        self.widths = [float(width) / 1000 for width in widths.get_object()]
        found = MAPPED.findall(font["/ToUnicode"].get_object().get_data())
        self.texts = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found
        }

    def read(self, codes: bytes) -> tuple[str, float]:
        """Return the words and their width in units of the size."""
        numbers = [codes[at] * 256 + codes[at + 1] for at in range(0, len(codes), 2)]
        return "".join(self.texts[n] for n in numbers), sum(self.widths[n] for n in numbers)


@dataclass(slots=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix = SAME
    fill: Colour = BLACK
    clip: Box | None = None


@dataclass
class _Reader:
    """Runs the operators of a page that ReportLab writes; any other one is an error."""

    page: Any
    fonts: dict[int, _Font]
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    areas: list[tuple[Box, Colour]] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    path: list[list[Point]] = field(default_factory=list)
    font: _Font | None = None
    size: float = 0
    place: Matrix = SAME
    is_clipping: bool = False

    def __post_init__(self) -> None:
        self.known = _fonts_of(self.page, self.fonts)

    def sheet(self) -> Sheet:
        for token in TOKEN.findall(self.page.get_contents().get_data()):
            if token[:1] in b"(</+-.0123456789":
                self.values.append(token)
            else:
                self.run(token.decode())
                self.values.clear()
        box = self.page.mediabox
        return Sheet(
            Box(*map(float, (box.left, box.bottom, box.right, box.top))),
            tuple(self.runs),
            tuple(self.lines),
        )

    @property
    def numbers(self) -> list[float]:
        return [float(value) for value in self.values]

    def run(self, name: str) -> None:
        """Do what one operator says."""
        if name in PATH:
            self.draw(name)
        elif name in PAINT:
            self.paint(name)
        elif name == "Tf":
            self.font = self.known[self.values[0].decode()]
            self.size = float(self.values[1])
        elif name == "Tm":
            self.place = _matrix(self.numbers)
        elif name == "Tj":
            self.write(_string(self.values[0]))
        elif name not in WITHOUT_PLACE:
            self.set(name)

    def set(self, name: str) -> None:
        """Change what holds for all that is drawn from here on."""
        if name in ("g", "rg"):
            red, *others = self.numbers
            self.state.fill = _colour([red, *others] if others else [red] * 3)
        elif name == "cm":
            self.state.matrix = _times(_matrix(self.numbers), self.state.matrix)
        elif name == "q":
            self.kept.append(replace(self.state))
        elif name == "Q":
            self.state = self.kept.pop()
        else:
            assert name in ("W", "W*"), name
            self.is_clipping = True

    def write(self, codes: bytes) -> None:
        assert self.font is not None
        text, width = self.font.read(codes)
        a, b, c, d, x, y = _times(self.place, self.state.matrix)
        size = self.size
        low, high = -INK_BELOW * size, INK_ABOVE * size
        corners = [
            (a * px + c * py + x, b * px + d * py + y)
            for px in (0.0, width * size)
            for py in (low, high)
        ]
        box = _around(corners)
        scale = (a * a + b * b) ** 0.5
        drawn = Run(
            text,
            box,
            size * scale,
            self.state.fill,
            self.ground(box),
            self.state.clip,
            is_turned=abs(b) > 0.01,
        )
        self.runs.append(drawn)
        self.place = _times((1, 0, 0, 1, width * size, 0), self.place)

    def ground(self, box: Box) -> Colour:
        x, y = box.middle
        spot = Box(x, y, x, y)
        return next((fill for area, fill in reversed(self.areas) if area.holds(spot, 0)), WHITE)

    def draw(self, name: str) -> None:
        values = self.numbers
        if name == "re":
            x, y, w, h = values
            self.path.append([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)])
        elif name == "m":
            self.path.append([_pair(values)])
        elif name == "h":
            self.path[-1].append(self.path[-1][0])
        else:
            self.path[-1].append(_pair(values[-2:]))

    def paint(self, name: str) -> None:
        parts = [[_moved(point, self.state.matrix) for point in part] for part in self.path]
        self.path.clear()
        if self.is_clipping:
            self.state.clip = _around([point for part in parts for point in part])
            self.is_clipping = False
        if name[0] in "fBb":
            self.areas += [(_around(part), self.state.fill) for part in parts]
        if name[0] in "SsBb":
            self.lines += [line for part in parts for line in _straight(part)]


def _fonts_of(page: Any, fonts: dict[int, _Font]) -> dict[str, _Font]:
    """Return the page's fonts by their names on it; each is read once a file."""
    found = {}
    for name, reference in page["/Resources"]["/Font"].items():
        if reference.idnum not in fonts:
            fonts[reference.idnum] = _Font(reference.get_object())
        found[name] = fonts[reference.idnum]
    return found


def _straight(points: Sequence[Point]) -> list[Box]:
    """Give the strokes of a path that run across or down."""
    return [
        _around([one, other])
        for one, other in pairwise(points)
        if abs(one[0] - other[0]) < 0.01 or abs(one[1] - other[1]) < 0.01
    ]


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _pair(values: Sequence[float]) -> Point:
    return values[0], values[1]


def _colour(values: Sequence[float]) -> Colour:
    return values[0], values[1], values[2]


def _matrix(values: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _moved(point: Point, by: Matrix) -> Point:
    a, b, c, d, e, f = by
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does `one` first and `other` after it."""
    a, b, c, d, e, f = one
    return (
        *_turned((a, b), other),
        *_turned((c, d), other),
        *_moved((e, f), other),
    )


def _turned(point: Point, by: Matrix) -> Point:
    return _moved(point, (*by[:4], 0, 0))


def _string(value: bytes) -> bytes:
    if value.startswith(b"<"):
        return bytes.fromhex(value[1:-1].decode())
    return ESCAPED.sub(_unescaped, value[1:-1])


def _unescaped(found: re.Match[bytes]) -> bytes:
    mark = found[1]
    return bytes([int(mark, 8)]) if mark.isdigit() else CONTROLS.get(mark, mark)
