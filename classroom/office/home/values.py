"""What the first page shows."""

from dataclasses import dataclass

from classroom.class_day.attendance.values import Counts
from classroom.desk.queue.call_values import CallList
from classroom.office.home.rules import Stand
from classroom.planning.course.values import DayLine, MovedAway
from classroom.planning.staffing.values import Team
from classroom.rules.words.planning import Status


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A class of today."""

    day: DayLine
    stand: Stand
    team: Team
    counts: Counts


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A class of the coming weeks with its seats."""

    day: DayLine
    waiting: int

    @property
    def is_cancelled(self) -> bool:
        return self.day.status is Status.CANCELLED


@dataclass(frozen=True, slots=True)
class Today:
    """What this day asks of the person at the screen. `next_class` is the first after today.

    `calls` is None for who does not telephone.
    """

    classes: tuple[TodayLine, ...]
    coming: tuple[ComingLine, ...]
    next_class: DayLine | None
    calls: CallList | None
    # What was to be today and is held on another day, for who comes or calls all the same.
    moved: tuple[MovedAway, ...] = ()

    @property
    def running(self) -> int:
        return sum(line.stand is not Stand.CANCELLED for line in self.classes)
