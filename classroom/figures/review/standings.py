"""How each indicator of the plan stands in a fiscal year: the values behind the yearly sheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from classroom.figures.report.values import Kpi
from classroom.figures.review.rules import Goal, Scheme, Standing, rating, standing
from classroom.figures.review.values import Actual, Indicator, ReviewText
from classroom.rules import rate
from classroom.rules.era_calendar import wareki
from classroom.rules.fiscal_year import end_of, fiscal_year

PLAN = "計画"


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
    """Return every indicator as it stands in the sheet's year."""
    return [_line(year, one) for one in year.indicators]


def our_line(found: list[Line]) -> Line | None:
    """Return the line of the registration rate."""
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
    if wanted == kpi.fiscal_year and kpi.estimate:
        return Actual(kpi.estimate.rate, f"推計 {wareki(kpi.on)}", is_estimate=True)
    return None


def _day_of_ours(kpi: Kpi, wanted: int) -> date:
    within = [
        one.registered_on for one in kpi.officials if fiscal_year(one.registered_on) == wanted
    ]
    return within[-1] if within else kpi.on


def path_of(goal: Goal, wanted: int) -> Decimal | None:
    """Return where the straight line stands at the end of a fiscal year."""
    return goal.path_at(end_of(wanted))


def years_of(goal: Goal) -> range:
    """Return the fiscal years from the baseline's to the target's."""
    return range(goal.baseline_year, goal.target_year + 1)


def missing(kpi: Kpi, actual: Actual) -> int | None:
    """Return how many people are missing to the target by the value that the sheet shows."""
    if actual.is_estimate:
        return kpi.missing_by_estimate
    found = [one for one in kpi.officials if one.rate == actual.value]
    if not found:
        return None
    return rate.missing_to_target(found[-1].registered, found[-1].population, kpi.target.rate)
