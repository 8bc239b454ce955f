"""Reading accounts."""

import hashlib
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, ask, key, named
from classroom.core.settings.queries import newest
from classroom.core.staff.models import SetupLink, StaffMember
from classroom.web.staff.values import Account, StaffLine


def active_member(db: Session, number: int) -> Account | None:
    """Return an account that may still be used, and the settings' version: every request asks."""
    return next(iter(named(Account, ask(db, _active_member(), number=number))), None)


@cache
def _active_member() -> RowSelect:
    """Select an account; with two more of the request prebuilt, a check-in takes an eighth less."""
    return sa.select(
        col(StaffMember.name),
        col(StaffMember.login),
        col(StaffMember.role),
        col(StaffMember.stamp),
        newest().label("settings_mark"),
    ).where(col(StaffMember.id) == sa.bindparam("number"), col(StaffMember.is_active))


def member_by_login(db: Session, login: str) -> StaffMember | None:
    return db.exec(select(StaffMember).where(StaffMember.login == login)).first()


def member_of_same_letters(db: Session, login: str) -> StaffMember | None:
    """Return whose sign-in name differs in capitals at most: nobody could tell them apart."""
    same = sa.func.lower(col(StaffMember.login)) == login.lower()
    return db.exec(select(StaffMember).where(same)).first()


def any_member(db: Session) -> bool:
    return db.exec(select(StaffMember.id).limit(1)).first() is not None


def members(db: Session) -> list[StaffLine]:
    """Return all accounts, those in use first."""
    order = (col(StaffMember.is_active).desc(), StaffMember.role, StaffMember.login)
    return [
        StaffLine(
            id=key(found),
            login=found.login,
            name=found.name,
            role=found.role,
            is_active=found.is_active,
            has_password=found.password_hash is not None,
            last_signed_in_at=found.last_signed_in_at,
        )
        for found in db.exec(select(StaffMember).order_by(*order))
    ]


def usable_link(db: Session, token: str, at: datetime) -> SetupLink | None:
    found = db.exec(select(SetupLink).where(SetupLink.digest == digest(token))).first()
    if found is None or found.used_at is not None or found.expires_at < at:
        return None
    return found


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
