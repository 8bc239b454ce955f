"""推計: the rate of a day by the pace of the official counts, with its range, or why not. Pure.

The unrecorded change (people who register by themselves, turn 70, die or move) goes on at the pace
that the official counts of the last two years show, per cent of those not yet registered; who
registered with us is added. Formula, constants and when to refuse were found in simulated towns:
`tests/figures/nowcast/gate.py` measures them with these functions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import Final

from classroom.rules.words.rate import Basis
from classroom.rules.words.word import Word

NOTE_MAX: Final = 100
PEOPLE_MAX: Final = 999_999
DAYS_A_MONTH: Final = 365.25 / 12
NEAR_MONTHS: Final = 24.5
"""Official counts so much older than the last one tell nothing of today's pace."""

LEAST_MONTHS: Final = 5.5
"""Six months, of whatever length, that the official counts used must be apart."""

CHANCE: Final = 0.04
"""Variance a year of registrants by chance, per resident of 70 and over."""

COUNT_ERROR, UNSURE_ERROR = 0.06, 0.18
"""Standard error of an official rate in points: its day is sure, or may be off by weeks."""

WANDER: Final = 0.15
"""How far (points a year) the pace itself wanders."""

HALF_WIDTH: Final = 1.2816
"""8 of 10 of a normal distribution lie within so many standard deviations."""

PRIOR_MISSES: Final = 4
"""What the range is worth before any miss is known, as so many misses."""

ALARM: Final = 2.5
ALARM_OF_LAST: Final = 2
WIDEST: Final = 1.34
"""In points: what the path asks for in a year."""

LEAST_COVERED: Final = 0.5
OFF_TREND: Final = 1.0
"""In per cent, between an imported population and the trend of the official ones."""


SAME_DAYS: Final = 7
"""An official figure of so many days before or after a month's end is of that day: 4月1日現在."""


class PeriodKind(Word):
    """What made the registrants move by itself: `sign` says which way, 0 where either."""

    def __init__(self, _code: str, label: str = "", sign: int = 0) -> None:
        self.label = label
        self.sign = sign

    CAMPAIGN = "campaign", "キャンペーン", 1
    CLEANING = "cleaning", "登録の整理", -1
    OTHER = "other", "そのほか", 0


