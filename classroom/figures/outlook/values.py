"""What travels between the outlook, its pages and its papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from classroom.figures.outlook.rules import Interval, Key


class Kind(StrEnum):
    """Where the value of an assumption is from."""

    DATA = "data"
    PROVISIONAL = "provisional"
    SAVED = "saved"
    TRIED = "tried"

    @property
    def label(self) -> str:
        """Return the word that stands beside the value."""
        words = {"data": "記録から", "provisional": "仮の値", "saved": "担当が決めた値"}
        return words.get(self.value, "試した値")

    @property
    def tone(self) -> str:
        return {"data": "", "provisional": "wait"}.get(self.value, "key")


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption: the value that is used, what it would be by itself, and from what."""

    key: Key
    value: float
    default: float
    source: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class SavedAssumptions:
    """What was saved at one time; a key that is absent is reckoned from the records."""

    id: int
    saved_at: datetime
    saved_by: str
    note: str
    values: Mapping[Key, float]


@dataclass(frozen=True, slots=True)
class Pace:
    """Classes that teach the app, in the period that the outlook is reckoned from.

    `counter` people registered at the counter and in other classes.
    """

    first: date
    on: date
    months: float
    classes: int
    came: int
    fresh: int
    newly: int
    counter: int
    design_effect: float
    spread: float
    """Variance of new registrations between classes over their mean."""
    fresh_error: float
    """Standard error of the people a class who could still register."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What reaching the target by classes alone takes, each with its bounds.

    `fresh` are people who could still register, `seats` all seats for so many of them to come.
    """

    missing: int
    conversion: Interval
    fresh: Interval
    seats: Interval
    classes: Interval
    a_month: Interval
    months: int
    a_month_now: float


@dataclass(frozen=True, slots=True)
class FanPoint:
    """The rate (%) on a day: 10, 25, 50, 75 and 90 of 100 simulated courses lie below."""

    on: date
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class Change:
    """The expected change of the rate in points, from the fan's first day to its last.

    `cohort` is what would come without any class and counter: people who turn 70, die or move, and
    who register by themselves. What classes and counter add is the rest of the whole.
    """

    whole: float
    cohort: float


@dataclass(frozen=True, slots=True)
class Fan:
    """The projection: its points, the chance of the target, and when the median reaches it."""

    points: tuple[FanPoint, ...]
    chance: float
    reach: int | None
    change: Change
    starts_from_plan_rate: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """目標まで: what it takes and where it leads. Without population there is no fan."""

    on: date
    target_year: int
    target_rate: float
    missing: int | None
    pace: Pace
    needed: Needed | None
    fan: Fan | None
    assumptions: tuple[Assumption, ...]
    saved: SavedAssumptions | None
    basis: str = ""
    """Which figure `missing` is of, as it is called."""
    is_tried: bool = False
    """Whether it stands on values that are only tried, not saved."""
    of_whom: str = ""
    """Whose residents stand below the line, where they are another municipality's."""

    @property
    def reach(self) -> int | None:
        """Return the fiscal year at whose end the median is at the target; None if none is."""
        return self.fan.reach if self.fan else None

    @property
    def chance(self) -> float | None:
        """Return the chance (0 to 1) of the target at the end of its fiscal year."""
        return self.fan.chance if self.fan else None
