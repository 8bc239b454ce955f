"""What travels between the page of the 年度更新 and its service."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import blake2s

from classroom.planning.course.values import SessionDetails, Terms
from classroom.planning.offering.clash_rules import Need
from classroom.rules.words.planning import Status


class Kind(StrEnum):
    """What cannot be kept as it was."""

    COURSE = "course"
    VENUE = "venue"
    STAFF = "staff"
    PHONE = "phone"
    HOLIDAY = "holiday"
    DAY = "day"
    CLASH = "clash"
    CROWD = "crowd"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.COURSE: "講座",
    Kind.VENUE: "会場",
    Kind.STAFF: "担当",
    Kind.PHONE: "貸出スマホ",
    Kind.HOLIDAY: "お休み",
    Kind.DAY: "日",
    Kind.CLASH: "重なり",
    Kind.CROWD: "定員",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something of last year's class that the new one cannot have, as a sentence."""

    kind: Kind
    sentence: str


@dataclass(frozen=True, slots=True)
class Team:
    """Who and what goes with a session: those still there by their keys; the others by name."""

    instructors: tuple[int, ...] = ()
    assistants: tuple[int, ...] = ()
    phones: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    left: tuple[str, ...] = ()
    lost_phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A session of last year. `on` is the day for which it was planned."""

    session_id: int
    number: int
    on: date
    details: SessionDetails
    venue: str
    is_venue_used: bool
    team: Team


@dataclass(frozen=True, slots=True)
class Source:
    """An offering of last year."""

    offering_id: int
    code: str
    title: str
    course_id: int
    is_course_used: bool
    status: Status
    terms: Terms
    days: tuple[Day, ...]
    # The offering that was made of it before, if any.
    made_id: int | None = None
    made_code: str = ""


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A session of the new year, and last year's whose team it takes over."""

    session_id: int
    details: SessionDetails


@dataclass(frozen=True, slots=True)
class Plan:
    """An offering of the new year as it is proposed, or as someone corrected it."""

    offering_id: int
    title: str
    capacity: int
    days: tuple[PlannedDay, ...]
    is_wanted: bool = True
    skipped: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What is found about each plan, by the offering it is made of."""

    troubles: dict[int, tuple[Trouble, ...]] = field(default_factory=dict)

    def of(self, offering_id: int) -> tuple[Trouble, ...]:
        return self.troubles.get(offering_id, ())

    def marks(self, offering_ids: Iterable[int]) -> list[str]:
        """Return a mark of each sentence about these, to know it from those on a page."""
        said = (f"{one} {trouble.sentence}" for one in offering_ids for trouble in self.of(one))
        return [blake2s(text.encode(), digest_size=6).hexdigest() for text in said]
