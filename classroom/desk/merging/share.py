"""What rooms above the desk keep of a person, and what becomes of it when two records are one.

Each such room has a `Share`; the application hands them all to the pages of merging as it is built.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from classroom.desk.merging.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Said:
    """A share in words: what moves, each with its label, and sentences about what is dropped."""

    moves: tuple[tuple[str, str], ...] = ()
    drops: tuple[str, ...] = ()


class Share:
    """What a room keeps of a person; a room says only what it needs to."""

    # The tables it answers for: each points at a person or at an enrolment.
    tables: tuple[str, ...] = ()

    def move(self, ledger: Ledger, kept_id: int, gone_id: int) -> None:
        """Move what hangs on the person to the record that is kept."""

    def join(self, ledger: Ledger, kept_line: int, gone_line: int) -> None:
        """Move what hangs on an enrolment to the kept record's enrolment in the same offering."""

    def marks(self, db: Session, enrolment_ids: Sequence[int]) -> list[int]:
        """Return the enrolments on which something hangs, each as often as something does."""
        del db, enrolment_ids
        return []

    def said(self, db: Session, kept_id: int, gone_id: int) -> Said:
        """Say what merging would do with it."""
        del db, kept_id, gone_id
        return Said()

    def since(self, db: Session, participant_id: int, at: datetime) -> str:
        """Say what was added after an instant that stands against undoing (…た); "" for nothing."""
        del db, participant_id, at
        return ""
