"""What travels between the official counts and their pages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OfficialDetails:
    """An official count as it was given to the city."""

    registered_on: date
    population_on: date
    registered: int
    population: int
    source: str
    note: str = ""
    day_is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Believed:
    """What a new count is set beside: the rate before it, and the imported population of 70+."""

    rate: Decimal | None
    population: int | None


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file to be kept with a count."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that is kept with a count, without its content; `size` is in bytes."""

    id: int
    name: str
    size: int
    digest: str
    kept_at: datetime
    kept_by: str


@dataclass(frozen=True, slots=True)
class OfficialLine:
    """A line of the list of official counts; a replaced one stays in it."""

    id: int
    rate: Decimal
    registered: int
    population: int
    registered_on: date
    population_on: date
    source: str
    entered_at: datetime
    entered_by: str
    is_replaced: bool
    note: str = ""
    replaced_by_id: int | None = None
    files: tuple[FileLine, ...] = ()
    day_is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Official:
    """公式値: registrants and residents of 70 and over, both given to the city.

    Where `day_is_sure` is not, the registrants may be those of some weeks before or after.
    """

    rate: Decimal
    registered: int
    population: int
    registered_on: date
    population_on: date
    source: str
    day_is_sure: bool = True
