"""Writing down what was done: each operation once, and the audit log as a chain of digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask, backend, fields_of
from classroom.core.journal.models import AuditEntry, Operation
from classroom.core.journal.values import Done, Entry

FIRST = "0" * 64
# One number for all writers of the chain: PostgreSQL lets one in at a time.
CHAIN_LOCK = 770_001


def answered(db: Session, operation_id: str) -> str | None:
    """Return where the answer to this operation led, if it was carried out before."""
    answer: str | None = ask(db, _answer(), operation=operation_id).scalar()
    return answer


def remember(db: Session, operation: Done) -> None:
    """Keep the operation, so that the same id does nothing twice.

    Raises IntegrityError where another desk's request carried it out meanwhile.
    """
    ask(db, _remember(), **fields_of(operation))


def audit(
    db: Session,
    action: str,
    details: Mapping[str, object],
    *,
    staff_member_id: int | None,
    at: datetime,
) -> None:
    """Append to the audit log. Details hold keys and counts, never names or telephone numbers."""
    if backend(db) == "postgresql":
        db.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(CHAIN_LOCK)))
    entry = Entry(
        at=at,
        staff_member_id=staff_member_id,
        action=action,
        details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        previous=ask(db, _last_digest()).scalar() or FIRST,
    )
    ask(db, _append(), **fields_of(entry), digest=digest_of(entry))


def digest_of(entry: Entry | AuditEntry) -> str:
    """Return the SHA-256 over an entry's content and the digest of the one before."""
    parts = [
        entry.at.isoformat(),
        str(entry.staff_member_id),
        entry.action,
        entry.details,
        entry.previous,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def broken_entries(db: Session) -> Iterator[int]:
    """Yield the numbers of entries that were changed, or before which some were removed."""
    previous = FIRST
    for entry in db.exec(select(AuditEntry).order_by(col(AuditEntry.id))):
        if entry.previous != previous or entry.digest != digest_of(entry):
            yield entry.id or 0
        previous = entry.digest


@cache
def _answer() -> Any:
    return sa.select(col(Operation.answer)).where(col(Operation.id) == sa.bindparam("operation"))


@cache
def _remember() -> Any:
    return sa.insert(Operation)


@cache
def _last_digest() -> Any:
    return sa.select(col(AuditEntry.digest)).order_by(col(AuditEntry.id).desc()).limit(1)


@cache
def _append() -> Any:
    return sa.insert(AuditEntry)
