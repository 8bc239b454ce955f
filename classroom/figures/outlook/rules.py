"""The assumptions of the outlook, with the limits of what is typed; shares and how sure they are.

Every interval here is as wide as OUTER: it holds the true value in 8 of 10 cases. People of one
class are alike, so a class of ten says less than ten people one by one: the design effect says how
much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt
from statistics import NormalDist
from typing import Final

NOTE_MAX: Final = 200
LEAST_CLASSES: Final = 5
"""Below this many classes nothing is reckoned from their results."""
LEAST_FRESH: Final = 20
"""Below this many people who could still register, a share of them says too little."""
FEW_PEOPLE_A_HELPER: Final = 3
SOME_PEOPLE_A_HELPER: Final = 6


class Key(StrEnum):
    """What the projection assumes, in the order in which it is shown."""

    CLASSES = "classes_a_month"
    FRESH = "fresh_a_class"
    CONVERSION = "conversion"
    COUNTER = "counter_a_month"
    OTHER = "other_a_month"
    TURNING = "turning_70_a_year"
    ENTRY = "entry_rate"
    LEAVING = "leaving_a_year"
    RATIO = "leaving_ratio"

    @property
    def label(self) -> str:
        return _TERMS[self][0]

    @property
    def unit(self) -> str:
        return _TERMS[self][1]

    @property
    def least(self) -> float:
        return _TERMS[self][2]

    @property
    def most(self) -> float:
        return _TERMS[self][3]

    @property
    def digits(self) -> int:
        return _TERMS[self][4]

    def written(self, value: float) -> str:
        """Return the number as it is shown and typed: 3, 4.5, −2."""
        text = f"{value:.{self.digits}f}"
        plain = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if plain == "-0" else plain


_TERMS: Final[dict[Key, tuple[str, str, float, float, int]]] = {
    Key.CLASSES: ("身分証アプリの教室の回数", "回/月", 0, 500, 1),
    Key.FRESH: ("1回に来る、まだ登録していない方", "人", 0, 200, 1),
    Key.CONVERSION: ("そのうち、その場で登録する割合", "%", 0, 100, 1),
    Key.COUNTER: ("窓口とほかの教室での登録", "人/月", 0, 5_000, 1),
    Key.OTHER: ("ご自分での登録など、そのほかの増減", "人/月", -5_000, 5_000, 1),
    Key.TURNING: ("70歳になる方", "人/年", 0, 500_000, 0),
    Key.ENTRY: ("70歳になる方の登録率", "%", 0, 100, 1),
    Key.LEAVING: ("亡くなる・転出する方（70歳以上）", "%/年", 0, 50, 1),
    Key.RATIO: ("登録した方が亡くなる・転出する割合（全体を1として）", "倍", 0, 2, 2),
}


@dataclass(frozen=True, slots=True)
class Band:
    """How wide an interval is: so many of ten cases lie in it, and as many below it as above."""

    tenths: int

    @property
    def low(self) -> float:
        return (10 - self.tenths) / 20

    @property
    def high(self) -> float:
        return (10 + self.tenths) / 20

    @property
    def label(self) -> str:
        return f"{self.tenths}割"


INNER, OUTER = Band(5), Band(8)
"""The dark band of the forecast; and the pale one, as wide as every other interval here."""
Z: Final = NormalDist().inv_cdf(OUTER.high)
DIFFERS_AT: Final = 0.95
"""Groups are said to differ where chance alone would show less in 95 of 100 cases."""

Counts = tuple[int, int]
"""Of one class: how many could still register, and how many of them did."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the bounds between which it lies in 8 of 10 cases."""

    low: float
    middle: float
    high: float


def wilson(part: float, of: float, design_effect: float = 1) -> Interval:
    """Return a share (0 to 1) of `of` with its interval (Wilson's, for `of` over the effect)."""
    if not of:
        return Interval(0, 0.5, 1)
    share, number = part / of, of / design_effect
    weight = 1 + Z**2 / number
    middle = (share + Z**2 / (2 * number)) / weight
    half = Z / weight * sqrt(share * (1 - share) / number + Z**2 / (4 * number**2))
    # Rounding must not leave a share of nought, or of one, outside of its bounds.
    low, high = min(middle - half, share), max(middle + half, share)
    return Interval(max(0.0, low), share, min(1.0, high))


def design_effect(classes: Iterable[Counts]) -> float:
    """Return how many times more the share varies than if people came one by one; at least 1."""
    held = [counts for counts in classes if counts[0]]
    fresh, newly = sum(n for n, _ in held), sum(x for _, x in held)
    if len(held) < LEAST_CLASSES or not 0 < newly < fresh:
        return 1.0
    share = newly / fresh
    between = sum((x - share * n) ** 2 for n, x in held) * len(held) / (len(held) - 1)
    return max(1.0, between / (fresh * share * (1 - share)))


def differ(groups: Sequence[Counts], effect: float) -> bool:
    """Tell whether groups' shares differ by more than chance (chi-square over the effect)."""
    used = [counts for counts in groups if counts[0]]
    fresh, newly = sum(n for n, _ in used), sum(x for _, x in used)
    freedom = len(used) - 1
    if freedom < 1 or not 0 < newly < fresh:
        return False
    share = newly / fresh
    distance = sum((x - share * n) ** 2 / (n * share * (1 - share)) for n, x in used) / effect
    return distance > _chi_square(freedom)


def _chi_square(freedom: int) -> float:
    """Return the value that chance passes in one of twenty cases (Wilson and Hilferty)."""
    z = NormalDist().inv_cdf(DIFFERS_AT)
    return freedom * (1 - 2 / (9 * freedom) + z * sqrt(2 / (9 * freedom))) ** 3


def needed_from(wanted: float, gain: Interval) -> Interval:
    """Return how many it takes to gain `wanted`, each giving `gain`: whole, rounded up.

    The low bound is for the high gain. A gain of nothing is taken as a thousandth.
    """
    counts = [ceil(wanted / max(each, 1e-3) - 1e-9) for each in (gain.high, gain.middle, gain.low)]
    return Interval(*counts)
