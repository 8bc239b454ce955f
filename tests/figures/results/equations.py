"""What a reader of all outputs can write down, and what follows from it: by rank, and by LP.

The unknowns are the smallest groups of people that the outputs speak of: in each month who came for
the first time or again, and was stopped or not; who registered in a class of the app or elsewhere;
who turned 70. For each way of parting people, who stands in which part in which month. The
equations are read from the files, nothing else.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from openpyxl import load_workbook  # type: ignore[import-untyped]  # it has no types
from scipy.optimize import linprog  # type: ignore[import-untyped]  # it has no types
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # it has no types

Atom = tuple[Any, ...]
ALONE = re.compile(r"^([\d,]+)人?$")
TOGETHER = re.compile(r"^(\d+)月から([\d,]+)人$")


@dataclass
class Equations:
    """Sums of atoms that are known, and the groups of atoms that must not be."""

    sums: dict[tuple[frozenset[Atom], int], None] = field(default_factory=dict)
    parts: dict[tuple[Any, Any], set[str]] = field(default_factory=dict)
    balances: list[tuple[frozenset[Atom], frozenset[Atom]]] = field(default_factory=list)

    def know(self, atoms: Iterable[Atom], count: int) -> None:
        self.sums[frozenset(atoms), count] = None

    def part(self, crowd: Any, way: Any, name: str) -> None:
        self.parts.setdefault((crowd, way), set()).add(name)

    def close(self) -> None:
        """Say that in each month the parts of people, one way or the other, are all of them."""
        for (crowd, way), names in self.parts.items():
            for month in range(12):
                whole = _WHOLES[str(crowd)](month)
                parts = [(crowd, way, name, month) for name in names]
                self.balances.append((frozenset(whole), frozenset(parts)))

    def bounds(self, secrets: Mapping[str, frozenset[Atom]]) -> dict[str, tuple[int, int]]:
        """Return between which numbers each secret must lie, by linear programming."""
        dense, right, place = self._system(secrets)
        left = csr_array(dense)
        goals = {name: _goal(secret, place) for name, secret in secrets.items()}
        return {
            name: (_end(goal, left, right), -_end(-goal, left, right))
            for name, goal in goals.items()
        }

    def ranked(self, secrets: Mapping[str, frozenset[Atom]]) -> set[str]:
        """Return the secrets that adding and subtracting gives: sums of rows of the system."""
        left, _, place = self._system(secrets)
        basis = _row_space(left)
        goals = {name: _goal(secret, place) for name, secret in secrets.items()}
        return {
            name
            for name, goal in goals.items()
            if np.linalg.norm(goal - basis.T @ (basis @ goal)) < 1e-7
        }

    def _system(self, secrets: Mapping[str, frozenset[Atom]]) -> tuple[Any, Any, dict[Atom, int]]:
        used = [atoms for atoms, _ in self.sums] + [a | b for a, b in self.balances]
        atoms = sorted(set().union(*used, *secrets.values()), key=str)
        place = {atom: n for n, atom in enumerate(atoms)}
        sums = [_goal(known, place) for known, _ in self.sums]
        balances = [_goal(whole, place) - _goal(parts, place) for whole, parts in self.balances]
        right = [*(float(count) for _, count in self.sums), *(0.0 for _ in balances)]
        return np.array([*sums, *balances]), np.array(right), place


def _goal(atoms: Iterable[Atom], place: Mapping[Atom, int]) -> Any:
    row = np.zeros(len(place))
    row[[place[atom] for atom in atoms]] = 1
    return row


_WHOLES: dict[str, Callable[[int], list[Atom]]] = {
    "attended": lambda month: [(month, "first", kind) for kind in ("stopped", "not")],
    "newly": lambda month: [(month, "newly", where) for where in ("app", "elsewhere")],
}


def _row_space(left: Any) -> Any:
    _, values, rows = np.linalg.svd(left, full_matrices=False)
    return rows[values > 1e-9]


def _end(goal: Any, left: Any, right: Any) -> int:
    made = linprog(goal, A_eq=left, b_eq=right, bounds=(0, 500), method="highs")
    assert made.success, made.message
    found: float = made.fun
    return round(found)


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def rows_of_book(content: bytes, sheet: str) -> list[list[Any]]:
    book = load_workbook(io.BytesIO(content))
    if sheet not in book.sheetnames:
        return []
    return [
        [cell for cell in row if cell is not None]
        for row in book[sheet].iter_rows(values_only=True)
    ]


def told(cell: Any, months: Sequence[int], at: int) -> tuple[tuple[int, ...], int] | None:
    """Read a cell of a month: which months it counts, by their places, and how many people."""
    text = str(cell)
    if alone := ALONE.match(text):
        return (at,), int(alone[1].replace(",", ""))
    if together := TOGETHER.match(text):
        begin = months.index(int(together[1]))
        return tuple(range(begin, at + 1)), int(together[2].replace(",", ""))
    return None


def by_label(rows: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row and isinstance(row[0], str):
            found.setdefault(row[0], list(row[1:]))
    return found
