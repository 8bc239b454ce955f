"""What is written down of each write."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A write that was carried out under the id of its form, and where its answer led."""

    id: str
    at: datetime
    staff_member_id: int | None
    endpoint: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the audit log before it gets its digest."""

    at: datetime
    staff_member_id: int | None
    action: str
    details: str
    previous: str
