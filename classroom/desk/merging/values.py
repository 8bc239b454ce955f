"""What travels between the pages of merging and its service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from classroom.desk.merging.rules import Side
from classroom.rules.words.queue import Status


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records to be made one, as someone saw them.

    `chosen` says whose value stands where both differ; `versions` are those of the two (None: not
    looked at).
    """

    kept_id: int
    gone_id: int
    chosen: Mapping[str, Side] = field(default_factory=dict)
    versions: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A line of the comparison, in words; `side` is whose value stands unless someone chooses."""

    key: str
    label: str
    kept: str
    gone: str
    side: Side
    must_choose: bool
    may_join: bool


@dataclass(frozen=True, slots=True)
class MovedLine:
    """An enrolment of the record that goes; `clash` says what happens if both are in it."""

    title: str
    on: date
    status: Status
    marks: int
    clash: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging two records would do. `obstacle` is the sentence why it cannot be done."""

    kept_id: int
    gone_id: int
    kept_name: str
    gone_name: str
    kept_version: int
    gone_version: int
    fields: tuple[FieldLine, ...]
    lines: tuple[MovedLine, ...]
    moves: tuple[tuple[str, str], ...]
    drops: tuple[str, ...]
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class MergeLine:
    """A merge of the last days, for their list. Names are of the records as they are now."""

    id: int
    kept_id: int
    kept_name: str
    gone_name: str
    by: str
    merged_at: datetime
    undone_at: datetime | None

    @property
    def may_undo(self) -> bool:
        return self.undone_at is None
