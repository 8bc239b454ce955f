"""Months, each named by its first day."""

from datetime import date, timedelta
from typing import Final

_YEAR: Final = 12


def first_of(day: date) -> date:
    return day.replace(day=1)


def later(month: date, further: int) -> date:
    """Return the first day of the month so many months after (or, below 0, before) a day's."""
    year, number = divmod(month.year * _YEAR + month.month - 1 + further, _YEAR)
    return date(year, number + 1, 1)


def last_of(day: date) -> date:
    return later(day, 1) - timedelta(days=1)


def between(first: date, last: date) -> tuple[date, ...]:
    """Return every month from one day's to another's, theirs included."""
    count = (last.year - first.year) * _YEAR + last.month - first.month + 1
    return tuple(later(first, further) for further in range(count))
