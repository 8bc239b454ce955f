"""Deciding settings: each change is a row, with what was in force before."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from classroom.core.db import backend
from classroom.core.errors import Refusal, SettingError, Stale
from classroom.core.settings import queries
from classroom.core.settings.models import SettingChange
from classroom.core.settings.rules import Value, stored_text
from classroom.core.settings.values import Settings, definitions, with_values

CHANGE_LOCK = 770_002
NEW_VERSION = "利用目的のことばを直したときは、利用目的の版も新しくしてください。"
PURPOSE, PURPOSE_VERSION = "purpose", "purpose_version"


def differences(settings: Settings, wanted: Mapping[str, Value]) -> dict[str, Value]:
    """Return what is to change of the settings in force; a new wording gets a new number."""
    changed = {name: one for name, one in wanted.items() if getattr(settings, name) != one}
    if PURPOSE in changed and PURPOSE_VERSION not in changed:
        if not settings.purpose_version.isdecimal() or PURPOSE_VERSION in settings.fixed:
            raise Refusal(NEW_VERSION)
        changed[PURPOSE_VERSION] = str(int(settings.purpose_version) + 1)
    return changed


def after(settings: Settings, changed: Mapping[str, Value]) -> Settings:
    """Return the settings as they would be. Refuses what cannot be together."""
    try:
        return with_values(settings, changed)
    except SettingError as problem:
        raise Refusal(problem.sentence) from None


def _one_at_a_time(db: Session) -> None:
    """Let changes be numbered in the order in which they come into force: others look for that."""
    if backend(db) == "postgresql":
        db.connection().execute(sa.select(sa.func.pg_advisory_xact_lock(CHANGE_LOCK)))


def decide(
    db: Session,
    settings: Settings,
    wanted: Mapping[str, Value],
    *,
    version: int,
    at: datetime,
    by: int | None,
) -> dict[str, Value]:
    """Write down what changes, and return it.

    `version` is the newest change of these settings that the person has seen. Refuses what is
    fixed from outside.
    """
    _one_at_a_time(db)
    if queries.version_of(db, wanted) > version:
        raise Stale
    changed = differences(settings, wanted)
    fixed = sorted(changed.keys() & settings.fixed)
    if fixed:
        label = definitions()[fixed[0]].label
        raise Refusal(
            f"「{label}」は外で固定されています。config.toml か環境変数を直してください。"
        )
    after(settings, changed)
    for name, value in changed.items():
        known = definitions()[name]
        text = None if value == known.usual else stored_text(value)
        before = stored_text(getattr(settings, name))
        db.add(
            SettingChange(name=name, value=text, before=before, changed_at=at, staff_member_id=by)
        )
    db.flush()
    return changed
