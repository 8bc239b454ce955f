"""From classes that were held to what is needed: pace, seats, classes, classes a month."""

from collections.abc import Sequence
from datetime import date
from math import sqrt
from statistics import fmean, variance
from typing import Final

from classroom.figures.outlook.odds import Interval, design_effect, needed_from, wilson
from classroom.figures.outlook.rules import LEAST_CLASSES, LEAST_FRESH
from classroom.figures.outlook.simulation import DAYS_A_MONTH
from classroom.figures.outlook.values import Needed, Pace
from classroom.figures.registrations.values import SessionChance
from classroom.rules.fiscal_year import end_of

MOST_SPREAD: Final = 10.0


def pace(chances: Sequence[SessionChance], first: date, on: date, counter: int) -> Pace:
    """Sum up the classes of a period that teach the app; `counter` people registered elsewhere."""
    counts = [(chance.fresh, chance.newly) for chance in chances]
    return Pace(
        first=first,
        on=on,
        months=max(1.0, ((on - first).days + 1) / DAYS_A_MONTH),
        classes=len(counts),
        came=sum(chance.came for chance in chances),
        fresh=sum(fresh for fresh, _ in counts),
        newly=sum(newly for _, newly in counts),
        counter=counter,
        design_effect=design_effect(counts),
        spread=_spread([newly for _, newly in counts]),
        fresh_error=_error([fresh for fresh, _ in counts]),
    )


def _spread(counts: Sequence[int]) -> float:
    """Return variance over mean: 1 where classes differ as chance would have it, or too few."""
    if len(counts) < LEAST_CLASSES or not any(counts):
        return 1.0
    return min(MOST_SPREAD, max(1.0, variance(counts) / fmean(counts)))


def _error(counts: Sequence[int]) -> float:
    if not counts:
        return 0.0
    if len(counts) < LEAST_CLASSES:
        return sqrt(max(1.0, fmean(counts)) / len(counts))
    return sqrt(max(variance(counts), 0.25) / len(counts))


def enough(found: Pace) -> bool:
    """Tell whether there are classes and people enough to reckon with."""
    return found.classes >= LEAST_CLASSES and found.fresh >= LEAST_FRESH and found.newly > 0


def needed(missing: int, found: Pace, target_year: int) -> Needed | None:
    """Return what it takes to gain the missing people by classes alone.

    None where nothing is missing, the time is over, or too few classes were held to say.
    """
    end = end_of(target_year)
    months = (end.year - found.on.year) * 12 + end.month - found.on.month
    if not missing or months <= 0 or not enough(found):
        return None
    share = wilson(found.newly, found.fresh, found.design_effect)
    fresh = needed_from(missing, share)
    a_class = found.fresh / found.classes
    classes = needed_from(missing, _times(share, a_class))
    return Needed(
        missing=missing,
        conversion=share,
        fresh=fresh,
        seats=needed_from(missing, _times(share, found.fresh / found.came)),
        classes=classes,
        a_month=Interval(*(each / months for each in (classes.low, classes.middle, classes.high))),
        months=months,
        a_month_now=found.classes / found.months,
    )


def _times(share: Interval, factor: float) -> Interval:
    return Interval(share.low * factor, share.middle * factor, share.high * factor)
