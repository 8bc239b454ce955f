"""What travels between the page of erasing and its queries."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Booking:
    """A seat or a place that the person has ahead, which must be given up first."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Record:
    """What there is of a person: what stands in the way of erasing, and what stays as counts."""

    name: str
    version: int
    ahead: tuple[Booking, ...]
    visits: int
    stages: tuple[str, ...]
    calls: int
    merged: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody whose time is over; `last_on` is the last day of the classes they applied for."""

    id: int
    name: str
    name_kana: str
    last_on: date | None

    @property
    def shown_name(self) -> str:
        return self.name or self.name_kana
