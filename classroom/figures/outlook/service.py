"""Keeping what the outlook assumes; what was assumed before stays."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.figures.outlook import queries
from classroom.figures.outlook.models import OutlookAssumption
from classroom.figures.outlook.rules import NOTE_MAX, Key


def save_assumptions(
    db: Session, values: Mapping[Key, float], note: str, *, at: datetime, by: int | None
) -> OutlookAssumption:
    """Keep a set of assumptions with the reason for it; absent keys are reckoned from records.

    Raises Refusal for a value out of its limits, for no note, and where nothing has changed.
    """
    if not note.strip():
        raise Refusal("この値にした理由を入れてください。例）来年度は教室を月6回にする予定")
    if len(note) > NOTE_MAX:
        raise Refusal(f"理由は{NOTE_MAX}文字までにしてください。")
    for key, value in values.items():
        if not key.least <= value <= key.most:
            limits = f"{key.written(key.least)}から{key.written(key.most)}まで"
            raise Refusal(f"「{key.label}」は{limits}にしてください。")
    newest = queries.saved(db, most=1)
    if dict(newest[0].values if newest else {}) == dict(values):
        raise Refusal("値が変わっていません。変えたい値を入れてから保存してください。")
    row = OutlookAssumption(saved_at=at, staff_member_id=by, note=note.strip())
    for key, value in values.items():
        setattr(row, key.value, value)
    db.add(row)
    db.flush()
    return row
