"""教室実績 of any period: a month, or a year up to a day. The one place that asks `results`."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.results import indicators, queries
from classroom.figures.results.values import Classes
from classroom.rules.fiscal_year import months_of
from classroom.rules.words.app import Stage


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month, by ages on the report's day, so that months add up to the year."""

    first: date
    classes: Classes


def classes_of(
    db: Session, settings: Settings, first: date, last: date, *, ages_on: date
) -> Classes:
    """Return the class results of a period, with everybody's age on one day."""
    return indicators.classes(
        indicators.Year(
            people=queries.people(db),
            stages=queries.stages(db, last),
            attended=queries.attended(db, first, last),
            outcomes=queries.outcomes(db, first, last),
            first=first,
            on=ages_on,
            registered_stage=Stage(settings.registered_stage),
        )
    )


def months(db: Session, settings: Settings, fiscal_year: int, on: date) -> list[Month]:
    """Return the months of a fiscal year that have begun by a day."""
    return [
        Month(first, classes_of(db, settings, first, min(last_of(first), on), ages_on=on))
        for first in months_of(fiscal_year)
        if first <= on
    ]


def last_of(month: date) -> date:
    """Return the last day of a month."""
    return next_month(month) - timedelta(days=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)
