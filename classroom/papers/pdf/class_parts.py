"""When, where, what to bring, whom to call: what every paper about a class says alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.icons import draw_icon
from classroom.kit.pdf.paper import MM
from classroom.papers.pdf.parts import (
    ASCENT,
    LEFT,
    WIDTH,
    Block,
    Fact,
    Framed,
    Words,
    telephone_of,
)
from classroom.papers.values import (
    ClassFacts,
    Office,
    day_lines,
    directions,
    hours,
    people,
    where,
    whole_day,
)

TWO_COLUMNS_FROM = 5  # days
INSIDE = WIDTH - 10
ICON_GAP = 3.0
INSIDE_LEFT = LEFT + 5


def day_box(about: ClassFacts, scale: float) -> Framed:
    """Show the first day and its hours larger than all else."""
    first, count = about.first, len(about.meetings)
    lead = f"全{count}回の教室です。はじめの日は" if count > 1 else ""
    return Framed(
        (
            Words(lead, Letters(15 * scale), INSIDE_LEFT, INSIDE, 1.4),
            Words(whole_day(first.on), _large(30 * scale), INSIDE_LEFT, INSIDE, 1.3),
            Words(hours(first.starts, first.ends), _large(25 * scale), INSIDE_LEFT, INSIDE),
        )
    )


def class_rows(
    about: ClassFacts, companions: Sequence[str], scale: float, *, way: bool = False
) -> list[Block]:
    """Say what, where, on which days, what to bring and who comes too.

    With `way`, also how to get there, in words, for who was never there.
    """
    letters, small = Letters(17 * scale, bold=True), Letters(15 * scale)
    rows = [
        Fact("教室", (about.title,), letters),
        Fact("会場", (where(about.first),), letters),
    ]
    if way and (lines := directions(about.first.place)):
        rows.append(Fact("行き方", lines, small))
    days = day_lines(about)
    if len(days) > 1:
        rows.append(Fact("日にち", days, small, _columns(days)))
    if about.bring:
        rows.append(Fact("持ち物", (about.bring,), letters))
    if companions:
        rows.append(Fact("ご一緒の方", (people(companions),), small))
    return list(rows)


def call_box(said: Iterable[str], office: Office, scale: float) -> Framed:
    """Say when to call, and the number larger than all else."""
    lines = [Words(line, Letters(17 * scale), INSIDE_LEFT, INSIDE, 1.5) for line in said]
    if number := telephone_of(office):
        lines.append(Number(f"電話　{number}", _large(30 * scale), INSIDE_LEFT, INSIDE, 1.4))
    lines.append(Words(office.name, Letters(14 * scale), INSIDE_LEFT, INSIDE))
    return Framed(tuple(lines), shade=None)


@dataclass(frozen=True, slots=True)
class Number(Words):
    """A telephone number after the sign of a telephone."""

    def draw(self, pen: FormPen, top: float) -> None:
        """Draw the sign as high as the digits, then the number."""
        side = self.letters.size / MM
        draw_icon(pen, "phone", (self.left, top + (self.pitch - side) / 2), side)
        base = top + (self.pitch - side) / 2 + side * ASCENT
        room = self.width - side - ICON_GAP
        pen.text(self.left + side + ICON_GAP, base, self.text, self.letters, room)


def _columns(days: Sequence[str]) -> int:
    """Set many short lines in two columns."""
    is_short = all(len(day) <= len(days[0]) + 1 for day in days)
    return 2 if is_short and len(days) >= TWO_COLUMNS_FROM else 1


def _large(size: float) -> Letters:
    return Letters(size, bold=True)
