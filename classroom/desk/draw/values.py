"""What the page of a draw and its 抽選記録 show."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What the draw meant for an application."""

    WON = "won"
    WAITS = "waits"
    GONE = "gone"

    @property
    def label(self) -> str:
        """Return the word on the record."""
        return {"won": "当選", "waits": "待ち", "gone": "取消"}[self.value]

    @property
    def is_waiting(self) -> bool:
        return self is Outcome.WAITS


@dataclass(frozen=True, slots=True)
class Applicant:
    """Someone in a draw: the number, what fixed the weight, the place once drawn."""

    enrolment_id: int
    name: str
    name_kana: str
    weight: int
    party: int
    place: int | None = None
    outcome: Outcome | None = None
    waiting_place: int | None = None

    @property
    def shown_name(self) -> str:
        """Return the name as written, or the kana until the kanji is known."""
        return self.name or self.name_kana


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone whose application waits for the draw, before the list is closed."""

    enrolment_id: int
    name: str
    name_kana: str
    party: int | None
    is_first_time: bool
    lost_before: bool
    weight: int

    @property
    def shown_name(self) -> str:
        """Return the name as written, or the kana until the kanji is known."""
        return self.name or self.name_kana

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
        """Tell whether the draw has been run."""
        return self.drawn_at is not None

    def of(self, outcome: Outcome) -> list[Applicant]:
        """Return the applicants of an outcome, in drawn order."""
        found = [each for each in self.applicants if each.outcome is outcome]
        return sorted(found, key=lambda each: each.place or 0)


@dataclass(frozen=True, slots=True)
class Closing:
    """What is fixed when a list is closed: how many seats, and what the seed will be."""

    seats: int
    seed_source: str
