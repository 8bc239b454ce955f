"""What travels between the special periods, the 推計 and their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from classroom.figures.nowcast.rules import PeriodKind, ShownKind


@dataclass(frozen=True, slots=True)
class PeriodDetails:
    """A special period as it is entered; `people` more registrants (fewer: negative) if known."""

    first: date
    last: date
    kind: PeriodKind
    people: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A special period with who entered it, and when it was withdrawn, if it was."""

    id: int
    details: PeriodDetails
    entered_at: datetime
    entered_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Nowcast:
    """推計 of a day: rates in per cent, unrounded; 8 of 10 next official figures fall in the range.

    `registered` is the rate's share of `population`, which is the last official count's own.
    `ours` registered with us since it; `pace` is the unrecorded change in points a year.
    """

    rate: Decimal
    low: Decimal
    high: Decimal
    on: date
    registered: int
    population: int
    ours: int
    pace: Decimal
    counts_used: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure that was shown for a month's end; `about` is the day it is of. Rates in per cent."""

    shown_on: date
    kind: ShownKind
    about: date
    rate: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that was shown, beside the official one that came later.

    `official` is None while none has come; `is_exact` where it is of the same day, else it is on
    the line between two official figures.
    """

    shown: Shown
    kept_at: datetime
    official: float | None = None
    is_exact: bool = False

    @property
    def miss(self) -> float | None:
        """Return how many points the figure was too high (too low: negative)."""
        return None if self.official is None else self.shown.rate - self.official

    @property
    def is_within(self) -> bool | None:
        """Tell whether the official figure fell in the range; None where one is missing."""
        low, high = self.shown.low, self.shown.high
        if self.official is None or low is None or high is None:
            return None
        return low <= self.official <= high


@dataclass(frozen=True, slots=True)
class Missed:
    """How figures of a kind missed: points of either sign, how often in the range."""

    kind: ShownKind
    times: int
    mean: float
    bias: float
    ranged: int
    within: int


def missed(kind: ShownKind, revisions: Sequence[Revision]) -> Missed | None:
    """Add up the misses of a kind; None where no official figure has come for any."""
    known = [(one, one.miss) for one in revisions if one.shown.kind is kind]
    misses = [miss for _, miss in known if miss is not None]
    if not misses:
        return None
    ranged = [one.is_within for one, _ in known if one.is_within is not None]
    return Missed(
        kind=kind,
        times=len(misses),
        mean=sum(map(abs, misses)) / len(misses),
        bias=sum(misses) / len(misses),
        ranged=len(ranged),
        within=sum(ranged),
    )
