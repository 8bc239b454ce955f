"""What was measured, and how it is shown."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HEADS = ("名前", "p50 ms", "p99 ms", "毎秒", "下限 ms", "倍率", "目標", "測ったこと")


@dataclass(frozen=True, slots=True)
class Figures:
    """One measurement: seconds of each request, of all together, and of the floor's median."""

    name: str
    what: str
    target: str
    seconds: Sequence[float]
    wall: float
    floor: Sequence[float]

    def cells(self) -> tuple[str, ...]:
        """Return the line of the table."""
        p50, floor = share(self.seconds, 0.5), share(self.floor, 0.5)
        return (
            self.name,
            _ms(p50),
            _ms(share(self.seconds, 0.99)),
            f"{len(self.seconds) / self.wall:.0f}",
            _ms(floor),
            f"{p50 / floor:.1f}",
            self.target,
            self.what,
        )


def share(values: Sequence[float], part: float) -> float:
    """Return the value below which this part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def table(figures: Sequence[Figures]) -> str:
    """Return the figures as lines under their heads."""
    rows = [HEADS, *(one.cells() for one in figures)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    padded = []
    for place, (text, width) in enumerate(zip(row, widths, strict=True)):
        blank = " " * (width - _width(text))
        is_number = 0 < place < HEADS.index("目標")
        padded.append(blank + text if is_number else text + blank)
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Return the columns a terminal uses: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}"
