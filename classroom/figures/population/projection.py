"""Reading 将来推計人口: in the standard heads, or as days with their 70 and over alone."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from classroom.figures.population.comparing import rows_by_day
from classroom.figures.population.days import read_day
from classroom.figures.population.head_words import plain_head
from classroom.figures.population.heads import HEADS_WITHIN, find_heads
from classroom.figures.population.municipality import municipality_code
from classroom.figures.population.reader import About, read_population
from classroom.figures.population.rules import SOON_AGED
from classroom.figures.population.sheet import Unreadable, count, tables, unreadable
from classroom.figures.population.values import (
    PopulationRow,
    Problem,
    ProjectionRow,
    ProjectionTable,
)
from classroom.rules.rate import KPI_AGE
from classroom.rules.text import clean_line

ROUNDING: Final = 25
"""By how many people a projection's total may miss its parts, each rounded on its own."""

Days = dict[tuple[str, date], ProjectionRow]
_DAY: Final = re.compile(r"(?:調査|基準)?年月日|基準日|調査日")
_AGED: Final = re.compile(r"70[歳才]以上の?(?:人口|住民数?|総数|人数)?")
_SOON: Final = re.compile(r"65(?:[歳才])?-69[歳才]の?(?:人口|住民数?|総数|人数)?")
_CODE: Final = re.compile(r"(?:全国)?地方公共団体コード|市区町村コード")


def read_projection(content: bytes, own_code: str) -> ProjectionTable:
    """Read a projection; rows without a code are the city's own. Raises Unreadable."""
    for table in tables(content):
        for number, cells in enumerate(table.rows[:HEADS_WITHIN]):
            columns = _columns(cells)
            if "on" in columns and "aged" in columns:
                form = _SmallForm(content, own_code, columns, cells)
                return form.read(table.rows[number + 1 :], number)
        if find_heads(table.rows):
            return _from_standard(content, own_code)
    raise unreadable(
        "見出しの行が見つかりません。「年月日」と「70歳以上」の列があるか、確かめてください。"
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    names = {"on": _DAY, "aged": _AGED, "soon": _SOON, "code": _CODE}
    return {
        name: column
        for column, cell in reversed(list(enumerate(cells)))
        for name, pattern in names.items()
        if pattern.fullmatch(plain_head(cell))
    }


def _from_standard(content: bytes, own_code: str) -> ProjectionTable:
    table = read_population(content, own_code, About(slack=ROUNDING))
    rows = [
        ProjectionRow(on, code, _over(of_day, KPI_AGE), _soon(of_day))
        for (code, on), of_day in rows_by_day(table.rows).items()
    ]
    return ProjectionTable(tuple(rows), table.unused, table.digest or "")


def _over(rows: Sequence[PopulationRow], age: int) -> int:
    counted = [row for row in rows if not row.area] or rows
    return sum(row.residents for row in counted if row.age_from >= age)


def _soon(rows: Sequence[PopulationRow]) -> int | None:
    """Return 65 to 69, where the bands part at 65."""
    if SOON_AGED not in {row.age_from for row in rows}:
        return None
    return _over(rows, SOON_AGED) - _over(rows, KPI_AGE)


class _SmallForm:
    """Takes rows of a day and its counts, keeping every problem met."""

    def __init__(
        self, content: bytes, own_code: str, columns: dict[str, int], heads: Sequence[str]
    ) -> None:
        self.content, self.own_code, self.columns, self.heads = content, own_code, columns, heads
        self.problems: list[Problem] = []
        self.rows: Days = {}

    def read(self, rows: Sequence[Sequence[str]], above: int) -> ProjectionTable:
        """Read every row that holds something. Raises Unreadable with all problems."""
        for number, cells in enumerate(rows, above + 2):
            if any(cell.strip() for cell in cells):
                self._read_row(number, cells)
        if self.problems:
            raise Unreadable(self.problems)
        if not self.rows:
            raise unreadable("見出しの下に、推計の行がありません。")
        used = set(self.columns.values())
        unused = [clean_line(head) for n, head in enumerate(self.heads) if n not in used]
        digest = hashlib.sha256(self.content).hexdigest()
        kept = tuple(row for _, row in sorted(self.rows.items()))
        return ProjectionTable(kept, tuple(filter(None, unused)), digest)

    def _read_row(self, number: int, cells: Sequence[str]) -> None:
        try:
            on = read_day(self._cell(cells, "on"))
        except ValueError as problem:
            self._problem(number, "on", str(problem))
            return
        written = self._cell(cells, "code")
        code = municipality_code(written) if written else self.own_code
        aged = count(self._cell(cells, "aged"))
        soon_text = self._cell(cells, "soon")
        soon = count(soon_text) if soon_text else None
        if code is None:
            self._problem(number, "code", "市区町村のコードとして読めません。")
        elif aged is None:
            self._problem(number, "aged", "人数として読めません。")
        elif soon_text and soon is None:
            self._problem(number, "soon", "人数として読めません。")
        elif (code, on) in self.rows:
            self._problem(number, "on", "同じ日が2回あります。1行にしてください。")
        else:
            self.rows[code, on] = ProjectionRow(on, code, aged, soon)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        column = self.columns.get(name, len(cells))
        return clean_line(cells[column]) if column < len(cells) else ""

    def _problem(self, number: int, name: str, what: str) -> None:
        self.problems.append(Problem(number, clean_line(self.heads[self.columns[name]]), what))
