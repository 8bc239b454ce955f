"""What travels between the class results and their pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
    """A row of a table: its counts by column, its sum, its visits where it has any."""

    cell: Cell
    counts: tuple[int, ...]
    total: int
    visits: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is shown; the sums of its columns are a line without a key."""

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
        return not (self.name or self.kana)
