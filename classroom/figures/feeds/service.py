"""Calendar addresses made, changed and taken back."""

import secrets
from datetime import datetime

from sqlmodel import Session

from classroom.core.db import added
from classroom.core.errors import Refusal
from classroom.figures.feeds import queries
from classroom.figures.feeds.models import CalendarFeed
from classroom.figures.feeds.values import Kind

SECRET_BYTES = 32


def make(db: Session, kind: Kind, number: int, *, at: datetime) -> CalendarFeed:
    """Give an address, or return the one that there is."""
    if queries.target_name(db, kind, number) is None:
        raise Refusal("いまは使っていないので、アドレスをつくれません。画面を開き直してください。")
    found = queries.feed(db, kind, number)
    if found is not None:
        return found
    row = CalendarFeed(secret=_secret(), made_at=at)
    if kind.column:
        setattr(row, kind.column, number)
    return added(db, row)


def change(db: Session, kind: Kind, number: int, *, at: datetime) -> CalendarFeed:
    """Give another address: whoever has the old one follows nothing any more."""
    row = make(db, kind, number, at=at)
    row.secret, row.made_at = _secret(), at
    db.flush()
    return row


def stop(db: Session, kind: Kind, number: int) -> None:
    row = queries.feed(db, kind, number)
    if row is not None:
        db.delete(row)
        db.flush()


def _secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)
