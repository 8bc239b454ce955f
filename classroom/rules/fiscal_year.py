"""年度: April to March, named by the calendar year in which it begins."""

from datetime import date, timedelta
from typing import Final

from classroom.rules import months
from classroom.rules.era_calendar import era_year_label

_APRIL: Final = 4


def fiscal_year(day: date) -> int:
    """Return the 年度 a day belongs to (令和8年度 = 2026)."""
    return day.year if day.month >= _APRIL else day.year - 1


def closed_by(day: date, april_days: int) -> int:
    """Return the 年度 that a figure of this day closes.

    「4月1日現在」 is how a year's end is counted: the first so many days of April still close the
    year before.
    """
    return fiscal_year(day - timedelta(days=april_days))


def start_of(year: int) -> date:
    """Return the first day, 1 April."""
    return date(year, _APRIL, 1)


def end_of(year: int) -> date:
    """Return the last day, 31 March."""
    return date(year + 1, _APRIL - 1, 31)


def months_of(year: int) -> tuple[date, ...]:
    """Return the first day of each of the twelve months, from April on."""
    return months.between(start_of(year), end_of(year))


def fiscal_year_label(year: int) -> str:
    """Name a 年度 as staff do: 令和8年度.

    A year with a change of era takes the new one, as the government did for 令和元年度.
    """
    return f"{era_year_label(date(year, 12, 31))}度"
