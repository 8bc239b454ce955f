"""A sheet as it was printed."""

from dataclasses import dataclass
from datetime import datetime

from classroom.class_day.printed.rules import SheetKind


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet as it was printed: its rows over all pages, and the code of each page."""

    number: int
    kind: SheetKind
    rows: tuple[int | str, ...]
    page_ids: tuple[str, ...]
    printed_at: datetime

    @property
    def enrolment_ids(self) -> tuple[int, ...]:
        return tuple(row for row in self.rows if isinstance(row, int))

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(str(row) for row in self.rows)