class ShownKind(Word):
    """What a figure of 改定の記録 was shown as."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    NOWCAST = Basis.NOWCAST.value, Basis.NOWCAST.label
    ESTIMATE = Basis.ESTIMATE.value, Basis.ESTIMATE.label
    FORECAST = "forecast", "見込み"


@dataclass(frozen=True, slots=True)
class Count:
    """An official count; both numbers are of 70 and over."""

    on: date
    registered: int
    population: int
    is_sure: bool = True

    @property
    def rate(self) -> float:
        return 100 * self.registered / self.population

    @property
    def error(self) -> float:
        return COUNT_ERROR if self.is_sure else UNSURE_ERROR


@dataclass(frozen=True, slots=True)
class Span:
    """What we know of the days from one official count to the next, or from the last to the day.

    `people` registered with us, or moved by special periods of known number. `covered` is the share
    of the days of which our records are complete. `is_told` is not where a special period's number
    is not known.
    """

    people: float
    covered: float = 1.0
    is_told: bool = True

    @property
    def is_whole(self) -> bool:
        return self.is_told and self.covered >= 1


@dataclass(frozen=True, slots=True)
class Found:
    """A rate in per cent, unrounded, with the range that 8 of 10 next official figures fall in.

    `pace` is the unrecorded change in points a year; it may be negative.
    """

    rate: float
    low: float
    high: float
    pace: float
    counts_used: int


class Why(Word):
    """Why there is no 推計: the sentence says what to do."""

    def __init__(self, _code: str, sentence: str = "") -> None:
        self.sentence = sentence

    COUNTS = (
        "counts",
        "推計には、6か月以上あいた公式値が2つ必要です。公式値の画面で入れてください。",
    )
    TOLD = (
        "told",
        (
            "公式値のあとに、人数の分からない、または終わっていない特別な期間があります。"
            "人数が分かれば入れ、分からなければ次の公式値を待ちます。"
        ),
    )
    USABLE = (
        "usable",
        (
            "歩みの分かる公式値の組がありません。教室の記録がそろい、特別な期間のない公式値が"
            "もう1つ入ると、推計が出ます。"
        ),
    )
    ALARM = (
        "alarm",
        (
            "前の推計が、あとで届いた公式値から大きく外れました。"
            "何があったかを「特別な期間」に入れてください。"
        ),
    )
    WIDE = "wide", "推計の幅が、道筋の1年分より広くなりました。新しい公式値を入れてください。"
    BEYOND = "beyond", "推計が0%から100%の外になります。公式値と教室の記録を確かめてください。"


@dataclass(frozen=True, slots=True)
class _Step:
    """An interval between two official counts whose pace is used."""

    first: int
    last: int
    people: float
    variance: float = 0.0


def months_between(first: date, last: date) -> float:
    return (last - first).days / DAYS_A_MONTH


def nowcast(counts: Sequence[Count], between: Sequence[Span], since: Span, on: date) -> Found | Why:
    """Work out the rate of a day after the last official count, or say why it cannot be.

    `between` holds what is known between each count and the next, `since` after the last one.
    """
    steps = _steps(counts, between)
    if why := _no_pace(counts, between, steps):
        return why
    if not since.is_told:
        return Why.TOLD
    misses = tuple(_misses(counts, between))
    if any(abs(miss) > ALARM for miss in misses[-ALARM_OF_LAST:]):
        return Why.ALARM
    rate, spread, pace = _one(counts, steps, since.people, on)
    half = HALF_WIDTH * spread * sqrt(_widened(misses))
    if not 0 <= rate <= 100:  # noqa: PLR2004  per cent
        return Why.BEYOND
    if 2 * half > WIDEST:
        return Why.WIDE
    return Found(rate, max(0.0, rate - half), min(100.0, rate + half), 12 * pace, len(steps) + 1)


def _no_pace(
    counts: Sequence[Count], between: Sequence[Span], steps: Sequence["_Step"]
) -> Why | None:
    """Say why the official counts show no pace; None where they do."""
    if not steps:
        return Why.COUNTS if all(span.is_whole for span in between) else Why.USABLE
    return Why.COUNTS if _length(counts, steps) < LEAST_MONTHS else None


def _widened(misses: Sequence[float]) -> float:
    return (PRIOR_MISSES + sum(miss * miss for miss in misses)) / (PRIOR_MISSES + len(misses))


def _steps(counts: Sequence[Count], between: Sequence[Span]) -> tuple[_Step, ...]:
    """Choose the intervals whose pace counts: whole ones; else the newest that is half covered."""
    near = [
        number
        for number, count in enumerate(counts[:-1])
        if months_between(count.on, counts[-1].on) <= NEAR_MONTHS
    ]
    whole = [
        _Step(number, number + 1, between[number].people)
        for number in near
        if between[number].is_whole
    ]
    partly = [
        number
        for number in near
        if between[number].is_told and _is_enough(counts, number, between[number].covered)
    ]
    if whole or not partly:
        return tuple(whole)
    return (_filled(partly[-1], between[partly[-1]]),)


def _is_enough(counts: Sequence[Count], number: int, covered: float) -> bool:
    """Tell whether the days with records show the pace of those without: half, and six months."""
    length = months_between(counts[number].on, counts[number + 1].on)
    return LEAST_COVERED <= covered < 1 and covered * length >= LEAST_MONTHS


def _filled(number: int, span: Span) -> _Step:
    """Fill the days without records at the pace of the others, and say how unsure that is."""
    gap = (1 - span.covered) / span.covered
    variance = 4 * span.people * gap * gap * (1 + 1 / gap)
    return _Step(number, number + 1, span.people * (1 + gap), variance)


def _length(counts: Sequence[Count], steps: Sequence[_Step]) -> float:
    return sum(months_between(counts[step.first].on, counts[step.last].on) for step in steps)


def _misses(counts: Sequence[Count], between: Sequence[Span]) -> Iterator[float]:
    """Give how far earlier official counts lay off this same formula, in standard deviations."""
    for number in range(2, len(counts)):
        span = between[number - 1]
        steps = _steps(counts[:number], between)
        if span.is_whole and steps:
            count = counts[number]
            rate, spread, _ = _one(counts[:number], steps, span.people, count.on)
            yield (count.rate - rate) / spread


def _one(
    counts: Sequence[Count], steps: Sequence[_Step], people: float, on: date
) -> tuple[float, float, float]:
    """Return the rate of a day, its standard deviation, and the pace in points a month."""
    last, length = counts[-1], _length(counts, steps)
    ahead = months_between(last.on, on)
    total = sum(_unrecorded(counts[step.first], counts[step.last], step.people) for step in steps)
    pace = total / length * (100 - last.rate)
    rate = last.rate + 100 * people / last.population + ahead * pace
    years, used = ahead / 12, length / 12
    chance = 1e4 * CHANCE / last.population * (years + years * years / used)
    variance = chance + _of_counts(counts, steps, years / used) + (WANDER * years) ** 2
    return rate, sqrt(variance), pace


def _unrecorded(first: Count, last: Count, people: float) -> float:
    """Return the change that no record explains, as a share of those not yet registered."""
    change = last.rate - first.rate - 100 * people / last.population
    return change / (100 - (first.rate + last.rate) / 2)


def _of_counts(counts: Sequence[Count], steps: Sequence[_Step], ahead: float) -> float:
    """Return the variance that the official counts' own errors bring; `ahead` is over their span.

    Each count weighs as often as an interval begins or ends with it; the next one errs as the last.
    """
    weights = [0.0] * len(counts)
    weights[-1] = 1.0
    for step in steps:
        weights[step.last] += ahead
        weights[step.first] -= ahead
    errors = sum((w * one.error) ** 2 for w, one in zip(weights, counts, strict=True))
    filled = sum(1e4 * s.variance / counts[s.last].population ** 2 for s in steps)
    return counts[-1].error ** 2 + errors + ahead * ahead * filled


def official_at(rates: Sequence[tuple[date, float]], day: date) -> tuple[float, bool] | None:
    """Return what the official figures say of a day, and whether one of them is of that day.

    Between two of them their straight line is taken; None where none has come for the day yet.
    """
    exact = [one for one in rates if abs((one[0] - day).days) <= SAME_DAYS]
    if exact:
        return min(exact, key=lambda one: abs((one[0] - day).days))[1], True
    for (first, before), (last, after) in pairwise(rates):
        if first < day < last:
            share = (day - first) / (last - first)
            return before + (after - before) * share, False
    return None


def trend_of(counts: Sequence[Count], on: date) -> float:
    """Return where the official populations of the last two years lead on a day."""
    last = counts[-1]
    near = [one for one in counts if months_between(one.on, last.on) <= NEAR_MONTHS]
    length = months_between(near[0].on, last.on)
    pace = (last.population - near[0].population) / length if length else 0.0
    return last.population + pace * months_between(last.on, on)


def off_trend(counts: Sequence[Count], imported: int, on: date) -> float | None:
    """Return by how many per cent an imported population is off, if by more than it may be."""
    led = trend_of(counts, on)
    off = 100 * (imported - led) / led if led > 0 else 0.0
    return off if abs(off) > OFF_TREND else None


def covered_share(first: date, last: date, records_from: date | None) -> float:
    """Return which share of the days after one day, up to another, our records are complete of."""
    if records_from is None:
        return 0.0
    days = (last - first).days
    return max(0.0, min(1.0, ((last - records_from).days + 1) / days))
