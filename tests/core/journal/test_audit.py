"""The audit log: a chain that shows when it was tampered with."""

from dataclasses import replace

from sqlmodel import Session, col, select, update

from classroom.core.journal import service
from classroom.core.journal.models import AuditEntry
from classroom.core.journal.values import Entry
from tests import make


def three_entries(db: Session) -> None:
    for action in ("a.made", "a.changed", "a.removed"):
        service.audit(db, action, {"id": 1}, staff_member_id=None, at=make.NOW)
    db.commit()


def test_an_untouched_log_is_whole(db: Session) -> None:
    three_entries(db)
    assert list(service.broken_entries(db)) == []


def test_a_changed_entry_is_found(db: Session) -> None:
    three_entries(db)
    db.exec(update(AuditEntry).where(col(AuditEntry.action) == "a.changed").values(details="{}"))
    db.commit()
    assert list(service.broken_entries(db)) == [2]


def test_a_removed_entry_is_found(db: Session) -> None:
    three_entries(db)
    db.delete(db.exec(select(AuditEntry).where(col(AuditEntry.id) == 2)).one())
    db.commit()
    assert list(service.broken_entries(db)) == [3]


def test_entries_hold_what_they_were_given(db: Session) -> None:
    service.audit(db, "enrolment.book", {"offering": 7}, staff_member_id=None, at=make.NOW)
    entry = db.exec(select(AuditEntry)).one()
    assert entry.details == '{"offering": 7}'
    assert entry.at == make.NOW


def test_an_entry_that_is_given_another_one_before_it_has_another_digest() -> None:
    """A chain is only as good as this: who changes one entry must change all that follow."""
    entry = Entry(at=make.NOW, staff_member_id=None, action="a", details="{}", previous="0" * 64)
    assert service.digest_of(entry) != service.digest_of(replace(entry, previous="1" * 64))


def test_entries_rewritten_with_their_own_digests_are_found_at_the_next(db: Session) -> None:
    three_entries(db)
    first = db.exec(select(AuditEntry).where(col(AuditEntry.id) == 1)).one()
    first.details = '{"id": 2}'
    first.digest = service.digest_of(first)
    second = db.exec(select(AuditEntry).where(col(AuditEntry.id) == 2)).one()
    second.previous = first.digest  # linked anew, but its digest is over the old one
    db.commit()
    assert list(service.broken_entries(db)) == [2]
