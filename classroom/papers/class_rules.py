"""How the work of printing a month stands, and the sheets that 名札 are printed on."""

from dataclasses import dataclass
from enum import StrEnum

FILE_MAX = 80
PROBLEM_MAX = 200


class JobState(StrEnum):
    """How the printing of a month stands."""

    WAITING = "waiting"
    RUNNING = "running"
    MADE = "made"
    FAILED = "failed"

    @property
    def is_waiting(self) -> bool:
        return self is JobState.WAITING

    @property
    def is_made(self) -> bool:
        return self is JobState.MADE


@dataclass(frozen=True, slots=True)
class TagSheetSize:
    """A sheet of 名札 on A4: how many, how large, and where the first one is; mm.

    `is_cut` sheets are plain paper with lines to cut along; others are cut already.
    """

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    gap: float = 0.0
    is_cut: bool = False

    @property
    def count(self) -> int:
        return self.columns * self.rows


# card10: the 10-up business-card sheets that every stationer has (91 × 55 mm); the others are
# plain paper for holders of A7 (8 a sheet) and A6 (4 a sheet).
TAG_SHEETS = {
    "card10": TagSheetSize(2, 5, 91.0, 55.0, 14.0, 11.0),
    "plain10": TagSheetSize(2, 5, 91.0, 55.0, 14.0, 11.0, is_cut=True),
    "a7": TagSheetSize(2, 4, 105.0, 74.25, 0.0, 0.0, is_cut=True),
    "a6": TagSheetSize(2, 2, 105.0, 148.5, 0.0, 0.0, is_cut=True),
}
