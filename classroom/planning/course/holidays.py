"""Days on which the city's buildings are closed, as its settings have them.

The package `holidays` is used because it knows substitute holidays and equinoxes for years to come
and is released every month; a list of our own would be wrong at the next change of the law.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import holidays
from sqlmodel import Session

from classroom.core.settings.queries import in_force
from classroom.core.settings.values import definitions
from classroom.rules.closed_days import name_of, spans

Closing = Callable[[date], str | None]


def holiday_name(day: date) -> str | None:
    """Return the name of a national holiday (国民の祝日に関する法律), or None."""
    return _of_year(day.year).get(day)


@lru_cache(16)
def closing_of(closed_days: str, *, on_holidays: bool) -> Closing:
    """Return what tells why public halls are closed on a day: by these days, or by the law."""
    closed = spans(closed_days)

    def closing_name(day: date) -> str | None:
        return (holiday_name(day) if on_holidays else None) or name_of(closed, day)

    return closing_name


def closing(db: Session) -> Closing:
    """Return what tells why the city is closed on a day, by the settings in force."""
    days, on_holidays = in_force(db, "closed_days"), in_force(db, "closed_on_holidays")
    return closing_of(str(days), on_holidays=bool(on_holidays))


def usually_closed() -> Closing:
    """Return what tells why a city that has decided nothing is closed on a day."""
    usual = definitions()
    on_holidays = bool(usual["closed_on_holidays"].usual)
    return closing_of(str(usual["closed_days"].usual), on_holidays=on_holidays)


@lru_cache(16)
def _of_year(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("JP", years=year, language="ja").items())
