"""What several papers show: the office they are from, and the class they are about."""

from dataclasses import dataclass
from datetime import date, time

from classroom.core.config import Settings


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
        """Return the office as a letter names its sender."""
        return f"{self.city} {self.contact}"


def office_of(settings: Settings) -> Office:
    """Return the office as the settings have it."""
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
    """Return who signs certificates, as the settings have it."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassFacts:
    """A class as papers name it; it has at least one meeting."""

    offering_id: int
    code: str
    title: str
    bring: str
    meetings: tuple[Meeting, ...]

    @property
    def first(self) -> Meeting:
        """Return the first day."""
        return self.meetings[0]
