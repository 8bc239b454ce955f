"""Saving a handout's text: each time as a new version, none is ever changed."""

from datetime import datetime

from sqlmodel import Session

from classroom.core.db import added
from classroom.core.errors import Refusal, Stale
from classroom.kit.handout import library
from classroom.planning.material import queries
from classroom.planning.material.models import HandoutVersion
from classroom.planning.material.rules import slug_of, tidy
from classroom.planning.material.values import Draft


def save(
    db: Session, slug: str, draft: Draft, *, base: int, at: datetime, by: int | None
) -> HandoutVersion:
    """Save a text over version `base`. Refuses when there is a newer one, or nothing changed."""
    now = queries.source(db, slug)
    if now.version.number != base:
        raise Stale
    if tidy(now.text) == draft.text.text and not now.update:
        raise Refusal(f"いまの{now.version.name}と同じです。直してから保存してください。")
    row = HandoutVersion(
        slug=slug,
        number=base + 1,
        source=draft.text.text,
        note=draft.note,
        shipped_digest=queries.digest(library.shipped(slug)),
        saved_at=at,
        staff_member_id=by,
    )
    return added(db, row)


def create(db: Session, code: str, draft: Draft, *, at: datetime, by: int | None) -> HandoutVersion:
    """Make a handout, named by its code. Refuses a code that is taken."""
    slug = slug_of(code)
    if queries.is_known(db, slug) or code in queries.codes(db):
        raise Refusal(f"番号「{code}」の配布資料は、もうあります。別の番号にしてください。")
    row = HandoutVersion(
        slug=slug,
        number=1,
        source=draft.text.text,
        note=draft.note,
        saved_at=at,
        staff_member_id=by,
    )
    return added(db, row)
