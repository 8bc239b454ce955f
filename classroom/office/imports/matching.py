"""Which sheet of a file holds the table, what its columns mean, and reading a row by that."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from classroom.desk.participant.rules import may_hold_my_number
from classroom.kit.workbook.reading import Sheet
from classroom.office.imports.rules import (
    Field,
    Kind,
    Matching,
    columns_of,
    head_row,
    is_second_head,
    with_continued,
)
from classroom.office.imports.values import Problem
from classroom.rules.text import clean_line, nfkc

T = TypeVar("T")
Row = Sequence[str]
MY_NUMBER = "12けたの数字があります。マイナンバーは登録できません。数字を消してください。"
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


def match(sheets: Sequence[Sheet], kind: Kind, chosen: Chosen) -> Matching:
    """Find the table, or take it where someone says it is."""
    wanted = chosen.sheet
    if wanted is None or not 0 <= wanted < len(sheets):
        found = [head_row(sheet.rows, kind)[1] for sheet in sheets]
        wanted = found.index(max(found))
    rows = sheets[wanted].rows
    head = (chosen.head or 0) - 1
    if not 0 <= head < len(rows):
        head = head_row(rows, kind)[0]
    width = max(len(row) for row in rows)
    heads = (*rows[head], *("" for _ in range(width - len(rows[head]))))
    columns = with_continued(columns_of(heads, kind), heads, rows[head + 1 :])
    if chosen.columns is not None:
        columns = tuple(chosen.columns.get(place, columns[place]) for place in range(len(columns)))
    return Matching(wanted, head, heads[: len(columns)], columns)


def rows_below(sheet: Sheet, matching: Matching) -> list[tuple[int, tuple[str, ...]]]:
    """Return the filled rows under the heads, each with its number as Excel counts it."""
    below = enumerate(sheet.rows[matching.head + 1 :], matching.head + 2)
    filled = [(number, row) for number, row in below if any(cell.strip() for cell in row)]
    return filled[1:] if filled and is_second_head(filled[0][1]) else filled


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

    def parts(self, field: Field) -> list[str]:
        found = (
            self.row[number]
            for number, meant in enumerate(self.columns)
            if meant is field and number < len(self.row)
        )
        return [text for text in map(clean_line, found) if text]

    def text(self, field: Field) -> str:
        return _BETWEEN.get(field, " ").join(self.parts(field))

    def head(self, field: Field) -> str:
        named = zip(self.columns, self.heads, strict=False)
        own = (head.strip() for meant, head in named if meant is field and head.strip())
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
