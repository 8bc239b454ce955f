"""Parts of a report's page on A4: whose it is, named figures, headed parts, notes at the foot.

All in mm from the top left corner; a part gives where the next one may begin.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from classroom.kit.document import NONE, PlainFigure
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.lines import lines_of
from classroom.kit.pdf.paper import MM

TOP, BOTTOM = 15.0, 287.0
GREY, PALE, DARK = 0.3, 0.87, 0.45
BODY, STRONG, HEAD = Letters(9.5), Letters(9.5, bold=True), Letters(12, bold=True)
NOTE, SMALL, FINE = Letters(8.5, grey=GREY), Letters(9, grey=GREY), Letters(7.5, grey=GREY)
FINE_HIGH = 3.9
FIGURES_HIGH, HEADING_HIGH = 24.0, 8.5


@dataclass(frozen=True, slots=True)
class Room:
    """Where on the page something may stand, in mm from the left edge."""

    left: float
    right: float

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


WHOLE: Final = Room(15, 195)


def at_right(letters: Letters) -> Letters:
    return replace(letters, align="right")


def set_lines(text: str, letters: Letters, wide: float) -> tuple[str, ...]:
    """Cut words into lines no wider than so many mm; a line end in them begins a new line."""
    return tuple(
        part[start:end]
        for part in text.split("\n")
        for start, end in lines_of(part, _measure(part, letters), wide * MM)
    )


def _measure(part: str, letters: Letters) -> Callable[[int, int], float]:
    return lambda start, end: letters.fonts.width(part[start:end], letters.size)


def write(
    pen: FormPen, words: str, letters: Letters, room: Room, y: float, *, step: float
) -> float:
    """Write words in as many lines as they need, `step` mm apart, the first on y."""
    for line in set_lines(words, letters, room.wide):
        pen.text(room.left, y, line, letters, room=room.wide)
        y += step
    return y


def strip(pen: FormPen, left: str, right: str) -> None:
    """Write whose page it is and of which day, with a rule below."""
    pen.text(WHOLE.left, TOP, left, SMALL)
    pen.text(WHOLE.right, TOP, right, at_right(SMALL))
    pen.across(TOP + 2, WHOLE.left, WHOLE.right, grey=0, thick=0.5)


def figure_row(
    pen: FormPen,
    figures: Sequence[PlainFigure],
    y: float,
    shares: Sequence[float],
    main: float = 25,
) -> float:
    """Set figures side by side in the page's width, in these shares; `main` is in points."""
    pen.across(y, WHOLE.left, WHOLE.right, grey=0, thick=0.5)
    left = WHOLE.left
    for figure, share in zip(figures, shares, strict=True):
        width = WHOLE.wide * share / sum(shares)
        if left > WHOLE.left:
            pen.down(left, y + 1.5, y + 22, grey=0.75, thick=0.2)
        inner = left + (2.5 if left > WHOLE.left else 0)
        _figure(pen, figure, Room(inner, inner + width - 4), y, main)
        left += width
    pen.across(y + FIGURES_HIGH, WHOLE.left, WHOLE.right, grey=0.6, thick=0.2)
    return y + FIGURES_HIGH


def _figure(pen: FormPen, figure: PlainFigure, room: Room, y: float, main: float) -> None:
    pen.text(room.left, y + 5, figure.name, STRONG, room=room.wide)
    pen.text(room.left, y + 9, figure.when, FINE, room=room.wide)
    size = main if figure.kind == "main" else min(main, 18)
    wide = pen.text(room.left, y + 17.6, figure.number, Letters(size, bold=True))
    if figure.number != NONE:
        pen.text(room.left + wide + 0.8, y + 17.6, figure.unit, Letters(9))
    pen.text(room.left, y + 21.8, figure.how, FINE, room=room.wide)


def heading(pen: FormPen, title: str, room: Room, y: float, note: str = "") -> float:
    """Rule and write a part's heading, its note at the right."""
    pen.across(y, room.left, room.right, grey=0, thick=0.5)
    wide = pen.text(room.left, y + 5.6, title, HEAD, room=room.wide)
    if note:
        pen.text(room.right, y + 5.6, note, at_right(FINE), room=max(10, room.wide - wide - 3))
    return y + HEADING_HIGH


def hairline(pen: FormPen, room: Room, y: float) -> float:
    """End a row with a pale line."""
    pen.across(y, room.left, room.right, grey=PALE, thick=0.2)
    return y


def foot_notes(pen: FormPen, notes: Iterable[str]) -> float:
    """Write notes upwards from the foot of the page; give where they begin."""
    lines = [line for note in notes for line in set_lines(note, FINE, WHOLE.wide)]
    top = BOTTOM - FINE_HIGH * (len(lines) - 1)
    for number, line in enumerate(lines):
        pen.text(WHOLE.left, top + number * FINE_HIGH, line, FINE, room=WHOLE.wide)
    return top
