"""A week of the calendar in lanes: a row a venue or a person, a column a day."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from classroom.planning.course.holidays import holiday_name
from classroom.planning.course.values import DayLine
from classroom.planning.offering.calendar_values import Event, event_of

DAYS = 7


@dataclass(frozen=True, slots=True)
class Column:
    """A day of the week. `closing`: why public halls are closed, if they are."""

    on: date
    is_today: bool
    closing: str | None

    @property
    def holiday(self) -> str | None:
        return holiday_name(self.on)

    @property
    def is_off(self) -> bool:
        return self.closing is not None or self.on.weekday() >= DAYS - 2


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: who or what it is of, and its classes by day. 0 gathers what has nobody yet."""

    number: int
    name: str
    note: str
    cells: tuple[tuple[Event, ...], ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on."""

    monday: date
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]

    @property
    def previous(self) -> date:
        return self.monday - timedelta(days=DAYS)

    @property
    def next(self) -> date:
        return self.monday + timedelta(days=DAYS)

    @property
    def last(self) -> date:
        return self.next - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before a lane."""

    number: int
    name: str
    note: str = ""
    is_used: bool = True


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week(
    closed: Mapping[date, str | None],
    lines: Iterable[DayLine],
    own: Collection[int],
    now: datetime,
    heads: Sequence[Head],
    lanes_of: Mapping[int, Collection[int]],
) -> Week:
    """Lay out a week. `closed`: its days, each with why the city is closed, if it is.

    `lanes_of`: by session the lanes in which it stands.

    A lane whose head is not in use any more is shown only if something stands in it.
    """
    found: dict[tuple[int, date], list[Event]] = {}
    for line in lines:
        event = event_of(line, own, now)
        for lane in lanes_of.get(line.course_session_id) or (0,):
            found.setdefault((lane, line.on), []).append(event)
    used = {lane for lane, _ in found}
    columns = tuple(Column(on, on == now.date(), name) for on, name in closed.items())
    lanes = tuple(
        Lane(
            head.number,
            head.name,
            head.note,
            tuple(tuple(found.get((head.number, on), ())) for on in closed),
        )
        for head in heads
        if head.is_used or head.number in used
    )
    return Week(min(closed), columns, lanes)
