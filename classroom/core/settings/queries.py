"""Reading the settings that are kept in the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import RowSelect, ask, named
from classroom.core.settings.models import SettingChange
from classroom.core.settings.rules import Value
from classroom.core.settings.values import Settings, definitions
from classroom.core.staff.models import StaffMember

IN_FORCE: Final = "settings"
"""Under this name a session carries what gives the settings in force."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change as the history shows it, as texts."""

    name: str
    before: str
    value: str | None
    changed_at: datetime
    by: str | None


def version(db: Session) -> int:
    """Return the number of the newest change, 0 where there is none."""
    return version_of(db, definitions())


def mark(db: Session) -> str:
    """Return the mark of the newest change: another one means that other settings are in force."""
    return str(ask(db, _mark()).scalar_one())


def version_of(db: Session, names: Iterable[str]) -> int:
    """Return the number of the newest change of some settings."""
    wanted: RowSelect = sa.select(sa.func.coalesce(sa.func.max(col(SettingChange.id)), 0))
    chosen = wanted.where(col(SettingChange.name).in_(sorted(names)))
    return int(db.connection().execute(chosen).scalar_one())


def stored(db: Session) -> dict[str, str]:
    """Return what was decided in the database, by name."""
    last = sa.select(sa.func.max(col(SettingChange.id))).group_by(col(SettingChange.name))
    wanted = sa.select(col(SettingChange.name), col(SettingChange.value)).where(
        col(SettingChange.id).in_(last), col(SettingChange.value).is_not(None)
    )
    return {row.name: row.value for row in db.connection().execute(wanted)}


def carried(db: Session, settings: Callable[[], Settings]) -> None:
    """Let a session carry the settings in force to who holds nothing but the session."""
    db.info[IN_FORCE] = settings


def in_force(db: Session, name: str) -> Value:
    """Return a setting by the settings that a session carries, or else as its database has it."""
    held = db.info.get(IN_FORCE)
    if held is not None:
        return cast("Value", getattr(held(), name))
    known = definitions()[name]
    text = stored(db).get(name)
    try:
        return known.usual if text is None else known.read(text)
    except ValueError:
        return known.usual  # as `with_stored` does


def whole_in_force(db: Session, name: str) -> int:
    """Return a setting that is a whole number, as `in_force` does."""
    return cast("int", in_force(db, name))


def history(db: Session, *, name: str | None = None, limit: int = 200) -> list[Change]:
    """Return the changes, the newest first."""
    wanted: RowSelect = (
        sa.select(
            col(SettingChange.name),
            col(SettingChange.before),
            col(SettingChange.value),
            col(SettingChange.changed_at),
            col(StaffMember.name).label("by"),
        )
        .outerjoin(StaffMember, col(StaffMember.id) == col(SettingChange.staff_member_id))
        .order_by(col(SettingChange.id).desc())
        .limit(limit)
    )
    if name is not None:
        wanted = wanted.where(col(SettingChange.name) == name)
    return named(Change, db.connection().execute(wanted))


def newest() -> Any:
    """Return the mark of the newest change, as a part of another statement.

    Its number with its instant: after a copy of the database was restored, the same number may
    come again for another change.
    """
    number, at = col(SettingChange.id), col(SettingChange.changed_at)
    text = sa.cast(number, sa.String) + " " + sa.cast(at, sa.String)
    last = sa.select(text).order_by(number.desc()).limit(1).scalar_subquery()
    return sa.func.coalesce(last, "")


# Prebuilt: every page asks it, alone or with who is signed in.
@cache
def _mark() -> Any:
    return sa.select(newest())
