"""The month of a calendar: its weeks, its events, and what it adds up to."""

import calendar
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from classroom.planning.course.holidays import holiday_name
from classroom.planning.course.rules import Mark, mark
from classroom.planning.course.values import DayLine, MovedAway
from classroom.rules import months
from classroom.rules.era_calendar import era_year_label

SUNDAY_FIRST = calendar.Calendar(firstweekday=calendar.SUNDAY)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events to show; None and False show all."""

    venue_id: int | None = None
    course_id: int | None = None
    only_free: bool = False

    def passes(self, event: "Event") -> bool:
        return (
            self.venue_id in (None, event.line.venue_id)
            and self.course_id in (None, event.line.course_id)
            and (not self.only_free or event.mark is Mark.FREE)
        )

    def passes_moved(self, one: MovedAway) -> bool:
        here = self.venue_id in (None, one.venue_id) and self.course_id in (None, one.course_id)
        return here and not self.only_free


@dataclass(frozen=True, slots=True)
class Event:
    """A session with how it stands, and whether it is the looker's own."""

    line: DayLine
    mark: Mark
    is_own: bool

    @property
    def words(self) -> str:
        """Return what stands beside it: 残り4, 満席, 12人, 中止."""
        return {
            Mark.FREE: f"残り{self.line.seats_left}",
            Mark.FULL: "満席",
            Mark.SOON: "受付前",
            Mark.CLOSED: "締切",
            Mark.PAST: f"{self.line.seats_taken}人",
            Mark.CANCELLED: self.line.state.label or "中止",
            Mark.DRAFT: "下書き",
        }[self.mark]

    @property
    def words_told(self) -> str:
        """Return the same for who may not see people: not how few applied."""
        return {Mark.FREE: "空きあり", Mark.PAST: "終了"}.get(self.mark, self.words)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar with its events."""

    on: date
    is_inside: bool
    is_today: bool
    holiday: str | None
    events: tuple[Event, ...]
    # What was to be here and is held on another day.
    moved: tuple[MovedAway, ...] = ()

    @property
    def colour(self) -> str:
        """Return the class of its date: Sundays and holidays red, Saturdays blue."""
        if self.holiday or self.on.weekday() == calendar.SUNDAY:
            return "sun"
        return "sat" if self.on.weekday() == calendar.SATURDAY else ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month: whole weeks from Sunday on, some days of which belong to its neighbours."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def name(self) -> str:
        return f"{era_year_label(self.first)}{self.first.month}月"

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day.is_inside]

    @property
    def events(self) -> list[Event]:
        return [event for day in self.days for event in day.events]

    @property
    def moved(self) -> list[MovedAway]:
        return [one for day in self.days for one in day.moved]

    @property
    def previous(self) -> date:
        return months.later(self.first, -1)

    @property
    def next(self) -> date:
        return months.later(self.first, 1)

    def count(self, *marks: Mark) -> int:
        return sum(event.mark in marks for event in self.events)

    @property
    def cancelled(self) -> int:
        return self.count(Mark.CANCELLED)

    @property
    def seats_taken(self) -> int:
        """Return how many people are enrolled in the month's offerings, each offering once."""
        taken = {
            event.line.offering_id: event.line.seats_taken
            for event in self.events
            if event.mark is not Mark.CANCELLED
        }
        return sum(taken.values())


def span(first: date) -> tuple[date, date]:
    weeks = SUNDAY_FIRST.monthdatescalendar(first.year, first.month)
    return weeks[0][0], weeks[-1][-1]


def month(
    first: date,
    lines: Iterable[DayLine],
    own: Collection[int],
    shown: Filter,
    now: datetime,
    moved: Iterable[MovedAway] = (),
) -> Month:
    """Lay out a month. `own`: the looker's sessions; `now`: the office's wall clock."""
    away: dict[date, list[MovedAway]] = defaultdict(list)
    for one in moved:
        if shown.passes_moved(one):
            away[one.was_on].append(one)
    events: dict[date, list[Event]] = defaultdict(list)
    for line in lines:
        event = event_of(line, own, now)
        if shown.passes(event):
            events[line.on].append(event)
    weeks = SUNDAY_FIRST.monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(
            tuple(
                Day(
                    on,
                    on.month == first.month,
                    on == now.date(),
                    holiday_name(on),
                    tuple(events[on]),
                    tuple(away[on]),
                )
                for on in week
            )
            for week in weeks
        ),
    )


def event_of(line: DayLine, own: Collection[int], now: datetime) -> Event:
    """Return a session as it stands at an instant of the office's wall clock."""
    return Event(line, _mark(line, now), line.course_session_id in own)


def _mark(line: DayLine, now: datetime) -> Mark:
    today = now.date()
    return mark(
        line.status,
        line.seats_left,
        is_past=(line.on, line.ends) < (today, now.time()),
        is_early=line.apply_from is not None and today < line.apply_from,
        is_late=line.apply_until is not None and line.apply_until < today,
    )
