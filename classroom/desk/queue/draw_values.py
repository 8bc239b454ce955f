"""What the page of a draw and its 抽選記録 show."""

from dataclasses import dataclass
from datetime import date, datetime

from classroom.desk.participant.values import Named
from classroom.rules.words.queue import DrawOutcome


@dataclass(frozen=True, slots=True)
class Applicant(Named):
    """Someone in a draw: the number, what fixed the weight, the place once drawn."""

    enrolment_id: int
    name: str
    name_kana: str
    weight: int
    party: int
    place: int | None = None
    outcome: DrawOutcome | None = None
    waiting_place: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate(Named):
    """Someone whose application waits for the draw, before the list is closed."""

    enrolment_id: int
    name: str
    name_kana: str
    party: int | None
    is_first_time: bool
    lost_before: bool
    weight: int

    @property
    def why(self) -> str:
        """Return in words why the weight is more than one."""
        words = ("初めて",) * self.is_first_time + ("前回落選",) * self.lost_before
        return "・".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A draw from its closing on: all that is needed to run it again."""

    id: int
    offering_id: int
    code: str
    title: str
    on: date
    venue: str
    seats: int
    seed_source: str
    seed: str
    entries: str
    digest: str
    closed_at: datetime
    drawn_at: datetime | None
    by: str
    applicants: tuple[Applicant, ...]

    @property
    def is_drawn(self) -> bool:
        return self.drawn_at is not None

    def of(self, outcome: DrawOutcome) -> list[Applicant]:
        found = [each for each in self.applicants if each.outcome is outcome]
        return sorted(found, key=lambda each: each.place or 0)


@dataclass(frozen=True, slots=True)
class Closing:
    """What is fixed when a list is closed: how many seats, and what the seed will be."""

    seats: int
    seed_source: str
