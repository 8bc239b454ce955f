"""What travels between the figures, their pages and their papers."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from classroom.figures.official.values import Official
from classroom.figures.registrations.values import Classes, NewlyDay
from classroom.figures.results.releases import YearRelease

PACE_PERIOD: Final = timedelta(days=365)
"""Over which time up to a day the pace of classes is reckoned."""


@dataclass(frozen=True, slots=True)
class YearRate:
    """A rate in per cent, unrounded, at the end of a fiscal year."""

    fiscal_year: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Estimate:
    """推計値: the last official registrants and those who registered through us since."""

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
    missing_by_estimate: int | None
    registered_stage: str
    classes: Classes
    newly: tuple[NewlyDay, ...]
    """Who newly registered since the last official count, and at least in the pace's months."""
    told: tuple[YearRelease, ...] = ()
    """What is told to who may not see people, by fiscal year; empty for who may."""

    @property
    def actual(self) -> Official | Estimate | None:
        """Return the value that progress is measured by: the official one, else the estimate."""
        return self.official or self.estimate

    @property
    def actual_on(self) -> date:
        return self.official.registered_on if self.official else self.on
