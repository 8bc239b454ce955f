"""What travels between the pages and services of staffing."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


class Part(StrEnum):
    """What a person does in a class."""

    INSTRUCTOR = "instructor"
    ASSISTANT = "assistant"

    @property
    def label(self) -> str:
        return {"instructor": "講師", "assistant": "補助員"}[self.value]


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """An instructor or assistant as someone wrote it."""

    name: str
    name_kana: str
    organisation: str = ""
    telephone: str = ""
    staff_member_id: int | None = None
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class PersonLine:
    """An instructor or assistant as the list shows them."""

    id: int
    part: Part
    name: str
    name_kana: str
    organisation: str
    telephone: str
    login: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Team:
    """Who teaches and who helps in a session, by name, in the order of their kana."""

    instructors: tuple[str, ...] = ()
    assistants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnSession:
    """A session in which the person at the screen teaches or helps."""

    course_session_id: int
    offering_id: int
    title: str
    short_title: str
    number: int
    on: date
    starts: time
    ends: time
    venue: str
    venue_short: str
    room: str
    seats_taken: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who could teach or help in a session; `elsewhere` says why they cannot come."""

    id: int
    name: str
    name_kana: str
    organisation: str
    is_chosen: bool
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidates:
    """All who could be in a session's team."""

    instructors: tuple[Candidate, ...] = field(default=())
    assistants: tuple[Candidate, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ToTell:
    """Someone of a session's team, to be told what has become of its day."""

    assignment_id: int
    part: Part
    name: str
    organisation: str
    telephone: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class TeamDetails:
    """A session's team as someone chose it: keys of people, how many telephones to lend."""

    instructors: tuple[int, ...] = ()
    assistants: tuple[int, ...] = ()
    phones: int = 0
    clash_reason: str = ""


@dataclass(frozen=True, slots=True)
class PhoneDetails:
    """A telephone of the pool as someone wrote it."""

    label: str
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A telephone in the list of the pool, with the next class that it goes to."""

    id: int
    label: str
    note: str
    is_active: bool
    next_on: date | None = None
    next_session_id: int | None = None
    next_venue: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """The pool as a session sees it: what it has, what is free then, how many people ask."""

    labels: tuple[str, ...]
    free: int
    total: int
    borrowers: int
