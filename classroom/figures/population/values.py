"""What travels between a population file, its tables and its pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from classroom.figures.population.rules import Asked, PopulationSex, TakenAs, is_large

SHOWN_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """A count of residents, as a population file gives it; `area` is empty for the whole city."""

    on: date
    municipality_code: str
    municipality: str
    area_code: str
    area: str
    sex: PopulationSex
    age_from: int
    residents: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file was not taken in: at which row of the sheet, in which column."""

    row: int | None
    column: str
    what: str
    sheet: str = ""

    @property
    def sentence(self) -> str:
        """Return the place and the reason in one sentence."""
        sheet = f"シート「{self.sheet}」の" if self.sheet else ""
        place = f"{sheet}{self.row}行目" if self.row else ""
        column = f"「{self.column}」" if self.column else ""
        where = f"{place}の{column}" if place and column else place or column
        return f"{where}：{self.what}" if where else self.what


@dataclass(frozen=True, slots=True)
class Own:
    """The municipality whose rate is counted: its code and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody said of a file that it does not say itself.

    `rows` says by their names which rows to add up, and which to leave out.
    """

    on: date | None = None
    month_first: bool | None = None
    other_city: bool = False
    rows: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked before a file can be taken in: the sentence, and the name of a row.

    `option` answers it on the command line; `days` are what the answer could be.
    """

    asked: Asked
    sentence: str
    option: str
    name: str = ""
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows of a file that were not added up as areas: what they were taken as."""

    taken_as: TakenAs
    rows: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Return which rows, and what became of them."""
        more = len(self.rows) - SHOWN_ROWS
        shown = "、".join(self.rows[:SHOWN_ROWS]) + (f"、ほか{more}行" if more > 0 else "")
        return f"{self.taken_as.label}：{shown}"


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """A population file that was read without a problem.

    `unused` names the columns that were not needed; `digest` is the SHA-256 of its bytes; `notes`
    say in sentences what the file left open and how it was read.
    """

    rows: tuple[PopulationRow, ...]
    unused: tuple[str, ...] = ()
    digest: str | None = None
    taken: tuple[Taken, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Residents:
    """Residents of a municipality on a day, all and those of 70 and over."""

    on: date
    municipality_code: str
    municipality: str
    residents: int
    aged: int


@dataclass(frozen=True, slots=True)
class ImportedDay:
    """A day of population in the database, and the file it came in."""

    residents: Residents
    file_name: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class CountChange:
    """A count before and after; None where the other day has no such area."""

    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """Return how many more people there are."""
        return (self.after or 0) - (self.before or 0)

    @property
    def is_large(self) -> bool:
        """Tell a change to be asked back about."""
        return is_large(self.before or 0, self.after or 0)


@dataclass(frozen=True, slots=True)
class BandChange:
    """A band of ages of the whole city, before and after."""

    ages: str
    count: CountChange


@dataclass(frozen=True, slots=True)
class AreaChange:
    """An area before and after: 70 and over, and 65 to 69."""

    area: str
    aged: CountChange
    soon: CountChange


@dataclass(frozen=True, slots=True)
class AreaGap:
    """What a day's areas add up to, where the whole city's own row says otherwise."""

    ages: str
    whole: int
    areas: int


@dataclass(frozen=True, slots=True)
class DayChange:
    """A day of population beside what it replaces, or beside the last day before it."""

    residents: Residents
    before: Residents | None
    replaces: bool
    bands: tuple[BandChange, ...]
    areas: tuple[AreaChange, ...]
    gaps: tuple[AreaGap, ...]

    @property
    def has_large(self) -> bool:
        """Tell whether any part changed so much that it should be looked at."""
        if self.before is None:
            return False
        total = CountChange(self.before.residents, self.residents.residents)
        counts = [total, *(band.count for band in self.bands)]
        counts += [count for area in self.areas for count in (area.aged, area.soon)]
        return any(count.is_large for count in counts)


@dataclass(frozen=True, slots=True)
class Denominator:
    """Residents of 70 and over on a day, and where the count is from.

    `whose` names the municipality where it is not the own one.
    """

    residents: int
    on: date
    source: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class AreaResidents:
    """Residents of an area on a day: all, those of 70 and over, and who turns 70 in five years."""

    on: date
    area_code: str
    area: str
    residents: int
    aged: int
    from_65_to_69: int


@dataclass(frozen=True, slots=True)
class BandResidents:
    """Residents of a band on a day, named by its first age; the last band has no end."""

    on: date
    age_from: int
    residents: int


@dataclass(frozen=True, slots=True)
class ProjectedDay:
    """Residents of 70 and over expected on a day; 65 to 69 where the projection says so."""

    on: date
    aged: int
    from_65_to_69: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """A day of a projection, as a file gives it."""

    on: date
    municipality_code: str
    aged: int
    from_65_to_69: int | None


@dataclass(frozen=True, slots=True)
class ProjectionTable:
    """A projection that was read without a problem."""

    rows: tuple[ProjectionRow, ...]
    unused: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class ReplacedDay:
    """A day of population, and the name of the other file that it came in."""

    on: date
    file_name: str


@dataclass(frozen=True, slots=True)
class ImportedCount:
    """What an import said of a day. `residents` is None for a projection."""

    on: date
    municipality_code: str
    municipality: str
    residents: int | None
    aged: int
    holds: bool


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A line of the list of imports, the ones that were taken back among them."""

    id: int
    file_name: str
    imported_at: datetime
    imported_by: str
    is_projection: bool
    counts: tuple[ImportedCount, ...]
    replaced: tuple[ReplacedDay, ...]
    undone_at: datetime | None
    undone_by: str

    @property
    def can_be_undone(self) -> bool:
        """Tell whether all it said holds still."""
        return self.undone_at is None and all(count.holds for count in self.counts)


@dataclass(frozen=True, slots=True)
class AgedOfArea:
    """Residents of 70 and over of an area by band; `before` is the day before's, if it had one."""

    area: str
    bands: tuple[int, ...]
    men: int
    women: int
    before: int | None

    @property
    def aged(self) -> int:
        """Return all of 70 and over."""
        return self.men + self.women


@dataclass(frozen=True, slots=True)
class AgedOfBand:
    """Residents of a band of the whole city; `before` is the day before's, if there is one."""

    ages: str
    men: int
    women: int
    before: int | None


@dataclass(frozen=True, slots=True)
class DayTable:
    """A day of population as its page shows it, beside the day before it."""

    residents: Residents
    before: Residents | None
    file_name: str
    imported_at: datetime
    bands: tuple[AgedOfBand, ...]
    areas: tuple[AgedOfArea, ...]
    earlier: tuple[ReplacedDay, ...]


@dataclass(frozen=True, slots=True)
class RateChange:
    """The rate by the denominator of now, and by the one that a file would bring."""

    registered: int
    registered_on: date
    before: Decimal
    before_population: int
    after: Decimal
    after_population: int
