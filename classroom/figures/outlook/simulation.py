"""The projection of the rate: many simulated courses, month by month.

Each path draws what is not known for sure (how well classes convert, how many of those who turn 70
are registered, how many leave) once, and chance anew each month. Everything is drawn from standard
normal numbers that depend on the day and on nothing else: the same day gives the same fan, and one
class more never makes it lower by luck. Half of the paths mirror the other half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from classroom.figures.outlook.rules import INNER, OUTER
from classroom.figures.outlook.values import Change, Fan, FanPoint
from classroom.rules import months
from classroom.rules.fiscal_year import end_of, fiscal_year

Numbers = NDArray[np.float64]
PATHS: Final = 2_000
QUANTILES: Final = (OUTER.low, INNER.low, 0.50, INNER.high, OUTER.high)
DAYS_A_MONTH: Final = 365.25 / 12
ENTRY_SPREAD: Final = 8.0
"""How far (points, one standard deviation) the rate of those who turn 70 may be off."""
LEAVING_SPREAD: Final = 0.10
LEAVING_SPREAD_SEEN: Final = 0.05
RATIO_SPREAD: Final = 0.10
TURNING_SPREAD: Final = 0.04
"""Shares of the value by which leaving, its ratio and turning 70 may be off; leaving is surer where
the city's own population tells it."""
_DRAWN_ONCE: Final = 10
_DRAWN_MONTHLY: Final = 4


@dataclass(frozen=True, slots=True)
class Known:
    """A positive value and how many events tell it (`inf`: it is set and does not vary)."""

    value: float
    events: float = inf


@dataclass(frozen=True, slots=True)
class Conversion:
    """Of `tries` people, worth so many one by one, this share registered."""

    share: float
    tries: float = inf


@dataclass(frozen=True, slots=True)
class History:
    """What official counts show: registrants gained in so many months, our own left out.

    `turning` people a year turned 70 in that time.
    """

    months: float
    gain: float
    turning: float


@dataclass(frozen=True, slots=True)
class World:
    """What a projection starts from. Rates in per cent; `entry` of those who turn 70.

    `since` people registered with us between the start and `on`; from then on classes go on.
    `spread` is the variance of registrations a class over their mean. `other` is a number a month,
    or the history that tells it.
    """

    start: date
    on: date
    end: date
    target: float
    registered: float
    population: float
    since: float
    classes: Known
    fresh: Known
    conversion: Conversion
    counter: Known
    spread: float
    other: float | History
    turning: float
    entry: float
    leaving: float
    ratio: float
    start_spread: float = 0
    leaving_spread: float = LEAVING_SPREAD
    starts_from_plan_rate: bool = False


