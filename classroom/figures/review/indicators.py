"""The plan's indicators: as they are shipped, and how each stands in a fiscal year."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from classroom.core.config import Settings
from classroom.core.data import data_dir
from classroom.figures.official.values import Official
from classroom.figures.report.story import basis_said
from classroom.figures.report.values import Kpi
from classroom.figures.review.rules import (
    NO_BASELINE,
    NO_RATING,
    Better,
    Goal,
    Scheme,
    Standing,
    rating,
    standing,
)
from classroom.figures.review.values import Action, Actual, Indicator, ReviewText, Step
from classroom.rules import rate
from classroom.rules.fiscal_year import closed_by, end_of

PLAN = "計画"
FILE = "plan/indicators.toml"


@dataclass(frozen=True, slots=True)
class Closing:
    """The official counts that are known, and how long into April one still closes a year."""

    officials: tuple[Official, ...]
    april_days: int

    def of(self, year: int) -> Official | None:
        """Return the last official count of a fiscal year."""
        within = (
            one for one in self.officials if closed_by(one.registered_on, self.april_days) == year
        )
        return max(within, key=lambda one: one.registered_on, default=None)


@dataclass(frozen=True, slots=True)
class Year:
    """What a sheet knows of its year: its figures, the entered values, texts, and the scheme."""

    fiscal_year: int
    kpi: Kpi
    closing: Closing
    actions: Mapping[int, Action]
    indicators: tuple[Indicator, ...]
    actuals: Mapping[tuple[str, int], Actual]
    texts: Mapping[int, ReviewText]
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the sheet's year; `path` is where the straight line stood on `path_on`.

    The day is that of the value, never that of printing; today's where there is no value yet.
    """

    indicator: Indicator
    actual: Actual | None
    path: Decimal | None
    path_on: date
    how: Standing
    rating: str


def lines(year: Year) -> list[Line]:
    return [_line(year, one) for one in year.indicators]


def our_line(found: list[Line]) -> Line | None:
    return next((line for line in found if line.indicator.is_ours), None)


def _line(year: Year, one: Indicator) -> Line:
    actual = actual_of(year, one, year.fiscal_year)
    on = min(actual.path_on if actual else year.kpi.on, end_of(year.fiscal_year))
    path = one.goal.path_at(on)
    how = standing(one.goal, actual.a_year if actual else None, path)
    # The city's own figure between two official ones moves with the day it is looked at.
    is_rated = actual is not None and not actual.is_estimate
    return Line(one, actual, path, on, how, rating(year.scheme, how) if is_rated else NO_RATING)


def actual_of(year: Year, one: Indicator, wanted: int) -> Actual | None:
    """Return an indicator's value of a fiscal year up to the sheet's own.

    Ours is the last official figure of that year; the sheet's own year takes the estimate where
    there is none. The baseline's year has the plan's value.
    """
    if wanted == one.goal.baseline_year and one.goal.baseline is not None:
        return Actual(one.goal.baseline, PLAN, end_of(wanted))
    if wanted > year.fiscal_year:
        return None
    if not one.is_ours:
        return year.actuals.get((one.code, wanted))
    return our_actual(year.kpi, year.closing, wanted)


def our_actual(kpi: Kpi, closing: Closing, wanted: int) -> Actual | None:
    """Return the registration rate of a fiscal year: official, else the estimate of its own day."""
    if last := closing.of(wanted):
        return Actual(
            last.rate,
            f"公式値（{last.source}）",
            last.registered_on,
            of=(last.registered, last.population),
        )
    if wanted == kpi.fiscal_year and (head := kpi.headline):
        return Actual(head.rate, basis_said(kpi), head.on, is_estimate=True)
    return None


def missing(kpi: Kpi, actual: Actual) -> int | None:
    """Return how many people are missing to the target by the value that the sheet shows."""
    if actual.is_estimate:
        return kpi.missing_to_target
    return rate.missing_to_target(*actual.of, kpi.target.rate) if actual.of else None


def shipped(settings: Settings) -> list[Indicator]:
    """Return the plan's indicators, as they came with the program."""
    found = [(action, one) for action in _entries() for one in action["indicator"]]
    return [
        _shipped(settings, action, one, position) for position, (action, one) in enumerate(found, 1)
    ]


def shipped_actions() -> list[Action]:
    """Return the plan's actions, as they came with the program."""
    return [
        Action(
            one["number"],
            one["title"],
            one["office"],
            tuple(Step(step["name"], tuple(step["years"])) for step in one["steps"]),
        )
        for one in _entries()
    ]


def _shipped(
    settings: Settings, action: dict[str, Any], found: dict[str, Any], position: int
) -> Indicator:
    computed, has_none = found.get("computed", ""), found["baseline"] == NO_BASELINE
    goal = Goal(
        None if has_none else Decimal(found["baseline"]),
        Decimal(found["target"]),
        Better(found.get("better", Better.HIGHER)),
        no_baseline=has_none,
        unit=found["unit"],
    )
    return Indicator(
        code=found["code"],
        action=action["number"],
        goal=goal_of(settings, goal, computed),
        title=action["title"],
        name=found["name"],
        is_flow=found.get("flow", False),
        note=found.get("note", ""),
        computed=computed,
        position=position,
    )


def goal_of(settings: Settings, goal: Goal, computed: str) -> Goal:
    """Return an indicator's goal with the plan's years; that of our own rate is in the settings."""
    dated = replace(goal, baseline_year=settings.baseline_year, target_year=settings.target_year)
    if not computed:
        return dated
    return replace(
        dated,
        baseline=settings.baseline_rate,
        target=settings.target_rate,
        no_baseline=False,
    )


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    text = (data_dir("materials") / FILE).read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["action"])
