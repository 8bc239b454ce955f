"""What a page is built of: pieces of known height, one under another, and lines of prose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from classroom.kit.drawing import BLUE, INK, PAPER, Pen
from classroom.kit.handout.blocks import Words, plain
from classroom.kit.handout.layout.moved import Moved
from classroom.kit.handout.readings import parts, without_readings
from classroom.kit.pdf.lines import lines_of, width_of


@dataclass(frozen=True, slots=True)
class Piece:
    """Something drawn with its top left corner at 0, 0; never parted by a page's end.

    The spaces before and after it vanish at the ends of a page. One that `keeps` stands on the
    same page as the piece after it. One that `has_rule` is parted from the piece above by a line.
    """

    height: float
    draw: Callable[[Pen], None]
    before: float = 0
    after: float = 0
    keeps: bool = False
    has_rule: bool = False

    def with_next(self) -> "Piece":
        """Return the same piece, kept together with the one after it."""
        return replace(self, keeps=True)


@dataclass(frozen=True, slots=True)
class Style:
    """Type size and distance of base lines, in points."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK


BODY_TEXT = Style(20, 31)
RESULT_TEXT = Style(18.5, 28)
NOTE_TEXT = Style(17, 25)
HEAD_2 = Style(26, 36, bold=True, colour=BLUE)
HEAD_3 = Style(22, 32, bold=True)
CELL = Style(18.5, 27)
CELL_HEAD = Style(18.5, 27, bold=True)
TABLE_HEAD = Style(18.5, 27, bold=True, colour=PAPER)
CAP_HEIGHT = 0.74
READING_SIZE, READING_UP = 0.46, 0.9  # of the size of the words under it


def stack(pieces: Sequence[Piece], gap: float) -> Piece:
    """Put pieces under one another as one."""
    tops = [0.0, *accumulate(piece.height + gap for piece in pieces)]

    def draw(pen: Pen) -> None:
        for top, piece in zip(tops, pieces, strict=False):
            piece.draw(Moved(pen, 0, top))

    return Piece(max(0, tops[-1] - gap), draw)


class _Weighted:
    """A text whose characters are regular or bold."""

    def __init__(self, words: Words, style: Style) -> None:
        self.text = plain(words)
        self.bolds = [style.bold or bold for text, bold in words for _ in without_readings(text)]
        self.size = style.size
        self.readings = tuple(_readings_of(words))

    def runs(self, start: int, end: int) -> Iterator[tuple[str, bool]]:
        at = start
        for bold, group in groupby(self.bolds[start:end]):
            long = len(list(group))
            yield self.text[at : at + long], bold
            at += long

    def width(self, start: int, end: int) -> float:
        return sum(width_of(text, self.size, bold=bold) for text, bold in self.runs(start, end))

    def readings_on(self, start: int, end: int) -> Iterator[tuple[float, float, str]]:
        """Give the readings of a line: the middle of the kanji under each, its size and words.

        Where a line ends within them, each line has its share.
        """
        for first, last, reading in self.readings:
            since, until = max(first, start), min(last, end)
            if since < until:
                share = len(reading) / (last - first)
                said = reading[round((since - first) * share) : round((until - first) * share)]
                middle = (self.width(start, since) + self.width(start, until)) / 2
                yield middle, self.size * READING_SIZE, said

    def lines(self, room: float) -> Iterator[tuple[int, int]]:
        at = 0
        for part in self.text.split("\n"):
            first = at

            def measure(start: int, end: int, first: int = first) -> float:
                return self.width(first + start, first + end)

            for start, end in lines_of(part, measure, room):
                yield first + start, first + end
            at += len(part) + 1


def _readings_of(words: Words) -> Iterator[tuple[int, int, str]]:
    """Give each reading with where the words under it begin and end."""
    at = 0
    for part, reading in (piece for text, _ in words for piece in parts(text)):
        if reading:
            yield at, at + len(part), reading
        at += len(part)


def prose(words: Words, style: Style, room: float) -> Piece:
    """Break words between phrases into lines of even length, bold runs inside."""
    text = _Weighted(words, style)
    lines = list(text.lines(room))

    def draw(pen: Pen) -> None:
        for i, (start, end) in enumerate(lines):
            x, y = 0.0, style.leading * i + (style.leading + style.size * CAP_HEIGHT) / 2
            for run, bold in text.runs(start, end):
                pen.text(x, y, run, style.size, bold=bold, fill=style.colour)
                x += width_of(run, style.size, bold=bold)
            for middle, size, said in text.readings_on(start, end):
                left = max(0.0, middle - width_of(said, size) / 2)
                pen.text(left, y - style.size * READING_UP, said, size, fill=style.colour)

    return Piece(style.leading * len(lines), draw)
