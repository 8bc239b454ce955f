"""What viewers see parted: from all their tables together nobody works out what is hidden."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.figures.results.rules import (
    HIDDEN_UNDER,
    PUBLISHED_PAIRS,
    PUBLISHED_WAYS,
    Way,
    hidden,
    hidden_inside,
)
from classroom.figures.results.tables import shown
from classroom.figures.results.values import Breakdown, Cell, Shown
from tests.figures.opendata.attacker import Sums, intervals, recovered

WAYS = {
    Way.MONTH: ("5月", "6月", "7月", "8月"),
    Way.COURSE: ("a", "b", "c"),
    Way.VENUE: ("v", "w", "x"),
    Way.DEVICE: ("i", "j"),
}
Person = tuple[str, str, str, str]
Known = tuple[str, str]  # a sum of a way, or a cell of two ways, by their names
somebody = st.tuples(*(st.sampled_from(cells) for cells in WAYS.values()))
world = st.lists(st.tuples(somebody, st.integers(1, 9)), max_size=14).map(
    lambda groups: [one for person, times in groups for one in [person] * times]
)


def table(persons: Sequence[Person], rows: Way, columns: Way | None = None) -> Breakdown:
    places = {way: number for number, way in enumerate(WAYS)}
    row_of = [one[places[rows]] for one in persons]
    column_of = [one[places[columns]] for one in persons] if columns else []
    return Breakdown(
        rows=tuple(Cell(cell, cell) for cell in WAYS[rows]),
        columns=tuple(Cell(cell, cell) for cell in WAYS[columns]) if columns else (),
        counts=Counter(zip(row_of, column_of, strict=True)) if columns else {},
        by_row=Counter(row_of),
        by_column=Counter(column_of),
        total=len(persons),
        unknown=0,
    )


def cells(found: Shown, rows: Way, columns: Way | None) -> Iterator[tuple[Known, int | None]]:
    """Give each count of a published table under a name that is the same in every table."""
    for line in found.lines:
        yield (rows, line.cell.key), line.total
        for column, count in zip(found.columns, line.counts, strict=True):
            yield (f"{rows} {line.cell.key}", f"{columns} {column.key}"), count
    for column, count in zip(found.columns, found.sums.counts, strict=True):
        yield (str(columns), column.key), count


def published(persons: Sequence[Person]) -> dict[Known, int | None]:
    """Return every count of every table that viewers can ask for; each table says the same."""
    pairs = [tuple(sorted(pair, key=lambda way: way is not Way.MONTH)) for pair in PUBLISHED_PAIRS]
    asked: list[tuple[Way, Way | None]] = [(way, None) for way in WAYS]
    asked += [(rows, columns) for rows, columns in pairs]
    asked += [(columns, rows) for rows, columns in pairs]
    known: dict[Known, int | None] = {}
    for rows, columns in asked:
        made = shown(table(persons, rows, columns), published=True)
        for name, count in cells(made, rows, columns):
            usual = known.setdefault(_same(name), count)
            assert usual == count, name
    return known


def _same(name: Known) -> Known:
    """Name a cell of two ways alike, whichever is the rows."""
    return name if " " not in name[0] else (min(name), max(name))


def sums_of(known: dict[Known, int | None], total: int) -> Sums:
    """Write what hangs together in all these tables as equations of the hidden counts."""
    unknown = tuple(name for name, count in known.items() if count is None)
    left, right = [], []
    for whole, parts in _wholes():
        row, value = [0] * len(unknown), 0 if whole else total
        for name, sign in [*((part, 1) for part in parts), *([(whole, -1)] if whole else [])]:
            count = known[_same(name)]
            if count is None:
                row[unknown.index(_same(name))] += sign
            else:
                value -= sign * count
        left.append(row)
        right.append(value)
    return Sums(unknown, np.array(left, dtype=float), np.array(right, dtype=float))


def _wholes() -> Iterator[tuple[Known | None, list[Known]]]:
    for way, keys in WAYS.items():
        yield None, [(str(way), key) for key in keys]
    for pair in PUBLISHED_PAIRS:
        for one, other in (tuple(pair), tuple(pair)[::-1]):
            for key in WAYS[one]:
                yield (str(one), key), [(f"{one} {key}", f"{other} {cell}") for cell in WAYS[other]]


def real(persons: Sequence[Person], name: Known) -> int:
    if " " not in name[0]:
        return table(persons, Way(name[0])).by_row[name[1]]
    (rows, row), (columns, column) = (part.split(" ") for part in name)
    return table(persons, Way(rows), Way(columns)).counts[row, column]


@settings(max_examples=15, deadline=None)
@given(world)
def test_all_tables_together_give_no_hidden_count_away(persons: list[Person]) -> None:
    known = published(persons)
    for name, count in known.items():
        assert count is None or count == 0 or count >= HIDDEN_UNDER, name
    sums = sums_of(known, len(persons))
    assert not recovered(sums)
    for name, (least, most) in intervals(sums).items():
        true = real(persons, name)
        assert least <= true <= most
        if 0 < true < HIDDEN_UNDER:
            assert most - least >= min(HIDDEN_UNDER - 1, len(persons))


def test_hiding_small_counts_alone_would_not_do() -> None:
    """The attack is worth something: without the further cells it succeeds."""
    persons = (
        [("5月", "a", "v", "i")] * 9 + [("5月", "b", "v", "i")] * 2 + [("6月", "b", "v", "i")] * 9
    )
    naive = {
        name: None
        if count is None and 0 < real(persons, name) < HIDDEN_UNDER
        else real(persons, name)
        for name, count in published(persons).items()
    }
    assert recovered(sums_of(naive, len(persons)))


@given(
    st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(0, 12)),
)
def test_a_row_whose_sum_is_hidden_shows_no_cell(counts: dict[tuple[int, int], int]) -> None:
    rows = columns = range(4)
    inside = hidden_inside(counts, rows, columns)
    sums = {row: sum(counts.get((row, column), 0) for column in columns) for row in rows}
    for row, column in product(hidden(sums), columns):
        assert (row, column) in inside
    assert all(cell in inside for cell, count in counts.items() if 0 < count < HIDDEN_UNDER)


@pytest.mark.parametrize("pair", PUBLISHED_PAIRS)
def test_published_pairs_share_the_month_alone(pair: frozenset[Way]) -> None:
    assert Way.MONTH in pair
    assert set(WAYS) == set(PUBLISHED_WAYS)
