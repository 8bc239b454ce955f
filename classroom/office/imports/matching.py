"""Which sheet of a file holds the table, what its columns mean, and reading a row by that."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from classroom.desk.participant.rules import may_hold_my_number
from classroom.kit.workbook.reading import Sheet
from classroom.office.imports.cell_rules import is_my_number, is_yes_or_no
from classroom.office.imports.row_rules import is_empty, is_head_again, is_outside, repeated
from classroom.office.imports.rules import (
    HEADS_WITHIN,
    Field,
    Kind,
    Matching,
    columns_of,
    head_rows,
    is_forbidden,
    is_second_head,
    joined_heads,
    with_continued,
)
from classroom.office.imports.values import Problem
from classroom.rules.text import clean_line, nfkc

T = TypeVar("T")
Row = Sequence[str]
MY_NUMBER = "12けたの数字があります。マイナンバーは登録できません。数字を消してください。"
MY_NUMBER_COLUMN = "個人番号"
HEAD_LETTERS = 20
OWN = (Field.KANA, Field.NAME, Field.NAMES, Field.BORN)
"""What two people do not share, so that 〃 and merged cells say nothing of it."""
_BETWEEN = {Field.ADDRESS: "", Field.NOTE: "　", Field.NEEDS: "　"}
_YEAR = re.compile(r"(?:令和|R)\s*(\d{1,2}|元)\s*年度?")
REIWA_YEAR_ZERO = 2018


@dataclass(frozen=True, slots=True)
class Chosen:
    """What someone set right of the matching; None and empty where it is left to us.

    `head` is the row of the heads as Excel counts it; `columns` maps a column's place to a meaning.
    """

    sheet: int | None = None
    head: int | None = None
    columns: Mapping[int, Field | None] | None = None
    era: str = ""
    """Of birth years of two digits: 昭和, once somebody said so."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table with their numbers as Excel counts them, and lines that are none of it."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    outside: tuple[tuple[int, str], ...]


def match(sheets: Sequence[Sheet], kind: Kind, chosen: Chosen) -> Matching:
    """Find the table, or take it where someone says it is; on a hidden sheet last of all."""
    wanted = chosen.sheet
    if wanted is None or not 0 <= wanted < len(sheets):
        found = [(head_rows(sheet.rows, kind)[2], not sheet.is_hidden) for sheet in sheets]
        wanted = found.index(max(found))
    rows = sheets[wanted].rows
    head, depth, _ = head_rows(rows, kind)
    if 0 < (chosen.head or 0) <= len(rows) and (chosen.head or 0) - 1 != head:
        head = (chosen.head or 0) - 1
        is_two = bool(rows[head + 1 :]) and is_second_head(rows[head], rows[head + 1], kind)
        depth = 2 if is_two else 1
    width = max(len(row) for row in rows)
    top = joined_heads(rows[head], rows[head + 1]) if depth > 1 else rows[head]
    heads = (*top, *("" for _ in range(width - len(top))))
    columns = with_continued(columns_of(heads, kind), heads, rows[head + depth :])
    if chosen.columns is not None:
        columns = tuple(chosen.columns.get(place, columns[place]) for place in range(len(columns)))
    return Matching(wanted, head, heads[: len(columns)], columns, depth)


def table_of(sheet: Sheet, matching: Matching, kind: Kind) -> Table:
    """Take the rows under the heads: what is merged or 〃 written out, what is no row left out."""
    rows = _written_out(sheet, matching, kind)
    if not kind.telling.intersection(matching.columns):
        return Table(tuple(rows), ())  # nothing is known yet of what a row is
    found, outside = [], []
    alone = [field for field in OWN if matching.columns.count(field) == 1]
    own = {place for place, field in enumerate(matching.columns) if field in alone}
    above: list[str] = []
    for number, row in rows:
        if is_empty(row, matching.columns, kind.telling):
            continue
        if is_head_again(row, matching.heads) or is_outside(row, matching.columns, kind.telling):
            outside.append((number, "　".join(filter(None, map(clean_line, row)))))
            continue
        full = tuple(
            repeated(cell, "".join(above[place : place + 1]), whole=place not in own)
            for place, cell in enumerate(row)
        )
        above = list(full)
        found.append((number, full))
    return Table(tuple(found), tuple(outside))


