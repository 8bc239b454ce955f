"""What clashes in a timetable: a room, a person or a telephone needed at two places at once.

One rule for all of them: between two sessions that need the same thing there must be time to
bring it from the one place to the other. A room stays where it is, so it needs no time.
"""

import math
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

# By car on the roads of a rural city, measured along the straight line between two venues.
TRAVEL_KMH = 30
# Clearing up here, parking, and setting up there.
READY_MINUTES = 10
# Where a venue's place on the map is not registered.
UNKNOWN_TRAVEL_MINUTES = 30
EARTH_RADIUS_KM = 6371.0
# When classes usually begin: the other half of a day that is free is looked for here.
MORNING, AFTERNOON = time(10), time(13, 30)
NOON = time(12)
SEARCH_DAYS = 60
SATURDAY = 5


class Kind(StrEnum):
    """What kind of thing a session needs for itself."""

    ROOM = "room"
    PERSON = "person"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Need:
    """A room, a person or a telephone. The same `key` is the same thing in any session."""

    kind: Kind
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A venue on the map; degrees north and east, where they are registered."""

    venue_id: int
    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as planning sees it. `seats`: how many the room (or the venue) holds."""

    on: date
    starts: time
    ends: time
    place: Place
    needs: tuple[Need, ...] = ()
    title: str = ""
    session_id: int | None = None
    offering_id: int | None = None
    room_name: str = ""
    seats: int | None = None
    clash_reason: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """What one session needs and another one has then. `travel`: minutes between the places."""

    kind: Kind
    names: tuple[str, ...]
    mine: Slot
    other: Slot
    travel: int

    @property
    def is_at_once(self) -> bool:
        """Tell whether both are held at the same time, so that no hurry could help."""
        return gap(self.mine, self.other) < 0

    @property
    def sentence(self) -> str:
        what = "、".join(self.names)
        if self.kind is Kind.PHONE:
            what = f"貸出スマホ{len(self.names)}台（{what}）"
        return f"{what}は、{self.words}"

    @property
    def words(self) -> str:
        """Return where the thing is instead: the sentence without its subject."""
        other = self.other
        hours = f"{_clock(other.starts)}–{_clock(other.ends)}"
        if self.kind is Kind.ROOM:
            return f"{hours}に「{other.title}」で使います。"
        if self.is_at_once:
            return f"{hours}に{other.place.name}で「{other.title}」です。"
        is_before = other.ends <= self.mine.starts
        when = f"{_clock(other.ends)}まで" if is_before else f"{_clock(other.starts)}から"
        return (
            f"{when}{other.place.name}で「{other.title}」です。"
            f"移動に{self.travel}分かかりますが、間は{gap(self.mine, other)}分です。"
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What planning found about one session.

    `doubts` speak against its day. They are to be confirmed where the day is new (`is_new`).
    """

    clashes: tuple[Clash, ...] = ()
    next_free: Slot | None = None
    reason: str = ""
    crowd: str = ""
    on: date | None = None
    doubts: tuple[str, ...] = ()
    is_new: bool = False
    is_sure: bool = False

    @property
    def asks_if_sure(self) -> bool:
        return self.is_new and bool(self.doubts) and not self.is_sure

    @property
    def is_settled(self) -> bool:
        """Tell whether nothing clashes, or someone wrote why it may: here or on the other side."""
        return bool(self.reason) or all(clash.other.clash_reason for clash in self.clashes)

    @property
    def sentences(self) -> list[str]:
        return [clash.sentence for clash in self.clashes]

    @property
    def way_out(self) -> str:
        """Return when all that is needed is free next, as a sentence; empty if unknown."""
        if self.next_free is None:
            return ""
        free = self.next_free
        return f"次に空いているのは {free.on.month}月{free.on.day}日 {_clock(free.starts)}"


@dataclass(slots=True)
class Timetable:
    """Sessions by their day, to be asked what clashes."""

    days: dict[date, list[Slot]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, slots: Iterable[Slot]) -> "Timetable":
        made = cls()
        for slot in slots:
            insort(made.days[slot.on], slot, key=lambda one: one.starts)
        return made

    def clashes(self, wanted: Slot) -> tuple[Clash, ...]:
        """Return what a session needs while another one has it, in the order of the day."""
        found: list[Clash] = []
        for other in self.days.get(wanted.on, ()):
            if not _is_same(wanted, other):
                found += _between(wanted, other)
        return tuple(found)

    def is_free(self, wanted: Slot, need: Need) -> bool:
        return not self.clashes(replace(wanted, needs=(need,)))

    def next_free(self, wanted: Slot, is_open: Callable[[date], bool], after: date) -> Slot | None:
        """Return the next time at the same place at which nothing clashes; None within 60 days.

        First the same weekday and time a week on, then the other half of the day, then the days
        that follow. Only days that are open, and later than `after`.
        """
        for slot in _candidates(wanted):
            if slot.on > after and is_open(slot.on) and not self.clashes(slot):
                return slot
        return None


def travel_minutes(here: Place, there: Place) -> int:
    """Return how long one needs between two venues, clearing up and setting up included."""
    if here.venue_id == there.venue_id:
        return 0
    distance = _kilometres(here, there)
    if distance is None:
        return UNKNOWN_TRAVEL_MINUTES
    return READY_MINUTES + math.ceil(distance / TRAVEL_KMH * 60)


def gap(one: Slot, other: Slot) -> int:
    """Return the minutes between two sessions of one day; below 0 if they overlap."""
    return max(
        _minutes(other.starts) - _minutes(one.ends), _minutes(one.starts) - _minutes(other.ends)
    )


def crowd(capacity: int, slot: Slot) -> str:
    """Return a warning if an offering takes more people than its room holds; else nothing."""
    if slot.seats is None or capacity <= slot.seats:
        return ""
    return f"{slot.room_name or slot.place.name}は{slot.seats}人までです。定員は{capacity}人です。"


def _is_same(one: Slot, other: Slot) -> bool:
    return one is other or (one.session_id is not None and one.session_id == other.session_id)


def _between(wanted: Slot, other: Slot) -> Iterator[Clash]:
    travel = travel_minutes(wanted.place, other.place)
    if gap(wanted, other) >= travel:
        return
    taken = {need.key for need in other.needs}
    shared = [need for need in wanted.needs if need.key in taken]
    for need in shared:
        if need.kind is not Kind.PHONE:
            yield Clash(need.kind, (need.name,), wanted, other, travel)
    phones = tuple(need.name for need in shared if need.kind is Kind.PHONE)
    if phones:
        yield Clash(Kind.PHONE, phones, wanted, other, travel)


def _candidates(wanted: Slot) -> Iterator[Slot]:
    yield replace(wanted, on=wanted.on + timedelta(weeks=1))
    for days in range(SEARCH_DAYS + 1):
        on = wanted.on + timedelta(days=days)
        if on.weekday() >= SATURDAY and on.weekday() != wanted.on.weekday():
            continue
        same = replace(wanted, on=on)
        if days:
            yield same
        other = _other_half(same)
        if other is not None:
            yield other


def _other_half(slot: Slot) -> Slot | None:
    start = AFTERNOON if slot.starts < NOON else MORNING
    length = _minutes(slot.ends) - _minutes(slot.starts)
    end = datetime.combine(slot.on, start) + timedelta(minutes=length)
    return replace(slot, starts=start, ends=end.time()) if end.date() == slot.on else None


def _kilometres(here: Place, there: Place) -> float | None:
    """Return the distance on the sphere, by the haversine formula."""
    points = (here.latitude, here.longitude, there.latitude, there.longitude)
    if None in points:
        return None
    lat, lon, lat2, lon2 = (math.radians(degrees) for degrees in points if degrees is not None)
    half = (
        math.sin((lat2 - lat) / 2) ** 2
        + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def _minutes(value: time) -> int:
    return value.hour * 60 + value.minute


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02}"
