"""Reading one row by the meaning of its columns, gathering every problem before it is refused."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from classroom.desk.participant.rules import may_hold_my_number
from classroom.office.imports.rules import Field
from classroom.office.imports.values import Problem
from classroom.rules.text import clean_line

T = TypeVar("T")
Row = Sequence[str]
MY_NUMBER = "12けたの数字があります。マイナンバーは登録できません。数字を消してください。"
_BETWEEN = {Field.ADDRESS: "", Field.NOTE: "　", Field.NEEDS: "　"}


class RowReader:
    """A row, with what could not be read of it and what should be looked at."""

    def __init__(self, columns: Sequence[Field | None], heads: Sequence[str], row: Row) -> None:
        self.columns, self.heads, self.row = columns, heads, tuple(row)
        self.problems: list[Problem] = []
        self.remarks: list[str] = []

    def parts(self, field: Field) -> list[str]:
        """Return the filled cells of a meaning, from left to right."""
        found = (
            self.row[number]
            for number, meant in enumerate(self.columns)
            if meant is field and number < len(self.row)
        )
        return [text for text in map(clean_line, found) if text]

    def text(self, field: Field) -> str:
        """Return the cells of a meaning as one text."""
        return _BETWEEN.get(field, " ").join(self.parts(field))

    def head(self, field: Field) -> str:
        """Return what the file calls a column."""
        named = zip(self.columns, self.heads, strict=False)
        own = (head.strip() for meant, head in named if meant is field and head.strip())
        return next(own, field.label)

    def refuse(self, field: Field, what: str) -> None:
        """Say why this row cannot be taken in."""
        self.problems.append(Problem(self.head(field), what))

    def read(self, field: Field, read: Callable[[str], T]) -> T | None:
        """Read a cell that must be understood."""
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
