"""The words of the breakdowns: what is counted, by what, over which days; what stays hidden."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Final, TypeVar

from classroom.rules import months
from classroom.rules.era_calendar import era_year_label, wareki
from classroom.rules.fiscal_year import end_of, fiscal_year, fiscal_year_label, start_of
from classroom.rules.suppression import Edge, hidden_cells
from classroom.rules.words.app import LADDER, Stage

HIDDEN_UNDER = 5
SUM = "sum"

K = TypeVar("K")
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


def hidden(counts: Mapping[K, int]) -> frozenset[K]:
    """Return the cells of one column that a published table must not show.

    Counts of 1 to 4, and what it takes that none can be had back from the sum of the column, which
    readers know: see `rules.suppression`.
    """
    cells = list(counts)
    edges = [
        Edge(SUM, "cells", "sum", sum(counts.values())),
        *(Edge(number, "sum", "cells", counts[cell]) for number, cell in enumerate(cells)),
    ]
    kept_back = hidden_cells(edges, HIDDEN_UNDER, told=[SUM])
    return frozenset(cell for number, cell in enumerate(cells) if number in kept_back)


def hidden_inside(
    counts: Mapping[tuple[R, C], int], rows: Collection[R], columns: Collection[C]
) -> frozenset[tuple[R, C]]:
    """Return the cells inside a published table of two ways that must not be shown.

    Its sums stay as the tables of one way have them: `hidden` for each. Of a row or a column whose
    sum is hidden no cell is shown, and together they count as one more row or column, whose sum
    readers know. So the table adds nothing to what is known of the sums, and two tables that share
    one of their two ways tell no more together than each alone. Turned round, a table hides the
    same.
    """
    if [str(column) for column in columns] < [str(row) for row in rows]:
        turned = {(column, row): count for (row, column), count in counts.items()}
        return frozenset((row, column) for column, row in hidden_inside(turned, columns, rows))
    no_row = hidden({row: sum(counts.get((row, column), 0) for column in columns) for row in rows})
    no_column = hidden(
        {column: sum(counts.get((row, column), 0) for row in rows) for column in columns}
    )
    together: Counter[tuple[R | None, C | None]] = Counter()
    for row, column in product(rows, columns):
        cell = (None if row in no_row else row, None if column in no_column else column)
        together[cell] += counts.get((row, column), 0)
    edges = [Edge(cell, f"row {cell[0]}", f"column {cell[1]}", n) for cell, n in together.items()]
    kept_back = hidden_cells(edges, HIDDEN_UNDER)
    return frozenset(
        (row, column)
        for row, column in product(rows, columns)
        if row in no_row or column in no_column or (row, column) in kept_back
    )


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

# What viewers may see parted. Every pair has the month, and its sums are hidden alike in each, so
# all these tables together fit as many worlds as each does alone; and so it is with the month's
# open data by age and district, of which nothing else is said here. What nobody can guard is a
# table that grows: who keeps yesterday's can subtract it.
PUBLISHED_MEASURES: Final = tuple(
    measure for measure in Measure if measure not in (Measure.STOPPED, Measure.VISITS)
)
PUBLISHED_PAIRS: Final = tuple(
    frozenset({Way.MONTH, way}) for way in (Way.COURSE, Way.VENUE, Way.DEVICE)
)
PUBLISHED_WAYS: Final = frozenset().union(*PUBLISHED_PAIRS)


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
