"""Shares and how sure they are: intervals, spread between classes, whether groups differ.

Every interval here holds the true value in 8 of 10 cases (8割の確からしさ). People of one class
are alike, so a class of ten says less than ten people one by one: the design effect says how much.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from statistics import NormalDist
from typing import Final

from classroom.figures.outlook.rules import LEAST_CLASSES

Z80: Final = NormalDist().inv_cdf(0.9)
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
    weight = 1 + Z80**2 / number
    middle = (share + Z80**2 / (2 * number)) / weight
    half = Z80 / weight * sqrt(share * (1 - share) / number + Z80**2 / (4 * number**2))
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
