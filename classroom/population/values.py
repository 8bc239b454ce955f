"""What travels between a population file, its tables and its pages."""

from dataclasses import dataclass
from datetime import date, datetime

from classroom.population.rules import PopulationSex


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

    @property
    def sentence(self) -> str:
        """Return the place and the reason in one sentence."""
        place = f"{self.row}行目" if self.row else ""
        column = f"「{self.column}」" if self.column else ""
        where = f"{place}の{column}" if place and column else place or column
        return f"{where}：{self.what}" if where else self.what


@dataclass(frozen=True, slots=True)
class PopulationTable:
    """A population file that was read without a problem."""

    rows: tuple[PopulationRow, ...]


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
class DayChange:
    """A day of a file that is about to be imported, beside the last day before it."""

    residents: Residents
    before: Residents | None
    replaces: bool


@dataclass(frozen=True, slots=True)
class Denominator:
    """Residents of 70 and over on a day, and where the count is from."""

    residents: int
    on: date
    source: str
