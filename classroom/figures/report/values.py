"""What travels between the figures, their pages and their papers."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from classroom.figures.nowcast.values import Nowcast
from classroom.figures.official.values import Official
from classroom.figures.registrations.values import Classes, NewlyDay
from classroom.figures.results.releases import YearRelease
from classroom.rules.words.rate import Basis

PACE_PERIOD: Final = timedelta(days=365)
"""Over which time up to a day the pace of classes is reckoned."""


@dataclass(frozen=True, slots=True)
class YearRate:
    """A rate in per cent, unrounded, at the end of a fiscal year."""

    fiscal_year: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """`Basis.ESTIMATE`: the last official registrants and those who registered with us since.

    Both numbers are of the official count's own day; it sees nobody age, move, die, or register
    alone. Without an official count it starts from the plan's rate of the newest population.
    """

    rate: Decimal
    registered: int
    population: int
    starts_from_plan_rate: bool
    newly_registered: int
    since: date
    population_on: date
    population_source: str
    population_of: str = ""
    """The municipality of the residents, where it is not the own one."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The figure of a day: its rate in per cent, unrounded, and the people it stands for."""

    basis: Basis
    on: date
    rate: Decimal
    registered: int
    population: int


@dataclass(frozen=True, slots=True)
class Kpi:
    """The rate on a day and everything said beside it. Rates are per cent, unrounded."""

    on: date
    fiscal_year: int
    baseline: YearRate
    target: YearRate
    path: tuple[YearRate, ...]
    path_now: Decimal
    official: Official | None
    officials: tuple[Official, ...]
    estimate: Estimate | None
    progress: Decimal | None
    attainment: Decimal | None
    missing_to_target: int | None
    registered_stage: str
    classes: Classes
    newly: tuple[NewlyDay, ...]
    """Who newly registered since the last official count, and at least in the pace's months."""
    told: tuple[YearRelease, ...] = ()
    """What is told to who may not see people, by fiscal year; empty for who may."""

    nowcast: Nowcast | None = None
    nowcast_missing: str = ""
    """Why there is no 推計, as a sentence; empty where there is one."""
    official_progress: Decimal | None = None
    official_attainment: Decimal | None = None
    is_ahead: bool = False
    """Whether the day has not come yet: there is no 推計 of it, nor a page for the assembly."""

    @property
    def headline(self) -> Headline | None:
        """Return the figure that is said first, and that progress and what is missing are of."""
        return headline(self.on, self.official, self.estimate, self.nowcast)


def headline(
    on: date, official: Official | None, estimate: Estimate | None, nowcast: Nowcast | None
) -> Headline | None:
    """Choose 推計 where there is one, else the estimate, else the official figure.

    On the official figure's very day it is that one.
    """
    if official and (official.registered_on == on or not (nowcast or estimate)):
        return _as_headline(Basis.OFFICIAL, official, official.registered_on)
    if nowcast:
        return _as_headline(Basis.NOWCAST, nowcast, on)
    return _as_headline(Basis.ESTIMATE, estimate, on) if estimate else None


def _as_headline(basis: Basis, value: Official | Estimate | Nowcast, on: date) -> Headline:
    return Headline(basis, on, value.rate, value.registered, value.population)
