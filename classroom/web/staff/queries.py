"""Reading accounts."""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask, key
from classroom.core.staff.models import SetupLink, StaffMember
from classroom.web.staff.values import Account, StaffLine


def active_member(db: Session, number: int) -> Account | None:
    """Return an account that may still be used: every request asks for it."""
    found = ask(db, _active_member(), number=number).first()
    return Account(*found) if found else None


@cache
def _active_member() -> Any:
    return sa.select(
        col(StaffMember.name), col(StaffMember.login), col(StaffMember.role), col(StaffMember.stamp)
    ).where(col(StaffMember.id) == sa.bindparam("number"), col(StaffMember.is_active))


def member_by_login(db: Session, login: str) -> StaffMember | None:
    return db.exec(select(StaffMember).where(StaffMember.login == login)).first()


def any_member(db: Session) -> bool:
    return db.exec(select(StaffMember.id).limit(1)).first() is not None


def members(db: Session) -> list[StaffLine]:
    """Return all accounts, those in use first."""
    order = (col(StaffMember.is_active).desc(), StaffMember.role, StaffMember.login)
    return [
        StaffLine(
            key(found),
            found.login,
            found.name,
            found.role,
            found.is_active,
            found.password_hash is not None,
            found.last_signed_in_at,
        )
        for found in db.exec(select(StaffMember).order_by(*order))
    ]


def usable_link(db: Session, token: str, at: datetime) -> SetupLink | None:
    """Return the link behind a token while it can be used."""
    found = db.exec(select(SetupLink).where(SetupLink.digest == digest(token))).first()
    if found is None or found.used_at is not None or found.expires_at < at:
        return None
    return found


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
