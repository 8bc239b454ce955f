"""What the papers for one person are put together from, one look for all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from classroom.core import clock
from classroom.kit.pdf.canvas import PaperCanvas
from classroom.kit.pdf.chain import Chain
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import wrap
from classroom.kit.pdf.paper import A4, MM, Size
from classroom.papers.values import Office
from classroom.rules.era_calendar import wareki
from classroom.rules.telephone import shown

SOFT, STRONG, THIN, SHADE = 0.30, 0.30, 0.70, 0.92
LEFT, RIGHT = 20.0, 190.0
WIDTH = RIGHT - LEFT
FOOT = 288.0
BOTTOM = 280.0
LABEL_WIDTH = 36.0
LEADING = 1.5
ASCENT = 0.86  # of the size: from the top of a line to its base line, as BIZ UD sits
FRAME_PADDING = 4.0
SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)

TITLE = Letters(30, bold=True)
PRINTED = Letters(9, SOFT, align="right")
SENDER = Letters(9, SOFT)


class Block(Protocol):
    """Something as wide as the paper; all in mm."""

    @property
    def height(self) -> float:
        """How far the next one is below its top."""

    def draw(self, pen: FormPen, top: float) -> None:
        """Draw it with its upper edge at `top`."""


@dataclass(frozen=True, slots=True)
class Words:
    """Running text in lines of the width."""

    text: str
    letters: Letters
    left: float = LEFT
    width: float = WIDTH
    leading: float = LEADING

    @property
    def lines(self) -> tuple[str, ...]:
        """The text, cut where Japanese may be."""
        if not self.text:
            return ()
        return wrap(self.text, self.letters.size, self.width * MM, bold=self.letters.bold)

    @property
    def pitch(self) -> float:
        """From one base line to the next."""
        return self.letters.size * self.leading / MM

    @property
    def height(self) -> float:
        return len(self.lines) * self.pitch

    def draw(self, pen: FormPen, top: float) -> None:
        """Draw the lines; each sits in the middle of its pitch."""
        rise = self.letters.size / MM
        base = top + (self.pitch - rise) / 2 + rise * ASCENT
        for number, line in enumerate(self.lines):
            pen.text(self.left, base + number * self.pitch, line, self.letters, self.width)


@dataclass(frozen=True, slots=True)
class Gap:
    """Room between two things."""

    height: float

    def draw(self, pen: FormPen, top: float) -> None:
        """Leave it white."""


@dataclass(frozen=True, slots=True)
class Framed:
    """Blocks in a frame, on grey where `shade` says so: what must be seen first."""

    blocks: tuple[Block, ...]
    shade: float | None = SHADE

    @property
    def height(self) -> float:
        return sum(block.height for block in self.blocks) + 2 * FRAME_PADDING

    def draw(self, pen: FormPen, top: float) -> None:
        """Draw the ground, the frame, and what is inside."""
        if self.shade is not None:
            pen.area(LEFT, top, WIDTH, self.height, self.shade)
        pen.frame(LEFT, top, WIDTH, self.height, grey=STRONG, thick=0.5)
        draw_all(pen, self.blocks, top + FRAME_PADDING)


@dataclass(frozen=True, slots=True)
class Fact:
    """A word at the left, what there is to say of it beside, and a thin line below."""

    label: str
    lines: tuple[str, ...]
    letters: Letters
    columns: int = 1

    @property
    def words(self) -> tuple[Words, ...]:
        room = (WIDTH - LABEL_WIDTH) / self.columns
        left = LEFT + LABEL_WIDTH
        rows = -(-len(self.lines) // self.columns)
        return tuple(
            Words(line, self.letters, left + at // rows * room, room - 2, leading=1.4)
            for at, line in enumerate(self.lines)
        )

    @property
    def height(self) -> float:
        return max(self._column_heights(), default=0) + 3.4

    def draw(self, pen: FormPen, top: float) -> None:
        """Draw the label, what is said, and the line below."""
        label = replace(self.letters, grey=SOFT, bold=False)
        Words(self.label, label, LEFT, LABEL_WIDTH - 4, leading=1.4).draw(pen, top + 1.7)
        y, left = top + 1.7, LEFT
        for words in self.words:
            if words.left != left:
                y, left = top + 1.7, words.left
            words.draw(pen, y)
            y += words.height
        pen.across(top + self.height, LEFT, RIGHT, grey=THIN, thick=0.2)

    def _column_heights(self) -> Iterable[float]:
        found: dict[float, float] = {}
        for words in self.words:
            found[words.left] = found.get(words.left, 0) + words.height
        return found.values()


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its kana above and 様 after it: as large as it can be, never cut."""

    name: str
    kana: str
    size: float = 30.0
    least: float = 16.0

    @property
    def height(self) -> float:
        lines, size = self.setting
        kana = self.size * 0.42 * 1.5 / MM if self.kana else 0
        return kana + len(lines) * size * 1.35 / MM

    @property
    def setting(self) -> tuple[tuple[str, ...], float]:
        """The lines of the name, and their size."""
        return fitted_name(f"{self.name} 様", self.letters.fonts, self.size, self.least, WIDTH)

    @property
    def letters(self) -> Letters:
        return Letters(self.size, bold=True)

    def draw(self, pen: FormPen, top: float) -> None:
        y = top
        if self.kana:
            letters = Letters(self.size * 0.42, SOFT)
            pen.text(LEFT, y + letters.size / MM, self.kana, letters, WIDTH)
            y += letters.size * 1.5 / MM
        lines, size = self.setting
        for number, line in enumerate(lines):
            base = y + (number + ASCENT + 0.1) * size * (1.35 if number else 1) / MM
            pen.text(LEFT, base, line, Letters(size, bold=True), WIDTH)


