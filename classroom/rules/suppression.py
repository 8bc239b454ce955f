"""Which cells of a published table stay hidden, so that none can be worked out from the rest.

The rule, for a table of counts with its totals:

1. Primary: every count from 1 to below a threshold (5) is hidden, totals included.
2. Complementary: further cells are hidden until every cell of step 1 could be any of 5 numbers (as
   far as the table has so many people) to somebody who adds and subtracts all that is published.
   This is complementary cell suppression with interval protection: Federal Committee on Statistical
   Methodology, Statistical Policy Working Paper 22; Hundepool et al., Statistical Disclosure
   Control (2012). Cells of step 2 may be 0, so a hidden cell says not even that there is anybody.
3. What a reader is `told` elsewhere, such as the totals in another report, step 2 takes as known,
   even where this table hides it.

How: the sums of the table make a network. The total flows over the age groups, through the cells,
back over the districts, and what flows into a node flows out of it. Another table that agrees with
all that is published differs from the true one by flows around closed ways of hidden edges. To
protect a cell is to open, at the least cost, ways that lead some of its people around it; since
flows are whole numbers, each such way is itself a table of whole people that nobody can tell from
the true one. So the interval of a cell is exact, not an estimate.
"""

import heapq
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Final

_COST_OF_NOBODY: Final = 2
"""Hiding a 0 costs the reader as much as hiding two people."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A count between two sums it is part of.

    Without a `cell` it is published nowhere. `weight` is what the cell is worth to the reader.
    """

    cell: Hashable | None
    tail: str
    head: str
    count: int
    weight: int = 1


def hidden_cells(
    edges: Sequence[Edge], under: int, told: Collection[Hashable] = ()
) -> frozenset[Hashable]:
    """Return the cells that must not be shown: those `under` the threshold, and what guards them.

    Cells that are `told` the reader knows from elsewhere.
    """
    network = _Network(edges, under)
    small = sorted(network.hidden - network.unpublished)
    frozen = frozenset(n for n, edge in enumerate(edges) if edge.cell in told)
    for number in small:
        network.protect(number, frozenset() if number in frozen else frozen, under - 1)
    for number in sorted(network.hidden - network.unpublished - frozen):
        network.protect(number, frozen, 1)
    return frozenset(edges[number].cell for number in network.hidden - network.unpublished)


class _Network:
    """The table as a network, and which of its edges the reader does not see."""

    def __init__(self, edges: Sequence[Edge], under: int) -> None:
        self.edges = edges
        self.unpublished = {n for n, edge in enumerate(edges) if edge.cell is None}
        small = {n for n, edge in enumerate(edges) if 0 < edge.count < under}
        self.hidden = self.unpublished | small
        self.leaving: dict[str, list[tuple[int, str, bool]]] = {}
        for number, edge in enumerate(edges):
            self.leaving.setdefault(edge.tail, []).append((number, edge.head, True))
            self.leaving.setdefault(edge.head, []).append((number, edge.tail, False))

    def protect(self, number: int, frozen: frozenset[int], wanted: int) -> None:
        """Hide what it takes for this edge's count to be open over `wanted` more numbers."""
        edge, gained = self.edges[number], 0
        closed = frozen | {number}
        for begin, end, most in (
            (edge.head, edge.tail, wanted),
            (edge.tail, edge.head, edge.count),
        ):
            gained += self._around(begin, end, closed, min(most, wanted - gained))

    def _around(self, begin: str, end: str, closed: frozenset[int], wanted: int) -> int:
        """Lead up to `wanted` people from a node to another, hiding the edges on their way."""
        counts = [edge.count for edge in self.edges]
        led = 0
        while led < wanted:
            way = self._cheapest(begin, end, closed, counts)
            if way is None:
                break
            fewest = min((counts[n] for n, forward in way if not forward), default=wanted)
            people = min(fewest, wanted - led)
            for number, forward in way:
                counts[number] += people if forward else -people
                self.hidden.add(number)
            led += people
        return led

    def _cheapest(
        self, begin: str, end: str, closed: frozenset[int], counts: Sequence[int]
    ) -> list[tuple[int, bool]] | None:
        """Find the way that hides least: an edge may gain people, or lose those it has."""
        costs = {begin: 0}
        came: dict[str, tuple[str, int, bool]] = {}
        waiting = [(0, begin)]
        while waiting:
            cost, node = heapq.heappop(waiting)
            if node == end:
                return _way(came, begin, end)
            if cost > costs[node]:
                continue
            for number, other, forward in self.leaving[node]:
                if number in closed or not (forward or counts[number]):
                    continue
                further = cost + self._cost(number)
                if other not in costs or further < costs[other]:
                    costs[other] = further
                    came[other] = (node, number, forward)
                    heapq.heappush(waiting, (further, other))
        return None

    def _cost(self, number: int) -> int:
        if number in self.hidden:
            return 0
        edge = self.edges[number]
        return (edge.count or _COST_OF_NOBODY) * edge.weight


def _way(came: dict[str, tuple[str, int, bool]], begin: str, end: str) -> list[tuple[int, bool]]:
    way = []
    node = end
    while node != begin:
        node, number, forward = came[node]
        way.append((number, forward))
    return way