def _written_out(
    sheet: Sheet, matching: Matching, kind: Kind
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the filled rows with their numbers; a merged cell counts for each of its rows."""
    first = matching.head + matching.depth
    own = {*OWN, Field.NUMBER}
    shared = {place for place, field in enumerate(matching.columns) if field and field not in own}
    spread: dict[int, dict[int, str]] = {}
    for area in sheet.merged:
        text = (
            "".join(sheet.rows[area.top][area.left : area.left + 1])
            if area.top < len(sheet.rows)
            else ""
        )
        if area.left in shared and text.strip():
            for row in range(max(area.top + 1, first), min(area.bottom + 1, len(sheet.rows))):
                spread.setdefault(row, {})[area.left] = text
    for at, found in enumerate(sheet.rows[first:], first):
        cells = list(found)
        if not cells or is_empty(found, matching.columns, kind.telling):
            continue
        for place, text in spread.get(at, {}).items():
            cells += [""] * (place + 1 - len(cells))
            cells[place] = cells[place] or text
        yield at + 1, tuple(cells)


def forbidden_columns(sheets: Sequence[Sheet], kind: Kind) -> list[str]:
    """Return the columns of 個人番号 or secrets, by their heads or by what stands in them.

    A column that only says whether somebody has a card is none.
    """
    return [name for sheet in sheets for name in _forbidden(sheet, kind)]


def _forbidden(sheet: Sheet, kind: Kind) -> Iterator[str]:
    head, depth, known = head_rows(sheet.rows, kind)
    under = head + depth if known else 0
    for place in range(max(len(row) for row in sheet.rows)):
        cells = {at: row[place].strip() for at, row in enumerate(sheet.rows) if place < len(row)}
        named = [at for at, cell in cells.items() if at < (under or HEADS_WITHIN) and _names(cell)]
        begins = under or (max(named) + 1 if named else 0)
        below = [cell for at, cell in cells.items() if at >= begins and cell]
        if named and not _says_whether(below):
            yield clean_line(cells[named[0]])
        elif sum(map(is_my_number, below)) * 2 > len(below):
            yield clean_line(cells.get(begins - 1, "")) or MY_NUMBER_COLUMN


def _names(cell: str) -> bool:
    return 0 < len(cell) <= HEAD_LETTERS and is_forbidden(cell)


def _says_whether(cells: Sequence[str]) -> bool:
    return bool(cells) and all(is_yes_or_no(cell) for cell in cells)


def year_of(sheet: Sheet, matching: Matching, file_name: str, otherwise: int) -> int:
    """Return the 年度 a schedule is of: as its title, its sheet or its file says it."""
    above = (cell for row in sheet.rows[: matching.head] for cell in row)
    for text in (*above, sheet.name, file_name):
        if found := _YEAR.search(nfkc(text)):
            year = 1 if found[1] == "元" else int(found[1])
            return REIWA_YEAR_ZERO + year
    return otherwise


class RowReader:
    """A row, with what could not be read of it and what should be looked at."""

    def __init__(self, columns: Sequence[Field | None], heads: Sequence[str], row: Row) -> None:
        self.columns, self.heads, self.row = columns, heads, tuple(row)
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def cells(self, field: Field) -> list[str]:
        """Return the filled cells of a column as they are, line breaks and all."""
        found = (
            self.row[number]
            for number, meant in enumerate(self.columns)
            if meant is field and number < len(self.row)
        )
        return [cell for cell in found if cell.strip()]

    def parts(self, field: Field) -> list[str]:
        return [text for text in map(clean_line, self.cells(field)) if text]

    def text(self, field: Field) -> str:
        return _BETWEEN.get(field, " ").join(self.parts(field))

    def head(self, field: Field) -> str:
        named = zip(self.columns, self.heads, strict=False)
        own = (
            head.strip().replace("\n", " ")
            for meant, head in named
            if meant is field and head.strip()
        )
        return next(own, field.label)

    def refuse(self, field: Field, what: str) -> None:
        """Say why this row cannot be taken in."""
        self.problems.append(Problem(self.head(field), what))

    def read(self, field: Field, read: Callable[[str], T]) -> T | None:
        try:
            return read(self.text(field))
        except ValueError as problem:
            self.refuse(field, str(problem))
            return None

    def line(self, field: Field, most: int) -> str:
        """Return a text that is stored as it stands, within its length, without a 個人番号."""
        text = self.text(field)
        if may_hold_my_number(text):
            self.refuse(field, MY_NUMBER)
        elif len(text) > most:
            self.refuse(field, f"長すぎます。{most}文字までにしてください。")
        return text
