"""When a class is held in the next 年度: the same weekday and week, closed days left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from classroom.rules.fiscal_year import fiscal_year, fiscal_year_label, months_of

WEEK = timedelta(weeks=1)
# No run of closed weeks is longer; a closing rule that never ends must not hang.
WEEKS_TRIED = 8
Closing = Callable[[date], str | None]


@dataclass(frozen=True, slots=True)
class Copied:
    """The days of a series in another 年度, and the closed days that were stepped over."""

    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


def week_of(day: date) -> int:
    """Return which of its weekday in the month a day is: 5 is the fifth Tuesday."""
    return (day.day - 1) // 7 + 1


def same_week(day: date, year: int) -> date:
    """Return the same weekday of the same week of the month in a 年度: the second Tuesday of May.

    Where a month has no fifth one, its last.
    """
    month = months_of(year)[(day.month - 4) % 12]
    on = month + timedelta(days=(day.weekday() - month.weekday()) % 7) + (week_of(day) - 1) * WEEK
    return on if on.month == month.month else on - WEEK


def copied(days: Sequence[date], year: int, closing: Closing) -> Copied:
    """Return a series of days, in order, as it would be held in a 年度.

    The first keeps its week; the others follow at the distances they had, so that a weekly class
    stays weekly. A week that was left out because it was closed is no distance.
    """
    if not days:
        return Copied((), ())
    found: list[date] = []
    skipped: list[tuple[date, str]] = []
    for distance in (timedelta(0), *_distances(days, closing)):
        on = found[-1] + distance if found else same_week(days[0], year)
        for _ in range(WEEKS_TRIED):
            name = closing(on)
            if name is None:
                break
            skipped.append((on, name))
            on += WEEK
        found.append(on)
    return Copied(tuple(found), tuple(skipped))


def retitled(title: str, year: int) -> str:
    """Return a title with the 年度 that it names made the next one."""
    return title.replace(fiscal_year_label(year - 1), fiscal_year_label(year))


def year_to_plan(today: date) -> int:
    """Return the 年度 that is planned on a day: the next one, in April still the one just begun."""
    year = fiscal_year(today)
    return year if today.month == months_of(year)[0].month else year + 1


def _distances(days: Sequence[date], closing: Closing) -> list[timedelta]:
    gaps = [after - before for before, after in pairwise(days)]
    usual = min((gap for gap in gaps if gap), default=WEEK)
    return [
        usual if _is_stretched(before, gap, usual, closing) else gap
        for before, gap in zip(days, gaps, strict=False)
    ]


def _is_stretched(before: date, gap: timedelta, usual: timedelta, closing: Closing) -> bool:
    """Tell whether a gap is longer than usual only because the days between were closed."""
    if gap <= usual or gap % usual:
        return False
    between = [before + number * usual for number in range(1, gap // usual)]
    return all(closing(day) for day in between)
