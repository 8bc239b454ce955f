"""What travels between the class results and their pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class BandLine:
    """Class results of the people in one age band; `band` is a code, told decades apart."""

    band: str
    label: str
    attended: int
    already: int
    newly_registered: int


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """Class results of the people who live in one district."""

    name: str
    attended: int
    newly_registered: int


@dataclass(frozen=True, slots=True)
class Classes:
    """教室実績 of residents of 70 and over, distinct people, in a fiscal year up to a day.

    `attended` parts into those who came registered, those who registered with us in an earlier
    year, and the rest; with those helped at the counter alone the rest are `fresh`, whom the funnel
    is measured against.
    """

    first: date
    attended: int
    newly_registered: int
    already: int
    attended_already: int
    attended_registered_before: int
    fresh: int
    fresh_at_counter: int
    newly_in_class: int
    sessions_held: int
    age_unknown: int
    funnel: Mapping[str, int]
    blockers: Mapping[str, int]
    bands: tuple[BandLine, ...]
    districts: tuple[DistrictLine, ...]


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A day of a class to which somebody came; `helpers` are its instructors and assistants."""

    session_id: int
    on: date
    course_id: int
    course: str
    venue_id: int
    venue: str
    capacity: int
    helpers: int


@dataclass(frozen=True, slots=True)
class SessionChance:
    """What a held session achieved, in people of 70 and over by birthday on its own day.

    `fresh` of those who `came` were not registered yet, and `newly` of these registered there.
    """

    session_id: int
    on: date
    course_id: int
    course: str
    venue_id: int
    venue: str
    capacity: int
    came: int
    fresh: int
    newly: int
    helpers: int


@dataclass(frozen=True, slots=True)
class Names:
    """What districts, courses and venues are called, by their keys, in the order of lists."""

    districts: Mapping[str, str]
    active_districts: frozenset[str]
    courses: Mapping[str, str]
    venues: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a way: its key, and what it is called."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of counts whose parts add up to `total`; without `columns` it has one way only.

    `visits` are the same rows counted in visits, where people are counted once beside them.
    `unknown` people are in no cell: nobody knows whether they are 70.
    """

    rows: tuple[Cell, ...]
    columns: tuple[Cell, ...]
    counts: Mapping[tuple[str, str], int]
    by_row: Mapping[str, int]
    by_column: Mapping[str, int]
    total: int
    unknown: int
    visits: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as it may be shown: its counts by column, its sum, its visits.

    None stands for a count that stays hidden.
    """

    cell: Cell
    counts: tuple[int | None, ...]
    total: int | None
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be shown; the sums of its columns are a line without a key."""

    columns: tuple[Cell, ...]
    lines: tuple[Line, ...]
    sums: Line
    has_visits: bool


@dataclass(frozen=True, slots=True)
class Step:
    """How many of those who could still register came at least so far; shares are per cent."""

    stage: str
    people: int
    of_step_before: Decimal | None
    of_first: Decimal | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """People whom one thing stopped last: how many registered later, how many have not yet."""

    blocker: str
    people: int
    registered: int
    still_open: int


@dataclass(frozen=True, slots=True)
class Doing:
    """A line of the list behind a number: who, what happened when and where, what became of it.

    An erased person has no name, and no page to go to.
    """

    participant_id: int
    name: str
    kana: str
    band: str
    district: str
    on: date
    place: str
    what: str
    became: str = ""
    is_settled: bool = False

    @property
    def is_erased(self) -> bool:
        """Tell whether who it was has been erased."""
        return not (self.name or self.kana)
