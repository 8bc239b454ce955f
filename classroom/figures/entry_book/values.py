"""What travels between a 記入表, its preview and its import."""

import hashlib
import json
from dataclasses import dataclass, field

from classroom.figures.entry_book.rules import Cells, State
from classroom.figures.review.values import ActualDetails, ReviewText


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of the file: where it stands, what it is of, and what would become of it.

    `sentences` say which cells must be put right, or what to know.
    """

    key: str
    where: str
    name: str
    state: State
    before: Cells = ()
    after: Cells = ()
    sentences: tuple[str, ...] = ()
    actual: ActualDetails | None = None
    review: ReviewText | None = None
    entered: int = 0
    """How many values, or which version of the texts, the line is set against."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that was read."""

    fiscal_year: int
    lines: tuple[EntryLine, ...] = field(default=())

    def of(self, *states: State) -> list[EntryLine]:
        return [line for line in self.lines if line.state in states]

    def wanted(self, chosen: frozenset[str]) -> list[EntryLine]:
        """Return the lines to be taken; of those that clash, the chosen ones."""
        clashing = [line for line in self.of(State.CONFLICT) if line.key in chosen]
        return [*self.of(State.NEW, State.CHANGED), *clashing]

    @property
    def digest(self) -> str:
        """Return what tells whether anything is otherwise than when the preview was looked at."""
        seen = [[one.key, one.state, one.before, one.after, one.entered] for one in self.lines]
        return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Taken:
    """What somebody said to a preview: which one was seen, and which clashing lines to take."""

    seen: str
    chosen: frozenset[str] = frozenset()
