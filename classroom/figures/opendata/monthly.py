"""The monthly file: people by age group, district and month, without what must stay hidden.

A file holds one month, and in it each measure is a table of its own. No table of several months is
published: somebody who is in a class in May and in June is one person, so months do not add up, and
nothing is to be had by subtracting one from another. Some register at the counter, so
新しく登録した人 are no part of 受講した人 either, and one table tells nothing about the other. The
month's two totals, all and 70歳以上, are known from the reports on the rate.

This is the only table by age or district that leaves the office. The month's own total is that of
`results.releases`; where it is not told alone there, nothing of it stands here.

One thing this cannot guard: a month made anew once it is published. Corrections move the hidden
cells, and two editions together tell what each hides; so no later file has an earlier month again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from classroom.figures.opendata.rules import AGED, Measure
from classroom.figures.opendata.values import City, MonthCounts, MonthRow
from classroom.figures.results.rules import HIDDEN_UNDER
from classroom.rules.suppression import Edge, hidden_cells
from classroom.rules.words.bands import AgeGroup

EVERYWHERE: Final = "市全体"
EVERYONE: Final = "すべての年代"
AGED_TOTAL: Final = "70歳以上"
HEADS: Final = (
    "全国地方公共団体コード",
    "地方公共団体名",
    "年月",
    "指標",
    "地区",
    "年代",
    "人数",
    "秘匿",
)
HIDDEN_MARK: Final = "秘匿"
_TOLD: Final = ((EVERYONE, EVERYWHERE), (AGED_TOTAL, EVERYWHERE))
# What a cell is worth: a total more than a part of it.
_CELL, _ONE_WAY, _TOTAL = 1, 10, 100
_ALL, _SUM, _AGED, _OTHER = "all ages", "all districts", "70 and over", "other ages"
Counts = Mapping[tuple[AgeGroup, str], int]
Cell = tuple[str, str]


def month_rows(
    month: MonthCounts, districts: Sequence[str], waits: Collection[Measure] = ()
) -> Iterator[MonthRow]:
    """Return the rows of the file: measure, district, age; a hidden count is None.

    Of a measure that `waits` all is hidden: its people of 70 and over are told elsewhere together
    with those of other months, from whose sum a part would give the rest.
    """
    for measure in Measure:
        shown = published(month.counts[measure], districts)
        for (age, district), count in shown.items():
            people = None if measure in waits else count
            yield MonthRow(f"{month.first:%Y-%m}", measure, district, age, people)


def as_rows(rows: Iterable[MonthRow], city: City) -> list[list[str]]:
    """Return the heads and the rows as they stand in the CSV; numbers and words apart."""
    written = [
        [
            city.code,
            f"{city.prefecture}{city.name}",
            row.month,
            row.measure,
            row.district,
            row.age,
            "" if row.people is None else str(row.people),
            HIDDEN_MARK if row.people is None else "",
        ]
        for row in rows
    ]
    return [list(HEADS), *written]


def published(counts: Counts, districts: Sequence[str]) -> dict[Cell, int | None]:
    """Return the cells of one table in their order, totals first; None where it stays hidden."""
    edges = network(counts, districts)
    hidden = hidden_cells(edges, HIDDEN_UNDER, _TOLD)
    people = {edge.cell: edge.count for edge in edges}
    return {
        (age, district): None if (age, district) in hidden else people[age, district]
        for district in (EVERYWHERE, *districts)
        for age in (EVERYONE, AGED_TOTAL, *AgeGroup)
    }


def network(counts: Counts, districts: Sequence[str]) -> list[Edge]:
    """Return the table as its sums hang together: all, 70 or not, age, cell, district, all."""
    edges = [
        _edge((EVERYONE, EVERYWHERE), _SUM, _ALL, sum(counts.values()), _TOTAL),
        _edge((AGED_TOTAL, EVERYWHERE), _ALL, _AGED, _sum(counts, AGED), _TOTAL),
        _edge(None, _ALL, _OTHER, _sum(counts, _others()), 0),
    ]
    edges += [
        _edge((age, EVERYWHERE), _side(age), age, _sum(counts, {age}), _ONE_WAY) for age in AgeGroup
    ]
    for place in districts:
        edges += _district(counts, place)
    return edges


def _district(counts: Counts, place: str) -> Iterator[Edge]:
    here = {cell: count for cell, count in counts.items() if cell[1] == place}
    goal = f"district {place}"
    for age in AgeGroup:
        yield _edge((age, place), age, f"{_side(age)} {place}", here.get((age, place), 0), _CELL)
    yield _edge((AGED_TOTAL, place), f"{_AGED} {place}", goal, _sum(here, AGED), _ONE_WAY)
    yield _edge(None, f"{_OTHER} {place}", goal, _sum(here, _others()), 0)
    yield _edge((EVERYONE, place), goal, _SUM, sum(here.values()), _ONE_WAY)


def _edge(cell: Cell | None, tail: str, head: str, count: int, weight: int) -> Edge:
    return Edge(cell, tail, head, count, weight)


def _side(age: AgeGroup) -> str:
    return _AGED if age in AGED else _OTHER


def _others() -> frozenset[AgeGroup]:
    return frozenset(AgeGroup) - AGED


def _sum(counts: Counts, ages: Iterable[AgeGroup]) -> int:
    wanted = frozenset(ages)
    return sum(count for (age, _), count in counts.items() if age in wanted)
