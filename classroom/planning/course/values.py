"""What travels between the pages, the services and the imports of courses and offerings."""

from dataclasses import dataclass
from datetime import date, datetime, time

from classroom.planning.course.rules import CourseDevice, Level, Selection
from classroom.rules.era_calendar import weekday
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionState


@dataclass(frozen=True, slots=True)
class CourseDetails:
    """A course as someone wrote it."""

    code: str
    title: str
    short_title: str
    summary: str = ""
    level: Level = Level.FIRST
    device: CourseDevice = CourseDevice.BOTH
    bring: str = ""
    handout: str = ""
    minutes: int = 90
    capacity: int = 12
    people_per_helper: int = 4
    teaches_app: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Terms:
    """How one may apply for an offering, and how seats are given."""

    capacity: int
    title: str = ""
    selection: Selection = Selection.ORDER
    age_min: int | None = None
    first_timers_first: bool = False
    apply_from: date | None = None
    apply_until: date | None = None
    note: str = ""
    # The desk may set the age and clash rules aside, with a reason.
    allows_override: bool = False


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """One day of an offering as someone wrote it; `id` of a session that is there already."""

    on: date
    starts: time
    ends: time
    venue_id: int
    room_id: int | None = None
    topic: str = ""
    id: int | None = None
    clash_reason: str = ""
    # Someone has read what speaks against the day, and wants it all the same.
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class OfferingDetails:
    """A new offering. Its sessions are numbered by day and time."""

    course_id: int
    terms: Terms
    sessions: tuple[SessionDetails, ...]


@dataclass(frozen=True, slots=True)
class DayLine:
    """A session as calendars and lists of a day show it; `title` is what the posters call it."""

    course_session_id: int
    offering_id: int
    course_id: int
    venue_id: int
    code: str
    title: str
    short_title: str
    teaches_app: bool
    number: int
    session_count: int
    on: date
    starts: time
    ends: time
    venue: str
    venue_short: str
    room: str
    capacity: int
    seats_taken: int
    status: Status
    apply_from: date | None
    apply_until: date | None
    closed_at: datetime | None
    state: SessionState = SessionState.PLANNED
    planned_on: date | None = None

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken


@dataclass(frozen=True, slots=True)
class MovedAway:
    """A session that is not held on the day on which it was to be, for who looks there."""

    offering_id: int
    course_id: int
    venue_id: int
    was_on: date
    starts: time
    is_on: date
    number: int
    session_count: int
    title: str
    short_title: str


@dataclass(frozen=True, slots=True)
class OffDay:
    """A day of an offering that does not take place."""

    offering_id: int
    number: int
    on: date
    state: SessionState

    @property
    def sentence(self) -> str:
        """Say it to who books: 第3回（12月17日・木）は中止になりました."""
        day = f"{self.on.month}月{self.on.day}日・{weekday(self.on)}"
        return f"第{self.number}回（{day}）は{self.state.sentence}。"


@dataclass(frozen=True, slots=True)
class OpenOffering:
    """An offering that can be booked; on `on` is its first session."""

    id: int
    code: str
    title: str
    short_title: str
    teaches_app: bool
    on: date
    starts: time
    ends: time
    session_count: int
    venue: str
    venue_short: str
    room: str
    capacity: int
    seats_taken: int
    selection: Selection
    age_min: int | None
    first_timers_first: bool
    apply_until: date | None

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken


@dataclass(frozen=True, slots=True)
class OfferingLine:
    """An offering in the list of a course."""

    id: int
    code: str
    title: str
    status: Status
    first_on: date
    session_count: int
    venue_short: str
    capacity: int
    seats_taken: int


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A course in the list of the catalogue."""

    id: int
    code: str
    title: str
    level: Level
    device: CourseDevice
    minutes: int
    capacity: int
    handout: str
    teaches_app: bool
    is_active: bool
    offering_count: int
