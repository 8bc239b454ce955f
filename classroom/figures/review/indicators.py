"""The plan's indicators: as they are shipped, and how each stands in a fiscal year."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from classroom.core.config import Settings
from classroom.core.data import data_dir
from classroom.figures.report.story import basis_said
from classroom.figures.report.values import Kpi
from classroom.figures.review.rules import Better, Goal, Scheme, Standing, rating, standing
from classroom.figures.review.values import Actual, Indicator, ReviewText
from classroom.rules import rate
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import fiscal_year

PLAN = "計画"
FILE = "plan/indicators.toml"


@dataclass(frozen=True, slots=True)
class Year:
    """What a sheet knows of its year: its figures, the entered values, texts, and the scheme."""

    fiscal_year: int
    kpi: Kpi
    indicators: tuple[Indicator, ...]
    actuals: Mapping[tuple[str, int], Actual]
    texts: Mapping[str, ReviewText]
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator in the sheet's year; `path` is where the straight line stood on `path_on`."""

    indicator: Indicator
    actual: Actual | None
    path: Decimal | None
    path_on: date
    how: Standing
    rating: str
    text: ReviewText


def lines(year: Year) -> list[Line]:
    return [_line(year, one) for one in year.indicators]


def our_line(found: list[Line]) -> Line | None:
    return next((line for line in found if line.indicator.is_ours), None)


def _line(year: Year, one: Indicator) -> Line:
    actual = actual_of(year, one, year.fiscal_year)
    on = _day_of_ours(year.kpi, year.fiscal_year) if one.is_ours else year.kpi.on
    path = one.goal.path_at(on)
    how = standing(one.goal, actual.value if actual else None, path)
    return Line(
        indicator=one,
        actual=actual,
        path=path,
        path_on=on,
        how=how,
        rating=rating(year.scheme, how),
        text=year.texts.get(one.code, ReviewText()),
    )


def actual_of(year: Year, one: Indicator, wanted: int) -> Actual | None:
    """Return an indicator's value of a fiscal year up to the sheet's own.

    Ours is the last official figure within that year; the sheet's own year takes the estimate where
    there is none. The baseline's year has the plan's value.
    """
    if wanted == one.goal.baseline_year and one.goal.baseline is not None:
        return Actual(one.goal.baseline, PLAN)
    if wanted > year.fiscal_year:
        return None
    if not one.is_ours:
        return year.actuals.get((one.code, wanted))
    return our_actual(year.kpi, wanted)


def our_actual(kpi: Kpi, wanted: int) -> Actual | None:
    """Return the registration rate of a fiscal year: official, else the estimate of its own day."""
    within = [one for one in kpi.officials if fiscal_year(one.registered_on) == wanted]
    if within:
        last = within[-1]
        return Actual(last.rate, f"公式値 {wareki(last.registered_on)}（{last.source}）")
    if wanted == kpi.fiscal_year and (head := kpi.headline):
        return Actual(head.rate, f"{basis_said(kpi)} {wareki(head.on)}", is_estimate=True)
    return None


def _day_of_ours(kpi: Kpi, wanted: int) -> date:
    within = [
        one.registered_on for one in kpi.officials if fiscal_year(one.registered_on) == wanted
    ]
    return within[-1] if within else kpi.on


def missing(kpi: Kpi, actual: Actual) -> int | None:
    """Return how many people are missing to the target by the value that the sheet shows."""
    if actual.is_estimate:
        return kpi.missing_to_target
    found = [one for one in kpi.officials if one.rate == actual.value]
    if not found:
        return None
    return rate.missing_to_target(found[-1].registered, found[-1].population, kpi.target.rate)


def shipped(settings: Settings) -> list[Indicator]:
    """Return the indicators of the plan's ten actions; what no source gave is empty."""
    return [
        Indicator(
            code=found["code"],
            action=found["action"],
            goal=goal_of(settings, computed=found.get("computed", ""), **_goal(found)),
            title=found.get("title", ""),
            name=found.get("name", ""),
            unit=found.get("unit", ""),
            computed=found.get("computed", ""),
            position=position,
        )
        for position, found in enumerate(_entries(), 1)
    ]


def goal_of(
    settings: Settings,
    *,
    computed: str,
    baseline: Decimal | None,
    target: Decimal | None,
    better: Better,
) -> Goal:
    """Return an indicator's goal; that of our own rate is in the settings."""
    if computed:
        baseline, target = settings.baseline_rate, settings.target_rate
    return Goal(baseline, target, better, settings.baseline_year, settings.target_year)


def _goal(found: dict[str, Any]) -> dict[str, Any]:
    numbers = {
        name: Decimal(found[name]) if name in found else None for name in ("baseline", "target")
    }
    return {**numbers, "better": Better(found.get("better", Better.HIGHER))}


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    text = (data_dir("materials") / FILE).read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["indicator"])
