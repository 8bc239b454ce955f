"""What stands on a page, in points from the lower left corner."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: "Box", slack: float) -> bool:
        """Tell whether the other one is inside."""
        return (
            other.left >= self.left - slack
            and other.bottom >= self.bottom - slack
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def overlap(self, other: "Box") -> float:
        """Return how far the two lie over each other, in the direction where it is less."""
        return min(
            min(self.right, other.right) - max(self.left, other.left),
            min(self.top, other.top) - max(self.bottom, other.bottom),
        )

    @property
    def is_flat(self) -> bool:
        """Tell a line across from a line down."""
        return self.right - self.left > self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """Return its centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Run:
    """Words as they were drawn."""

    text: str
    box: Box
    size: float
    colour: Colour
    ground: Colour
    clip: Box | None
    is_turned: bool = False

    @property
    def contrast(self) -> float:
        """Return the ratio of WCAG between the words and what is under them."""
        one, other = _luminance(self.colour) + 0.05, _luminance(self.ground) + 0.05
        return max(one, other) / min(one, other)


@dataclass(frozen=True)
class Sheet:
    """A page."""

    box: Box
    runs: tuple[Run, ...]
    lines: tuple[Box, ...]

    @property
    def text(self) -> str:
        """Return all words in the order they were drawn, without white space."""
        return re.sub(r"\s", "", "".join(run.text for run in self.runs))

    @cached_property
    def words(self) -> list[Run]:
        """Return the runs, with those joined that follow each other on a base line."""
        joined: list[Run] = []
        for run in self.runs:
            if not run.text.strip():
                continue
            last = joined[-1] if joined else None
            if last and _touches(last, run):
                box = replace(last.box, right=run.box.right)
                joined[-1] = replace(last, text=last.text + run.text, box=box)
            else:
                joined.append(run)
        return joined


def _touches(one: Run, other: Run) -> bool:
    """Tell whether a run goes on where the last one ended; sizes may differ by rounding only."""
    same_line = abs(one.box.bottom - other.box.bottom) < 0.1 and one.is_turned is other.is_turned
    same_look = abs(one.size - other.size) < 0.02 and one.colour == other.colour
    return same_line and same_look and abs(one.box.right - other.box.left) < 0.05 * one.size


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
