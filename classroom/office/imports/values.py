"""What travels between reading a file, its preview and taking it in."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Generic, TypeVar

from classroom.core.errors import Refusal
from classroom.office.imports.rules import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken in: the column's head, and a sentence."""

    column: str
    what: str

    @property
    def sentence(self) -> str:
        return f"「{self.column}」：{self.what}" if self.column else self.what


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file as the preview shows it. `choice` names what is added or not as one."""

    number: int
    state: State
    what: str
    notes: tuple[str, ...]
    choice: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan(Generic[T]):
    """What would be added as one; `number` is the file's row it begins with."""

    number: int
    state: State
    details: T


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A file that was read: every row, and what would be added."""

    lines: tuple[Line, ...]
    plans: tuple[Plan[T], ...]
    short_years: int = 0
    """Rows whose birth year has two digits and no era."""

    def count(self, state: State) -> int:
        return sum(line.state is state for line in self.lines)

    @property
    def refused(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.state is State.BAD)

    def left_out(self, rows: Collection[int]) -> tuple[Line, ...]:
        """Return the lines that somebody ticked to be left out, whole offerings of them."""
        whole = {line.choice for line in self.lines if line.number in rows}
        return tuple(line for line in self.lines if line.choice in whole)

    def to_add(self, chosen: Collection[int] = (), without: Collection[int] = ()) -> list[T]:
        """Return what is to be added: what is new, and of what is there already the chosen.

        All or nothing but for the rows `without` which it goes on: raises Refusal while any other
        row is refused, or if there is nothing to add.
        """
        out = {line.number for line in self.left_out(without)}
        if bad := [line for line in self.refused if line.number not in out]:
            more = f"ほかにも{len(bad) - 1}行あります。" if len(bad) > 1 else ""
            first = f"{bad[0].number}行目{bad[0].notes[0]}"
            raise Refusal(f"{first}{more}何も取り込んでいません。")
        if not self.lines:
            raise Refusal("見出しの下に、取り込む行がありません。")
        return [
            plan.details
            for plan in self.plans
            if (plan.state is not State.SAME or plan.number in chosen) and plan.number not in out
        ]
