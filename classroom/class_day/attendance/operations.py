"""Class-day writes as operations: kept beside what they changed, to be repeated elsewhere.

A laptop that was away in a hall brings its operations home, and the office's database replays
them (see `replaying`). A kept operation holds keys and choices. What was typed (the kana of
someone who walked in, the memo) is kept once, in its own record, and is added when operations are
`carried` away: so a correction travels along, and whoever is erased is erased here too.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.attendance import live
from classroom.class_day.attendance.models import ClassOperation
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import Act, Carried
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import CourseSession

LEAST = timedelta(microseconds=1)


def begin(db: Session, act: Act) -> Act | None:
    """Let this act be the next in its session, and settle the instant at which it counts.

    That is when the device says it was pressed, but after every act before it: so the order of
    instants is the order in which things were done, whatever the clocks of two tablets say. None
    if there is no such session.
    """
    if not live.hold(db, act.course_session_id):
        return None
    last = ask(db, _last(), now=act.received_at).scalar()
    return replace(act, at=last + LEAST) if last and last >= act.at else act


def record(db: Session, act: Act, kind: Kind, payload: Mapping[str, object]) -> None:
    """Keep an operation, in the same transaction as what it changed."""
    ask(
        db,
        _adding(),
        id=act.id,
        course_session_id=act.course_session_id,
        kind=kind.value,
        payload=json.dumps(payload, ensure_ascii=False),
        at=act.at,
        received_at=act.received_at,
        device=act.device,
        staff_member_id=act.by,
    )


@cache
def _last() -> Any:
    # Where a laptop's clock ran ahead, what it brought home must not push ours ahead too.
    not_ahead = col(ClassOperation.at) <= sa.bindparam("now")
    return sa.select(sa.func.max(col(ClassOperation.at))).where(not_ahead)


@cache
def _adding() -> Any:
    return sa.insert(ClassOperation)


def carried(db: Session, course_session_ids: Collection[int]) -> list[Carried]:
    """Return all operations of these sessions in order, with what was typed, to be carried away."""
    wanted = (
        select(ClassOperation)
        .where(col(ClassOperation.course_session_id).in_(course_session_ids))
        .order_by(col(ClassOperation.at), col(ClassOperation.id))
    )
    return [
        Carried(
            row.id,
            row.course_session_id,
            row.kind,
            _with_words(db, row),
            row.at,
            row.device,
            row.staff_member_id,
        )
        for row in db.exec(wanted)
    ]


def _with_words(db: Session, row: ClassOperation) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(row.payload)
    if "new" in payload:
        name = col(Participant.name_kana), col(Participant.id) == payload["participant"]
        payload["new"]["kana"] = _word(db, *name)
    if row.kind == Kind.MEMO:
        memo = col(CourseSession.memo), col(CourseSession.id) == row.course_session_id
        payload["memo"] = _word(db, *memo)
    return payload


def _word(db: Session, wanted: Any, which: Any) -> str:
    return db.connection().execute(sa.select(wanted).where(which)).scalar() or ""
