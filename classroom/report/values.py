"""What travels between the figures, their pages and their papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from classroom.report.rules import PopulationSex


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
class OfficialDetails:
    """An official count as it was given to the city."""

    registered_on: date
    population_on: date
    registered: int
    population: int
    source: str


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


@dataclass(frozen=True, slots=True)
class YearRate:
    """A rate in per cent, unrounded, at the end of a fiscal year."""

    fiscal_year: int
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Official:
    """公式値: registrants and residents of 70 and over, both given to the city."""

    rate: Decimal
    registered: int
    population: int
    registered_on: date
    population_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Denominator:
    """Residents of 70 and over on a day, and where the count is from."""

    residents: int
    on: date
    source: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """推計値: the last official registrants and those who registered through us since."""

    rate: Decimal
    registered: int
    population: int
    starts_from_plan_rate: bool
    newly_registered: int
    since: date
    population_on: date
    population_source: str


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
class Effort:
    """What it takes to reach the target by classes alone, at this year's result per class."""

    missing: int
    per_session: Decimal
    sessions: int
    months: int
    sessions_a_month: Decimal
    sessions_a_month_now: Decimal


@dataclass(frozen=True, slots=True)
class Kpi:
    """The rate on a day and everything said beside it. Rates are per cent, unrounded."""

    on: date
    fiscal_year: int
    baseline: YearRate
    target: YearRate
    path: tuple[YearRate, ...]
    path_now: Decimal
    official: Official | None
    officials: tuple[Official, ...]
    estimate: Estimate | None
    progress: Decimal | None
    attainment: Decimal | None
    missing_to_target: int | None
    missing_by_estimate: int | None
    registered_stage: str
    classes: Classes
    effort: Effort | None

    @property
    def actual(self) -> Official | Estimate | None:
        """Return the value that progress is measured by: the official one, else the estimate."""
        return self.official or self.estimate

    @property
    def actual_on(self) -> date:
        """Return the day of that value."""
        return self.official.registered_on if self.official else self.on
