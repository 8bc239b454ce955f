"""What stays hidden in published breakdowns."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from itertools import product
from typing import TypeVar

from classroom.rules.suppression import Edge, hidden_cells

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
