"""Days on which the city's buildings are closed.

The package `holidays` is used because it knows substitute holidays and equinoxes for years to come
and is released every month; a list of our own would be wrong at the next change of the law.
"""

from datetime import date
from functools import lru_cache

import holidays

YEAR_END = "年末年始"


def holiday_name(day: date) -> str | None:
    """Return the name of a national holiday (国民の祝日に関する法律), or None."""
    return _of_year(day.year).get(day)


def closing_name(day: date) -> str | None:
    """Return why public halls are closed: a national holiday, or 29 December to 3 January."""
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return holiday_name(day) or (YEAR_END if year_end else None)


@lru_cache(16)
def _of_year(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("JP", years=year, language="ja").items())
