"""What the target takes, and where the rate is heading, from what is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, sqrt
from statistics import fmean, variance
from typing import Final

from classroom.figures.outlook import simulation
from classroom.figures.outlook.assumptions import (
    Gain,
    Town,
    assumptions,
    defaults,
    turned_70_a_year,
)
from classroom.figures.outlook.rules import (
    LEAST_CLASSES,
    LEAST_FRESH,
    Interval,
    Key,
    design_effect,
    needed_from,
    wilson,
)
from classroom.figures.outlook.simulation import (
    DAYS_A_MONTH,
    LEAVING_SPREAD,
    LEAVING_SPREAD_SEEN,
    Conversion,
    History,
    Known,
    World,
)
from classroom.figures.outlook.values import (
    Assumption,
    Fan,
    Kind,
    Needed,
    Outlook,
    Pace,
    SavedAssumptions,
)
from classroom.figures.registrations.values import SessionChance
from classroom.figures.report.story import basis_said, of_whom
from classroom.figures.report.values import Kpi
from classroom.rules.fiscal_year import end_of
from classroom.rules.months import between

LEAST_HISTORY_MONTHS: Final = 5
MOST_HISTORY_MONTHS: Final = 36
HALF_A_POINT: Final = 0.29
"""The standard deviation of a rate that was rounded to whole per cents, as the plan's."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the records show on a day: the rate, classes, official counts, residents."""

    kpi: Kpi
    pace: Pace
    gain: Gain | None
    town: Town


def project(
    seen: Seen, saved: SavedAssumptions | None = None, tried: Mapping[Key, float] | None = None
) -> Outlook:
    """Work out what the target takes and where the rate is heading, from what is seen."""
    kpi, found = seen.kpi, seen.pace
    values = saved.values if saved else {}
    lines, kept = _lines(seen, values, tried), _lines(seen, values, None)
    missing = kpi.missing_to_target
    return Outlook(
        on=kpi.on,
        target_year=kpi.target.fiscal_year,
        target_rate=float(kpi.target.rate),
        missing=missing,
        basis=basis_said(kpi),
        pace=found,
        needed=needed(missing or 0, found, kpi.target.fiscal_year),
        fan=_fan(seen, {line.key: line for line in lines}),
        assumptions=lines,
        saved=saved,
        is_tried=lines != kept,
        of_whom=of_whom(kpi),
    )


def _lines(
    seen: Seen, saved: Mapping[Key, float], tried: Mapping[Key, float] | None
) -> tuple[Assumption, ...]:
    wanted = saved if tried is None else tried
    found = defaults(seen.kpi, seen.pace, seen.gain, seen.town, wanted)
    return assumptions(found, saved, tried)


def _fan(seen: Seen, lines: Mapping[Key, Assumption]) -> Fan | None:
    kpi = seen.kpi
    if kpi.estimate is None or kpi.on >= end_of(kpi.target.fiscal_year):
        return None
    return simulation.fan(_world(seen, lines))


def _world(seen: Seen, lines: Mapping[Key, Assumption]) -> World:
    """Start at the last official count, or at the plan's rate where there is none."""
    value = {key: line.value for key, line in lines.items()}
    kpi, found = seen.kpi, seen.pace
    start, registered, residents = _start(kpi)
    other_seen = lines[Key.OTHER].kind is Kind.DATA
    leaving_seen = lines[Key.LEAVING].kind is Kind.DATA
    planned = lines[Key.CLASSES].kind in {Kind.SAVED, Kind.TRIED}
    history = _history(seen) if other_seen else None
    from_plan = kpi.official is None
    return World(
        start=start,
        on=kpi.on,
        end=end_of(kpi.target.fiscal_year),
        target=float(kpi.target.rate),
        registered=registered,
        population=residents,
        since=kpi.estimate.newly_registered if kpi.estimate else 0,
        classes=Known(value[Key.CLASSES], inf if planned else found.classes + 0.5),
        fresh=Known(value[Key.FRESH], _events(value[Key.FRESH], found)),
        conversion=_conversion(value[Key.CONVERSION], found),
        counter=Known(value[Key.COUNTER], found.counter + 0.5),
        spread=found.spread,
        other=history or value[Key.OTHER],
        turning=value[Key.TURNING],
        entry=value[Key.ENTRY],
        leaving=value[Key.LEAVING],
        ratio=value[Key.RATIO],
        leaving_spread=LEAVING_SPREAD_SEEN if leaving_seen else LEAVING_SPREAD,
        start_spread=HALF_A_POINT / 100 * residents if from_plan else 0,
        starts_from_plan_rate=from_plan,
    )


def _history(seen: Seen) -> History | None:
    gain = seen.gain
    if gain is None:
        return None
    return History(gain.months, gain.gain - gain.ours, turned_70_a_year(seen.town))


def _start(kpi: Kpi) -> tuple[date, float, float]:
    if kpi.official:
        return (kpi.official.registered_on, kpi.official.registered, kpi.official.population)
    residents = kpi.estimate.population if kpi.estimate else 0
    registered = float(kpi.baseline.rate) * residents / 100
    return (min(kpi.on, end_of(kpi.baseline.fiscal_year)), registered, residents)


def _events(value: float, found: Pace) -> float:
    """Return of how many events the mean of people a class is worth, by its standard error."""
    return (value / found.fresh_error) ** 2 if found.fresh_error and value else inf


def _conversion(percent: float, found: Pace) -> Conversion:
    tries = found.fresh / found.design_effect if found.fresh else inf
    return Conversion(min(1.0, percent / 100), tries)


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
    months = len(between(found.on, end)) - 1
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
