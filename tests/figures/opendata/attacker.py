"""Somebody who has the published file and a computer, and wants to know what it hides.

Knows only the rows of the file: which sums they are parts of is plain from their words. Uses linear
algebra (is a cell the same in every solution of the sums?) and linear programming (between which
numbers must it lie, since people are never fewer than none?). The sums make a network, so the least
and the greatest number are whole, and reached by whole people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from classroom.figures.opendata.monthly import AGED_TOTAL, EVERYONE, EVERYWHERE
from classroom.figures.opendata.rules import AGED
from classroom.rules.words.bands import AgeGroup

Cell = tuple[str, str]
Matrix = Any  # numpy's own types say nothing more here
ENDLESS = 10**6


@dataclass(frozen=True)
class Sums:
    """The sums of a published table: coefficients of the hidden cells, and what they make."""

    hidden: tuple[Cell, ...]
    left: Matrix
    right: Matrix


def sums_of(table: Mapping[Cell, int | None], told: Mapping[Cell, int] | None = None) -> Sums:
    """Write the sums of a table as equations; `told` are cells known from elsewhere."""
    known = {**table, **(told or {})}
    hidden = tuple(cell for cell, people in known.items() if people is None)
    left, right = [], []
    for whole, parts in _wholes(sorted({place for _, place in table})):
        row, value = [0] * len(hidden), 0
        for cell, sign in ((whole, -1), *((part, 1) for part in parts)):
            people = known[cell]
            if people is None:
                row[hidden.index(cell)] += sign
            else:
                value -= sign * people
        left.append(row)
        right.append(value)
    return Sums(hidden, np.array(left, dtype=float), np.array(right, dtype=float))


def _wholes(places: Sequence[str]) -> list[tuple[Cell, list[Cell]]]:
    parts = [place for place in places if place != EVERYWHERE]
    found: list[tuple[Cell, list[Cell]]] = [
        ((age, EVERYWHERE), [(age, place) for place in parts])
        for age in (EVERYONE, AGED_TOTAL, *AgeGroup)
    ]
    for place in places:
        found.append(((AGED_TOTAL, place), [(age, place) for age in AgeGroup if age in AGED]))
        rest = [(age, place) for age in AgeGroup if age not in AGED]
        found.append(((EVERYONE, place), [(AGED_TOTAL, place), *rest]))
    return found


def recovered(sums: Sums) -> set[Cell]:
    """Return the cells that adding and subtracting gives: those with no part in the null space."""
    if not sums.hidden:
        return set()
    _, values, rows = np.linalg.svd(sums.left)
    rank = int((values > 1e-9).sum())
    free = np.abs(rows[rank:]).sum(axis=0) if rank < len(sums.hidden) else np.zeros(len(rows))
    return {cell for cell, share in zip(sums.hidden, free, strict=True) if share < 1e-9}


def intervals(sums: Sums) -> dict[Cell, tuple[int, int]]:
    """Return between which whole numbers each hidden cell must lie."""
    if not sums.hidden:
        return {}
    table = _Simplex(sums)
    return {
        cell: (-table.greatest(place, -1), table.greatest(place, 1))
        for place, cell in enumerate(sums.hidden)
    }


class _Simplex:
    """Dantzig's tableau with Bland's rule; small, exact enough for whole numbers."""

    def __init__(self, sums: Sums) -> None:
        signs = np.where(sums.right < 0, -1.0, 1.0)
        rows, self.count = sums.left.shape
        self.body = np.hstack(
            [sums.left * signs[:, None], np.eye(rows), (sums.right * signs)[:, None]]
        )
        self.basis = list(range(self.count, self.count + rows))
        artificial = np.zeros(self.body.shape[1])
        artificial[self.count : self.count + rows] = -1.0
        self._climb(artificial, self.count + rows)
        assert np.allclose(self.body[[b >= self.count for b in self.basis], -1], 0), "no such table"
        self._drop_artificial()

    def _drop_artificial(self) -> None:
        for row, basic in enumerate(self.basis):
            if basic >= self.count:
                columns = np.flatnonzero(np.abs(self.body[row, : self.count]) > 1e-9)
                if len(columns):
                    self._pivot(row, int(columns[0]))
        kept = [row for row, basic in enumerate(self.basis) if basic < self.count]
        self.basis = [self.basis[row] for row in kept]
        self.body = np.hstack([self.body[kept][:, : self.count], self.body[kept][:, -1:]])

    def greatest(self, place: int, sign: int) -> int:
        goal = np.zeros(self.body.shape[1])
        goal[place] = sign
        return round(self._climb(goal, self.count))

    def _climb(self, goal: Matrix, columns: int) -> float:
        while True:
            gains = goal[:columns] - goal[self.basis] @ self.body[:, :columns]
            better = np.flatnonzero(gains > 1e-9)
            if not len(better):
                return float(goal[self.basis] @ self.body[:, -1])
            column = int(better[0])
            steps = [
                (self.body[row, -1] / self.body[row, column], self.basis[row], row)
                for row in range(len(self.basis))
                if self.body[row, column] > 1e-9
            ]
            if not steps:
                return ENDLESS
            self._pivot(min(steps)[2], column)

    def _pivot(self, row: int, column: int) -> None:
        self.body[row] /= self.body[row, column]
        for other in range(len(self.basis)):
            if other != row:
                self.body[other] -= self.body[other, column] * self.body[row]
        self.basis[row] = column