@lru_cache(maxsize=16)
def fan(world: World, paths: int = PATHS) -> Fan:
    """Simulate, and sum the paths up."""
    days = steps(world.start, world.on, world.end)
    drawn = _normals(world.on.toordinal(), paths // 2, len(days))
    rates = _rates(world, days, drawn, with_programme=True)
    without = _rates(world, days, drawn, with_programme=False)
    begin = 100 * world.registered / world.population
    whole, cohort = float(rates[-1].mean() - begin), float(without[-1].mean() - begin)
    quantiles = np.quantile(rates, QUANTILES, axis=1)
    first = FanPoint(world.start, *_start_quantiles(world))
    points = (
        first,
        *(FanPoint(day, *map(float, row)) for day, row in zip(days, quantiles.T, strict=True)),
    )
    return Fan(
        points=points,
        chance=float((rates[-1] >= world.target).mean()),
        reach=_reached(points, world.target),
        change=Change(whole, cohort),
        starts_from_plan_rate=world.starts_from_plan_rate,
    )


def steps(start: date, on: date, end: date) -> tuple[date, ...]:
    """Return the days that are reckoned: the day of the figures, the ends of months, the end."""
    days = {on, end}
    day = start
    while day < end:
        day = months.last_of(day + timedelta(days=1))
        days.add(min(day, end))
    return tuple(sorted(found for found in days if start < found <= end))


@lru_cache(maxsize=2)
def _normals(seed: int, half: int, count: int) -> Numbers:
    drawn = np.random.default_rng(seed).standard_normal(
        (_DRAWN_ONCE + _DRAWN_MONTHLY * count, half)
    )
    return np.concatenate([drawn, -drawn], axis=1)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What a path draws once: flows are people a month."""

    classes: Numbers
    a_class: Numbers
    counter: Numbers
    turning: Numbers
    entry: Numbers
    leaving: Numbers
    ratio: Numbers
    other: Numbers


def _rates(world: World, days: Sequence[date], drawn: Numbers, *, with_programme: bool) -> Numbers:
    """Return the rate of each path at each step."""
    once, monthly = drawn[:_DRAWN_ONCE], drawn[_DRAWN_ONCE:]
    path = _draw(world, once)
    registered = np.clip(world.registered + world.start_spread * once[0], 0, world.population)
    others = world.population - registered
    rates, before = np.empty((len(days), drawn.shape[1])), world.start
    for number, day in enumerate(days):
        months = (day - before).days / DAYS_A_MONTH
        z = monthly[number * _DRAWN_MONTHLY : (number + 1) * _DRAWN_MONTHLY]
        registered, others = _turn_over(path, registered, others, months, z)
        if with_programme:
            gained = _gained(world, path, before, day, z)
            gained = np.minimum(gained, others)
            registered, others = registered + gained, others - gained
        rates[number], before = _share(registered, others), day
    return rates


def _share(registered: Numbers, others: Numbers) -> Numbers:
    return 100 * registered / np.maximum(registered + others, 1e-9)


def _draw(world: World, once: Numbers) -> _Drawn:
    entry = np.clip(world.entry + ENTRY_SPREAD * once[4], 0, 100) / 100
    turning = world.turning / 12 * np.maximum(0, 1 + TURNING_SPREAD * once[5])
    leaving = world.leaving / 1200 * np.maximum(0, 1 + world.leaving_spread * once[6])
    ratio = world.ratio * np.maximum(0, 1 + RATIO_SPREAD * once[7])
    other: Numbers
    if isinstance(world.other, History):
        joined = world.other.turning / 12 * np.maximum(0, 1 + TURNING_SPREAD * once[5])
        flow_in, flow_out = joined * entry, world.registered * leaving * ratio
        chance = np.sqrt((flow_in + flow_out) / world.other.months) * once[8]
        other = world.other.gain / world.other.months - flow_in + flow_out + chance
    else:
        other = np.full(once.shape[1], float(world.other))
    return _Drawn(
        classes=_gamma(world.classes, once[1]),
        a_class=_gamma(world.fresh, once[2]) * _beta(world.conversion, once[3]),
        counter=_gamma(world.counter, once[9]),
        turning=turning,
        entry=entry,
        leaving=leaving,
        ratio=ratio,
        other=other,
    )


def _turn_over(
    path: _Drawn, registered: Numbers, others: Numbers, months: float, z: Numbers
) -> tuple[Numbers, Numbers]:
    """Let people turn 70, leave, and register by themselves."""
    joining, rest = path.turning * path.entry * months, path.turning * (1 - path.entry) * months
    going = registered * np.minimum(1, path.leaving * path.ratio * months)
    rest_going = np.maximum(0, (registered + others) * path.leaving * months - going)
    moved = path.other * months
    by_chance = np.sqrt(joining + going + np.abs(moved)) * z[0]
    rest_by_chance = np.sqrt(rest + rest_going) * z[1]
    registered = np.maximum(0, registered + joining - going + moved + by_chance)
    others = np.maximum(0, others + rest - rest_going - moved + rest_by_chance)
    return registered, others


def _gained(world: World, path: _Drawn, before: date, day: date, z: Numbers) -> Numbers:
    """Return who registers in classes and at the counter; up to `on` that is known."""
    if day <= world.on:
        share = (day - before).days / max(1, (world.on - world.start).days)
        return np.full(z.shape[1], world.since * share)
    months = (day - before).days / DAYS_A_MONTH
    held = path.classes * months
    varying = 0.0 if world.classes.events == inf else path.a_class
    taught, helped = held * path.a_class, path.counter * months
    in_class = _gamma_of(taught, taught / (world.spread + varying), z[2])
    return in_class + _gamma_of(helped, helped, z[3])


def _gamma(known: Known, z: Numbers) -> Numbers:
    if known.events == inf:
        return np.full(z.shape, known.value)
    return _gamma_of(np.full(z.shape, known.value), np.full(z.shape, known.events), z)


def _beta(conversion: Conversion, z: Numbers) -> Numbers:
    """Draw a share from Jeffreys' posterior, by its own normal approximation on the logit."""
    share, tries = conversion.share, conversion.tries
    if tries == inf:
        return np.full(z.shape, share)
    yes, no = share * tries + 0.5, (1 - share) * tries + 0.5
    logit = np.log(yes / no) + z * np.sqrt(1 / yes + 1 / no)
    return np.asarray(1 / (1 + np.exp(-logit)))


def _gamma_of(mean: Numbers, shape: Numbers, z: Numbers) -> Numbers:
    """Return gamma values of a mean and a shape from normal ones (Wilson and Hilferty)."""
    some = np.maximum(shape, 1e-9)
    root = 1 - 1 / (9 * some) + z / (3 * np.sqrt(some))
    return np.asarray(mean * np.maximum(root, 0) ** 3)


def _start_quantiles(world: World) -> list[float]:
    once = np.asarray([-1.2816, -0.6745, 0, 0.6745, 1.2816]) * world.start_spread
    return [float(100 * people / world.population) for people in world.registered + once]


def _reached(points: Sequence[FanPoint], target: float) -> int | None:
    """Return the first fiscal year at whose end the median is at the target."""
    ends = (point for point in points[1:] if point.on == end_of(fiscal_year(point.on)))
    return next((fiscal_year(point.on) for point in ends if point.p50 >= target), None)
