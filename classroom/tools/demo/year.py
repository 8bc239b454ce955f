"""The calendar of a fictitious year: which course runs when and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random

from classroom.planning.course.holidays import usually_closed
from classroom.rules.fiscal_year import end_of, fiscal_year, start_of
from classroom.tools.demo.catalogue import CATALOGUE, Entry
from classroom.tools.demo.places import VENUES

MORNING, LATE_MORNING, AFTERNOON = time(9, 30), time(10), time(13, 30)
# What today shows: a class that is over, one that is on, one that is coming.
TODAY = (
    ("SN-102", MORNING, "赤井"),
    ("ID-101", LATE_MORNING, "矢本東"),
    ("SN-202", AFTERNOON, "大曲"),
)


@dataclass(frozen=True, slots=True)
class Run:
    """One offering of the year."""

    entry: Entry
    days: tuple[date, ...]
    starts: time
    venue: str

    @property
    def ends(self) -> time:
        """Return when each of its sessions ends: after ninety minutes."""
        minutes = self.starts.hour * 60 + self.starts.minute + 90
        return time(*divmod(minutes, 60))


def runs(random: Random, today: date) -> list[Run]:
    """Return the year's offerings in the order of their days. No room is used twice at once."""
    year = fiscal_year(today)
    first, last = start_of(year) + timedelta(days=14), end_of(year) - timedelta(days=14)
    taken: set[tuple[date, time, str]] = set()
    made = list(_today(today))
    for run in made:
        taken |= {(day, run.starts, run.venue) for day in run.days}
    shown_today = [code for code, *_ in TODAY]
    for entry in CATALOGUE:
        count = entry.runs - shown_today.count(entry.code)
        step = (last - first).days / max(1, count)
        for number in range(count):
            wanted = first + timedelta(days=round(step * (number + random.random() * 0.9)))
            made.append(_placed(random, entry, wanted, taken, last))
    return sorted(made, key=lambda run: (run.days[0], run.starts))


def _today(today: date) -> Iterator[Run]:
    entries = {entry.code: entry for entry in CATALOGUE}
    for code, starts, venue in TODAY:
        entry = entries[code]
        # A series is in its second week.
        begun = today - timedelta(weeks=1 if entry.sessions > 1 else 0)
        days = tuple(begun + timedelta(weeks=week) for week in range(entry.sessions))
        yield Run(entry, days, starts, venue)


def _placed(
    random: Random, entry: Entry, wanted: date, taken: set[tuple[date, time, str]], last: date
) -> Run:
    day = wanted
    while True:
        day = _working_day(day)
        days = tuple(_series(day, entry.sessions))
        starts = random.choice((LATE_MORNING, LATE_MORNING, AFTERNOON))
        venue = random.choice([name for _, name, *_ in VENUES])
        wishes = {(each, starts, venue) for each in days}
        if not wishes & taken and days[-1] <= last + timedelta(days=14):
            taken |= wishes
            return Run(entry, days, starts, venue)
        day += timedelta(days=1) if days[-1] <= last else timedelta(days=-7)


def _series(first: date, count: int) -> Iterator[date]:
    day, closed = first, usually_closed()
    for _ in range(count):
        while closed(day):
            day += timedelta(weeks=1)
        yield day
        day += timedelta(weeks=1)


def _working_day(day: date) -> date:
    closed = usually_closed()
    while day.weekday() >= 5 or closed(day):
        day += timedelta(days=1)
    return day
