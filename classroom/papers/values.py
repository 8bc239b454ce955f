"""What several papers show: their office, the class, and its days and times in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from classroom.core.config import Settings
from classroom.rules.era_calendar import wareki, weekday
from classroom.rules.words.session import SessionAct, SessionState

NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who hands out the papers: the city, whom to ask, their telephone and address."""

    city: str
    contact: str
    telephone: str = ""
    address: str = ""
    purpose: str = ""

    @property
    def name(self) -> str:
        return f"{self.city} {self.contact}"


def office_of(settings: Settings) -> Office:
    return Office(
        city=settings.city_name,
        contact=settings.contact,
        telephone=settings.telephone,
        address=settings.office_address,
        purpose=settings.purpose,
    )


@dataclass(frozen=True, slots=True)
class Signer:
    """Who gives a certificate: the city, and who signs for it; empty for the city itself."""

    city: str
    name: str = ""


def signer_of(settings: Settings) -> Signer:
    return Signer(settings.city_name, settings.certificate_signer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A building, as someone who was never there must find it."""

    name: str
    address: str = ""
    telephone: str = ""
    parking: int = 0
    is_step_free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One day of a class. Times are the wall clock's."""

    number: int
    on: date
    starts: time
    ends: time
    place: Place
    room: str = ""
    topic: str = ""
    state: SessionState = SessionState.PLANNED
    planned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFacts:
    """A class as papers name it; it has at least one meeting.

    `meetings` are the days that take place, in time; `off` those that were called off. Where all of
    them were, they stand as meetings too: a paper needs a day.
    """

    offering_id: int
    code: str
    title: str
    bring: str
    meetings: tuple[Meeting, ...]
    off: tuple[Meeting, ...] = ()

    @property
    def first(self) -> Meeting:
        return self.meetings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What has become of one day of a class, as its notice says it.

    `was` is the day as people know it, `now` the session as it stands; `count`: of how many days.
    Of a whole class that is called off (`is_whole`) both are its first day.
    """

    act: SessionAct
    reason: str
    was: Meeting
    now: Meeting
    count: int
    is_whole: bool = False

    @property
    def which(self) -> str:
        """Name the day: 第3回, or the class where it is the only one."""
        return f"第{self.now.number}回" if self.count > 1 else "教室"

    @property
    def sentence(self) -> str:
        if self.is_whole:
            which = f"からの教室（全{self.count}回）" if self.count > 1 else "の教室"
            return f"{short_day(self.was.on)}{which}は、{SessionState.CANCELLED.sentence}。"
        if self.act is SessionAct.MOVED:
            return f"{short_day(self.was.on)}の{self.which}は、下の日時に変わりました。"
        return f"{short_day(self.was.on)}の{self.which}は、{self.now.state.sentence}。"


def whole_day(day: date) -> str:
    """Return a day as it stands large on a paper: 令和8年12月1日（火）."""
    return f"{wareki(day)}（{weekday(day)}）"


def short_day(day: date) -> str:
    """Return a day in a list of days: 12月1日（火）."""
    return f"{day.month}月{day.day}日（{weekday(day)}）"


def hours(starts: time, ends: time) -> str:
    """Return when a class begins and ends: 午前10時から正午まで."""
    return f"{_half(starts)}{_clock(starts)}から{_end(starts, ends)}まで"


def where(meeting: Meeting) -> str:
    return "　".join(filter(None, (meeting.place.name, meeting.room)))


def day_lines(about: ClassFacts) -> tuple[str, ...]:
    """Return a line a day; time and place only where they are not those of the first day.

    Days that were called off stand among them and say so: people know them.
    """
    first = about.first
    days = {meeting.number: meeting for meeting in (*about.meetings, *about.off)}
    return tuple(
        _day_line(first, meeting) for meeting in sorted(days.values(), key=lambda one: one.on)
    )


def directions(place: Place) -> tuple[str, ...]:
    """Return how to find a building and get in, in sentences; nothing that is not known."""
    cars = f"駐車場があります（{place.parking}台）。" if place.parking else ""
    steps = "入口に段差はありません。" if place.is_step_free else ""
    call = f"会場の電話は {place.telephone} です。" if place.telephone else ""
    return tuple(filter(None, (place.address, cars + steps, call)))


def people(names: Iterable[str]) -> str:
    """Return who comes too: 佐藤 ハル さん、鈴木 実 さん."""
    return "、".join(f"{name} さん" for name in names)


def _day_line(first: Meeting, meeting: Meeting) -> str:
    parts = [f"第{meeting.number}回", short_day(meeting.on)]
    if not meeting.state.is_on:
        return "　".join((*parts, meeting.state.label))
    if meeting.planned_on:
        parts[1] += f"（{meeting.planned_on.month}月{meeting.planned_on.day}日から変更）"
    if (meeting.starts, meeting.ends) != (first.starts, first.ends):
        parts.append(hours(meeting.starts, meeting.ends))
    if where(meeting) != where(first):
        parts.append(where(meeting))
    return "　".join(parts)


def _half(at: time) -> str:
    if at == time(NOON):
        return ""
    return "午前" if at.hour < NOON else "午後"


def _end(starts: time, ends: time) -> str:
    same = _half(starts) == _half(ends)
    return _clock(ends) if same else _half(ends) + _clock(ends)


def _clock(at: time) -> str:
    if at == time(NOON):
        return "正午"
    hour = at.hour - NOON if at.hour > NOON or at == time(NOON, at.minute) else at.hour
    return f"{hour}時" + (f"{at.minute}分" if at.minute else "")
