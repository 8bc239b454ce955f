"""The words of the breakdowns: what is counted, by what, over which days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from classroom.rules import months
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label, start_of
from classroom.rules.words.app import LADDER, Stage

HIDDEN_UNDER = 5

COUNTER: Final = "counter"
NONE: Final = "none"
FROM: Final = "from-"
"""Before a stage in a filter: this stage or one beyond it."""

_YEARS_MAX: Final = 5


class Measure(StrEnum):
    """What is counted: distinct people of 70 and over, but for VISITS."""

    ATTENDED = "attended"
    NEWLY = "newly"
    ALREADY = Stage.ALREADY.value
    FRESH = "fresh"
    INSTALLED = Stage.INSTALLED.value
    CARD_LINKED = Stage.CARD_LINKED.value
    TERMS_ACCEPTED = Stage.TERMS_ACCEPTED.value
    OPENED_ALONE = Stage.OPENED_ALONE.value
    STOPPED = "stopped"
    VISITS = "visits"

    @property
    def label(self) -> str:
        return MEASURE_LABELS[self]

    @property
    def unit(self) -> str:
        return "回" if self is Measure.VISITS else "人"

    @property
    def is_stopped(self) -> bool:
        return self is Measure.STOPPED


class Way(StrEnum):
    """By what people are parted: the rows, the columns and the filters of a breakdown."""

    MONTH = "month"
    DISTRICT = "district"
    BAND = "band"
    COURSE = "course"
    VENUE = "venue"
    DEVICE = "device"
    BLOCKER = "blocker"
    REACHED = "reached"
    THEN = "then"

    @property
    def label(self) -> str:
        return WAY_LABELS[self]


class Then(StrEnum):
    """What became of somebody who was stopped."""

    REGISTERED = "registered"
    OPEN = "open"


MEASURE_LABELS: Final = {
    Measure.ATTENDED: "受講した方",
    Measure.NEWLY: "新しく登録した方",
    Measure.ALREADY: "来る前から登録済みの方",
    Measure.FRESH: "まだ登録していなかった方",
    **{Measure(stage.value): f"「{stage.label}」まで進んだ方" for stage in LADDER},
    Measure.STOPPED: "登録が止まった方",
    Measure.VISITS: "受講の延べ回数",
}
WAY_LABELS: Final = {
    Way.MONTH: "月",
    Way.DISTRICT: "地区",
    Way.BAND: "年代",
    Way.COURSE: "講座",
    Way.VENUE: "会場",
    Way.DEVICE: "機種",
    Way.BLOCKER: "止めたもの",
    Way.REACHED: "進んだところ",
    Way.THEN: "そのあと",
}
THEN_LABELS: Final = {Then.REGISTERED: "あとで登録", Then.OPEN: "まだ未登録"}
REACHED_LABELS: Final = {NONE: "まだ始めていない", **{s.value: s.label for s in LADDER}}


def ways_of(measure: Measure) -> tuple[Way, ...]:
    return tuple(way for way in Way if way is not Way.THEN or measure is Measure.STOPPED)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, as far as they are over by `today`."""

    first: date
    end: date
    today: date

    @property
    def last(self) -> date:
        """Return the last day that counts: ages are those of this day."""
        return min(self.end, self.today)

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months up to the last day, as 2026-10."""
        return tuple(map(month_key, months.between(self.first, self.last)))

    @property
    def fiscal_year(self) -> int | None:
        year = fiscal_year(self.first)
        return year if (self.first, self.end) == (start_of(year), end_of(year)) else None

    @property
    def label(self) -> str:
        """Name the period as staff do: 令和8年度, 令和8年10月."""
        if self.fiscal_year is not None:
            return fiscal_year_label(self.fiscal_year)
        first, last = month_label(month_key(self.first)), month_label(month_key(self.end))
        return first if first == last else f"{first}から{last}まで"

    @property
    def days(self) -> str:
        """Say the first and the last day that count."""
        return f"{wareki(self.first)}から{wareki(self.last)}まで"


def year_period(year: int, today: date) -> Period:
    return Period(start_of(year), end_of(year), today)


def month_period(first: date, last: date, today: date) -> Period:
    """Return the months between two days, theirs included."""
    return Period(months.first_of(first), months.last_of(last), today)


def offered_years(earliest: date | None, today: date) -> tuple[int, ...]:
    """Return the fiscal years that can be chosen, the present one first."""
    now = fiscal_year(today)
    begin = max(fiscal_year(earliest or today), now - _YEARS_MAX + 1)
    return tuple(range(now, min(begin, now) - 1, -1))


def month_key(day: date) -> str:
    """Return 2026-10."""
    return f"{day.year:04}-{day.month:02}"


def month_label(key: str) -> str:
    day = date(int(key[:4]), int(key[5:]), 1)
    return f"{era_year_label(day)}{day.month}月"


def reaches(furthest: str, wanted: str) -> bool:
    """Tell whether how far somebody came is what a filter wants: a stage, or from a stage on."""
    if not wanted.startswith(FROM):
        return furthest == wanted
    stages = [NONE, *(stage.value for stage in LADDER)]
    least = wanted.removeprefix(FROM)
    return least in stages and stages.index(furthest) >= stages.index(least)


@dataclass(frozen=True, slots=True)
class Question:
    """What a breakdown is to say. Filters name the cell of a way that people must be in."""

    measure: Measure
    period: Period
    registered_stage: Stage
    rows: Way = Way.MONTH
    columns: Way | None = None
    filters: Mapping[Way, str] = field(default_factory=dict)

    @property
    def is_of_newcomers(self) -> bool:
        """Whether months count who came for the first time in the period, not all who came."""
        return self.measure is Measure.ATTENDED and Way.MONTH in (self.rows, self.columns)
