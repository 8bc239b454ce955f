"""The figures of a day, put together from the database and the settings."""

from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session

from classroom.core import clock
from classroom.core.config import Settings
from classroom.figures.nowcast.queries import Seen, nowcast_of
from classroom.figures.nowcast.values import Nowcast
from classroom.figures.official.queries import officials
from classroom.figures.official.values import Official
from classroom.figures.population.queries import denominator
from classroom.figures.population.values import Denominator
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.values import Classes, newly_since
from classroom.figures.report.values import (
    PACE_PERIOD,
    Estimate,
    Headline,
    Kpi,
    YearRate,
    headline,
)
from classroom.figures.results.month_ends import releases
from classroom.figures.results.releases import YearRelease, newly_after, published_day
from classroom.figures.results.told import classes_told
from classroom.rules import months, rate
from classroom.rules.fiscal_year import end_of, fiscal_year, start_of
from classroom.rules.words.app import Stage

AHEAD = "まだ来ていない日です。これからの見込みは「目標まで」で見られます。"


def kpi(
    db: Session,
    settings: Settings,
    on: date,
    today: date | None = None,
    *,
    published: bool = False,
) -> Kpi:
    """Work out the rate on a day, and everything the dashboard and its papers say.

    With `published` people are counted up to the last month's end alone, and so that nobody can be
    worked out: see `results.releases`. Every figure of it is made of those.
    """
    stage = Stage(settings.registered_stage)
    known = officials(db, on)
    official = known[-1] if known else None
    imported = denominator(db, settings.city_code, on)
    baseline = YearRate(settings.baseline_year, settings.baseline_rate)
    target = YearRate(settings.target_year, settings.target_rate)
    since = official.registered_on if official else end_of(baseline.fiscal_year)
    first = min(since + timedelta(days=1), months.first_of(on - PACE_PERIOD + timedelta(days=1)))
    told = releases(db, stage, first, on) if published else ()
    newly = () if published else registrations.newly_days(db, first, on, stage)
    ours = newly_after(told, since) if published else newly_since(newly, since)
    is_ahead = on > (today or clock.today())
    estimate = _estimate(ours, since, official, _denominator(official, imported), baseline)
    answer: Nowcast | str = AHEAD
    if not is_ahead:
        seen = Seen(on, stage, settings.records_from, ours, imported)
        answer = nowcast_of(db, known, seen)
    nowcast = answer if isinstance(answer, Nowcast) else None
    actual = headline(on, official, estimate, nowcast)
    line = (
        (baseline.fiscal_year, baseline.rate),
        (target.fiscal_year, target.rate),
    )
    return Kpi(
        on=on,
        fiscal_year=fiscal_year(on),
        baseline=baseline,
        target=target,
        path=tuple(YearRate(*point) for point in rate.yearly_path(*line)),
        path_now=rate.path_rate(actual.on if actual else on, *line),
        official=official,
        officials=tuple(known),
        estimate=estimate,
        nowcast=nowcast,
        nowcast_missing=answer if isinstance(answer, str) else "",
        progress=rate.progress(actual.rate, baseline.rate, target.rate) if actual else None,
        attainment=rate.attainment(actual.rate, target.rate) if actual else None,
        official_progress=rate.progress(official.rate, baseline.rate, target.rate)
        if official
        else None,
        official_attainment=rate.attainment(official.rate, target.rate) if official else None,
        missing_to_target=_missing(actual, target),
        registered_stage=settings.registered_stage,
        classes=_classes(db, told[-1], on, stage)
        if published
        else registrations.classes(db, on, stage),
        newly=newly,
        told=told,
        is_ahead=is_ahead,
    )


def _classes(db: Session, year: YearRelease, on: date, stage: Stage) -> Classes:
    first = start_of(year.fiscal_year)
    return classes_told(year, registrations.held(db, first, max(first, published_day(on))), stage)


def _denominator(official: Official | None, imported: Denominator | None) -> Denominator | None:
    """Return the official figure's own population: what its registrants are of."""
    if official is None:
        return imported
    return Denominator(official.population, official.population_on, official.source)


def _estimate(
    newly: int,
    since: date,
    official: Official | None,
    population: Denominator | None,
    baseline: YearRate,
) -> Estimate | None:
    """Add those who registered with us since to the last official count, or to the plan's rate."""
    if population is None or not population.residents:
        return None
    start = Decimal(official.registered) if official else baseline.rate * population.residents / 100
    if start + newly > population.residents:
        return None  # no rate over 100 %: `nowcast_missing` or the page says what to look at
    return Estimate(
        rate=rate.percentage(start + newly, population.residents),
        registered=rate.whole(start + newly),
        population=population.residents,
        starts_from_plan_rate=official is None,
        newly_registered=newly,
        since=since,
        population_on=population.on,
        population_source=population.source,
        population_of=population.whose,
    )


def _missing(value: Headline | None, target: YearRate) -> int | None:
    if value is None:
        return None
    return rate.missing_to_target(value.registered, value.population, target.rate)
