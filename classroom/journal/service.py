"""Writing down what was done: each operation once, and the audit log as a chain of digests."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.db import backend
from classroom.journal.models import AuditEntry, Operation

FIRST = "0" * 64
# One number for all writers of the chain: PostgreSQL lets one in at a time.
CHAIN_LOCK = 770_001


def answered(db: Session, operation_id: str) -> str | None:
    """Return where the answer to this operation led, if it was carried out before."""
    found = db.get(Operation, operation_id)
    return found.answer if found else None


def remember(db: Session, operation: Operation) -> None:
    """Keep the operation, so that the same id does nothing twice.

    Raises IntegrityError at flush where another desk's request carried it out meanwhile.
    """
    db.add(operation)
    db.flush()


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
    last = db.exec(select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)).first()
    entry = AuditEntry(
        at=at,
        staff_member_id=staff_member_id,
        action=action,
        details=json.dumps(details, ensure_ascii=False, sort_keys=True, default=str),
        previous=last.digest if last else FIRST,
        digest="",
    )
    entry.digest = digest_of(entry)
    db.add(entry)
    db.flush()


def digest_of(entry: AuditEntry) -> str:
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