def fitted_name(
    name: str, fonts: Chain, size: float, least: float, room: float
) -> tuple[tuple[str, ...], float]:
    """Set a name in one line down to the size `least`, else in two; `room` in mm."""
    one = fonts.fit(name, size, room * MM, least=0)
    if one >= least or len(name) < 2:  # noqa: PLR2004  # one character has no halves
        return (name,), one
    lines = fonts.halves(name)
    return lines, min(fonts.fit(line, size * 0.8, room * MM, least=0) for line in lines)


def draw_all(pen: FormPen, blocks: Iterable[Block], top: float) -> float:
    """Draw one below the other; give where the last one ends."""
    for block in blocks:
        block.draw(pen, top)
        top += block.height
    return top


def height_of(blocks: Iterable[Block]) -> float:
    return sum(block.height for block in blocks)


def fitting(compose: Callable[[float], Sequence[Block]], room: float) -> Sequence[Block]:
    """Compose at the largest scale that fits into the room (mm), or else at the smallest."""
    for scale in SCALES:
        blocks = compose(scale)
        if height_of(blocks) <= room:
            break
    return blocks


def draw_nobody(canvas: PaperCanvas, title: str, size: Size = A4) -> None:
    pen = FormPen(canvas, size)
    pen.text(size[0] / MM / 2, 40, title, Letters(20, bold=True, align="centre"))
    words = "お渡しする方は、まだいません。"
    pen.text(size[0] / MM / 2, 55, words, Letters(14, align="centre"), size[0] / MM - 20)
    canvas.showPage()


def telephone_of(office: Office) -> str:
    """Return the office's number as it is printed; nothing where there is none."""
    return shown(office.telephone) if office.telephone.isdecimal() else office.telephone


def draw_foot(pen: FormPen, office: Office, printed_at: datetime, more: str = "") -> None:
    """Say at the foot who printed this, and when."""
    printed = clock.local(printed_at)
    words = f"{wareki(printed.date())} {printed:%H:%M} 印刷{more}"
    taken = pen.text(RIGHT, FOOT, words, PRINTED)
    sender = "　".join(filter(None, (office.name, office.address)))
    pen.text(LEFT, FOOT, sender, SENDER, WIDTH - taken - 4)
