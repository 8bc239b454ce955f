"""Class-day writes as operations: kept beside what they changed, to be repeated elsewhere.

A laptop that was away in a hall brings its operations home, and the office's database replays
them. A kept operation holds keys and choices. What was typed (the kana of someone who walked in,
the memo) is kept once, in its own record, and is added when operations are `carried` away: so a
correction travels along, and whoever is erased is erased here too.

In a replay keys are those of the other database. The operation of a walk-in names the enrolment
and the participant that it made; later operations about them find whom the replay made here
instead. So all operations of a session travel together, known ones too.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.class_day.attendance import service
from classroom.class_day.attendance.models import ClassOperation
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import Carried, Conflict, Marked, Press, Replayed, Write
from classroom.core.db import RowSelect, ask
from classroom.core.errors import Refusal, Stale
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.desk.queue.values import WalkIn
from classroom.planning.course.models import CourseSession
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.bands import ToldBand

LEAST = timedelta(microseconds=1)


def begin(db: Session, act: Write) -> Write | None:
    """Let this act be the next in its session, and settle the instant at which it counts.

    That is when the device says it was pressed, but after every act before it: so the order of
    instants is the order in which things were done, whatever the clocks of two tablets say. None
    if there is no such session.
    """
    if not service.hold(db, act.course_session_id):
        return None
    last = ask(db, _last(), now=act.received_at).scalar_one()
    return replace(act, at=last + LEAST) if last and last >= act.at else act


@cache  # see `web.staff.queries`: for each check-in
def _last() -> RowSelect:
    # Where a laptop's clock ran ahead, what it brought home must not push ours ahead too.
    not_ahead = col(ClassOperation.at) <= sa.bindparam("now")
    return sa.select(sa.func.max(col(ClassOperation.at))).where(not_ahead)


def record(db: Session, act: Write, kind: Kind, payload: Mapping[str, object]) -> None:
    """Keep an operation, in the same transaction as what it changed."""
    ask(
        db,
        sa.insert(ClassOperation),
        id=act.id,
        course_session_id=act.course_session_id,
        kind=kind.value,
        payload=json.dumps(payload, ensure_ascii=False),
        at=act.at,
        received_at=act.received_at,
        device=act.device,
        staff_member_id=act.by,
    )


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
        who = Participant.id == payload["participant"]
        payload["new"]["kana"] = db.exec(select(Participant.name_kana).where(who)).first() or ""
    if row.kind == Kind.MEMO:
        which = CourseSession.id == row.course_session_id
        payload["memo"] = db.exec(select(CourseSession.memo).where(which)).one()
    return payload


NOBODY = "この方の当日参加は反映されていません。先にそれを確かめてください。"
ERASED = "当日参加の方の記録が消されているため、反映できません。"
UNKNOWN = "新しい版の操作です。プログラムを新しくしてから、もう一度取り込んでください。"


@dataclass(slots=True)
class Keys:
    """Whom the keys of the other database mean here: None where a walk-in could not be replayed."""

    _enrolments: dict[int, int | None] = field(default_factory=dict)
    _participants: dict[int, int | None] = field(default_factory=dict)

    def enrolment(self, number: int) -> int:
        """Return the enrolment here. Raises Refusal if there is none."""
        return _or_refuse(self._enrolments.get(number, number))

    def participant(self, db: Session, number: int) -> int:
        """Return the participant here, merged or not. Raises Refusal if there is none."""
        here = _or_refuse(self._participants.get(number, number))
        person = db.get(Participant, here)
        return person.merged_into_id or here if person else here

    def learn(self, operation: Carried, here: Mapping[str, Any] | None) -> None:
        """Take in whom a walk-in made here; None where it was not replayed."""
        there = operation.payload
        if operation.kind != Kind.WALK_IN:
            return
        self._enrolments[there["enrolment"]] = here["enrolment"] if here else None
        if here or "new" in there:
            self._participants[there["participant"]] = here["participant"] if here else None


# Does an operation again; returns its payload in the keys of this database, or raises Refusal.
Doer = Callable[[Session, Carried, Keys], dict[str, Any]]


def replay(
    db: Session, operations: Iterable[Carried], doers: Mapping[str, Doer], *, at: datetime
) -> Replayed:
    """Do again, in order, what was done elsewhere. Known operations do nothing twice.

    Where this database says something else than the operation met, nothing is overwritten: it is
    a conflict, to be shown beside what stands here.
    """
    keys, conflicts, done, known = Keys(), [], 0, 0
    for each in sorted(operations, key=lambda one: (one.at, one.id)):
        before = db.get(ClassOperation, each.id)
        if before is not None:
            keys.learn(each, json.loads(before.payload))
            known += 1
            continue
        try:
            with db.begin_nested():
                here = _do(db, each, keys, doers, at)
        except Refusal as refusal:
            keys.learn(each, None)
            conflicts.append(Conflict(each, refusal.sentence))
        else:
            keys.learn(each, here)
            done += 1
    return Replayed(done, known, tuple(conflicts))


def _do(
    db: Session, each: Carried, keys: Keys, doers: Mapping[str, Doer], at: datetime
) -> dict[str, Any]:
    doer = doers.get(each.kind)
    if doer is None:
        raise Refusal(UNKNOWN)
    # Whose account was removed here meanwhile did it all the same.
    writer = None if each.by is None else db.get(StaffMember, each.by)
    by = writer.id if writer else None
    # A clock that ran ahead makes nothing that was not to be done yet.
    here = doer(db, replace(each, by=by, at=min(each.at, at)), keys)
    db.add(
        ClassOperation(
            id=each.id,
            course_session_id=each.course_session_id,
            kind=each.kind,
            payload=json.dumps(here, ensure_ascii=False),
            at=each.at,
            received_at=at,
            device=each.device,
            staff_member_id=by,
        )
    )
    db.flush()
    return here


def _or_refuse(number: int | None) -> int:
    if number is None:
        raise Refusal(NOBODY)
    return number


def _mark(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    payload = each.payload
    number = keys.enrolment(payload["enrolment"])
    wanted, before = (Mark(word) if word else None for word in (payload["mark"], payload["before"]))
    made = service.mark(
        db,
        each.course_session_id,
        number,
        Press(wanted, before, How(payload["how"])),
        each.act,
    )
    if not made.changed and made.mark is not wanted:
        raise _otherwise(made)
    return {**payload, "enrolment": number}


def _walk_in(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    payload = each.payload
    new = payload.get("new")
    if new and not new["kana"]:
        raise Refusal(ERASED)
    details = (
        WalkIn(
            name_kana=new["kana"],
            told_band=ToldBand(new["band"]),
            device=Device(new["device"]),
        )
        if new
        else WalkIn(participant_id=keys.participant(db, payload["participant"]))
    )
    made = service.walk_in(db, each.course_session_id, details, each.act)
    if made.changed and (made.before or "") != payload["before"]:
        raise _otherwise(made)
    kept = {"new": {name: word for name, word in new.items() if name != "kana"}} if new else {}
    whom = {"enrolment": made.enrolment_id, "participant": made.participant_id}
    return {**whom, "before": payload["before"], **kept}


def _walk_in_back(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    number = keys.enrolment(each.payload["enrolment"])
    service.take_back_walk_in(db, each.course_session_id, number, each.act)
    return {"enrolment": number}


def _otherwise(made: Marked) -> Refusal:
    now = made.before.label if made.before else "印なし"
    return Refusal(f"{made.name}さんは、こちらでは「{now}」になっています。")


def _finish(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    del keys
    session = db.get(CourseSession, each.course_session_id)
    if session is None or session.closed_at is None:
        service.finish(db, each.course_session_id, each.act)
    return each.payload


def _reopen(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    del keys
    service.reopen(db, each.course_session_id)
    return each.payload


def _memo(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    del keys
    payload = each.payload
    try:
        service.write_memo(db, each.course_session_id, payload["memo"], version=payload["version"])
    except Stale:
        here = db.get_one(CourseSession, each.course_session_id).memo
        if here != payload["memo"]:
            both = f"こちら「{here}」、届いたもの「{payload['memo']}」"
            raise Refusal(f"メモが2つあります。{both}。") from None
    return {"version": payload["version"]}


DOERS: Mapping[str, Doer] = {
    Kind.MARK: _mark,
    Kind.WALK_IN: _walk_in,
    Kind.WALK_IN_BACK: _walk_in_back,
    Kind.FINISH: _finish,
    Kind.REOPEN: _reopen,
    Kind.MEMO: _memo,
}
