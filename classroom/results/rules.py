"""What stays hidden in published breakdowns."""

from collections.abc import Mapping
from typing import TypeVar

from classroom.rules.suppression import Edge, hidden_cells

HIDDEN_UNDER = 5
SUM = "sum"

K = TypeVar("K")


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
