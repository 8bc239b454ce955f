"""Lines that run down the page, from right to left: 縦書き."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.chain import CLUSTER, Chain, Run
from classroom.kit.pdf.fonts import font
from classroom.kit.pdf.lines import lines_of
from classroom.kit.pdf.paper import MissingGlyph

BASE = 0.88  # of the size: from the top of a character's square to its base line
SPACE = 0.5
CACHED_TEXTS = 4096
# Latin letters and long numbers lie on their side; one or two digits stand side by side.
PIECE = re.compile(
    r"(?P<across>(?<![0-9A-Za-z])[0-9]{1,2}(?![0-9A-Za-z]))"
    r"|(?P<sideways>[!-~\u00a1-\u058f\u1e00-\u1eff][ -~\u00a1-\u058f\u1e00-\u1eff]*"
    r"(?<! )|[!-~])"
    rf"|(?P<space> )|(?P<upright>{CLUSTER.pattern})",
    re.DOTALL,
)


class Way(Enum):
    """How a piece stands in its column: each way is the group of PIECE that finds it."""

    UPRIGHT = auto()
    ACROSS = auto()
    SIDEWAYS = auto()
    SPACE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A character, or words that are turned together."""

    way: Way
    text: str

    def length(self, fonts: Chain) -> float:
        """How far down the next piece is, in units of the size."""
        if self.way is Way.SIDEWAYS:
            return fonts.width(self.text, 1)
        return SPACE if self.way is Way.SPACE else 1.0


@lru_cache(CACHED_TEXTS)
def pieces(text: str) -> tuple[Piece, ...]:
    """Cut a text into what stands upright and what is turned."""
    return tuple(
        Piece(Way[(found.lastgroup or "upright").upper()], found.group())
        for found in PIECE.finditer(text)
    )


def length_of(text: str, size: float, fonts: Chain) -> float:
    """Measure a column in points."""
    return sum(piece.length(fonts) for piece in pieces(text)) * size


def columns(text: str, size: float, room: float, fonts: Chain) -> tuple[str, ...]:
    """Cut a text into columns no longer than `room` points, by the rules of 禁則."""
    spans = lines_of(text, lambda start, end: length_of(text[start:end], size, fonts), room)
    return tuple(text[start:end].strip() for start, end in spans)


def draw_column(
    canvas: PaperCanvas, at: tuple[float, float], text: str, size: float, fonts: Chain
) -> float:
    """Draw a column downward from a point, its middle on the point's x; give the y of its end."""
    middle, y = at
    for piece in pieces(text):
        if piece.way is Way.SIDEWAYS:
            _draw_sideways(canvas, (middle, y), piece.text, size, fonts)
        elif piece.way is not Way.SPACE:
            _draw_square(canvas, (middle, y), piece.text, size, fonts)
        y -= piece.length(fonts) * size
        for char in fonts.missing(piece.text):
            canvas.missing[MissingGlyph(text, char)] = None
    return y


def _draw_square(
    canvas: PaperCanvas, at: tuple[float, float], text: str, size: float, fonts: Chain
) -> None:
    """Draw one character, or two digits side by side, in a square of the size."""
    middle, top = at
    runs = fonts.runs(text)
    wide = sum(run.width for run in runs)
    size_of_it = size / max(wide, 1)
    x = middle - wide * size_of_it / 2
    for run in runs:
        canvas.setFont(run.font, size_of_it)
        canvas.drawString(x, top - BASE * size, _turned(run))
        x += run.width * size_of_it


def _turned(run: Run) -> str:
    return font(run.font).vertical(run.text) if len(run.text) == 1 else run.text


def _draw_sideways(
    canvas: PaperCanvas, at: tuple[float, float], text: str, size: float, fonts: Chain
) -> None:
    """Draw words turned a quarter to the right, their letters in the middle of the column."""
    canvas.saveState()
    canvas.translate(at[0] - size * (BASE - 0.5), at[1])
    canvas.rotate(-90)
    canvas.write((0, 0), text, size, fonts)
    canvas.restoreState()
