"""The presses of the after-class page as operations, and the replay of a whole class day."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from classroom.class_day.app_registration import queries, service
from classroom.class_day.attendance import operations as class_day
from classroom.class_day.attendance.operations import Doer, Keys
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import Carried, Replayed
from classroom.core.errors import Refusal
from classroom.desk.queue.values import Act
from classroom.planning.course.models import CourseSession
from classroom.rules.words.app import Blocker, Stage

OTHERWISE = "この方の結果は、ほかの端末で入っています。いまの内容を確かめてから、直してください。"


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a person's row: what it means, and which stage or blocker ("" where none)."""

    kind: Kind
    choice: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose row in which session, when and by whom; `on` is the session's day."""

    participant_id: int
    course_session_id: int
    on: date
    act: Act


@dataclass(frozen=True, slots=True)
class Pressed:
    """How the person stood in the session before and after a press."""

    before: str
    after: str

    @property
    def changed(self) -> bool:
        return self.before != self.after


def press(db: Session, entry: Entry, made: Press, *, seen: str | None) -> Pressed:
    """Do what was pressed. `seen` is how the person stood on the pressed page (None if unknown).

    A press that changes nothing any more is harmless, and leaves when and by whom it was first
    made. Refuses to overwrite what another device entered since.
    """
    before = queries.state(db, entry.participant_id, entry.course_session_id)
    with db.begin_nested() as trial:
        PRESSES[made.kind](db, entry, made.choice)
        after = queries.state(db, entry.participant_id, entry.course_session_id)
        if after == before:
            trial.rollback()
        elif seen is not None and seen != before:
            raise Refusal(OTHERWISE)
    return Pressed(before, after)


def replay(db: Session, operations: Iterable[Carried], *, at: datetime) -> Replayed:
    """Do here what was done on class day elsewhere; see attendance.operations.replay."""
    return class_day.replay(db, operations, DOERS, at=at)


def _again(db: Session, each: Carried, keys: Keys) -> dict[str, Any]:
    payload = each.payload
    number = keys.participant(db, payload["participant"])
    session = db.get(CourseSession, each.course_session_id)
    if session is None:
        raise Refusal("この教室は見つかりません。")
    entry = Entry(number, each.course_session_id, session.on, each.act)
    if queries.state(db, number, each.course_session_id) != payload["after"]:
        made = Press(Kind(each.kind), payload["choice"])
        press(db, entry, made, seen=payload["before"])
    return {**payload, "participant": number}


def _reach(db: Session, entry: Entry, choice: str) -> None:
    service.reach(
        db,
        entry.participant_id,
        Stage(choice),
        entry.act,
        session=entry.course_session_id,
        on=entry.on,
    )


def _take_back(db: Session, entry: Entry, choice: str) -> None:
    stage = Stage(choice or Stage.ALREADY)
    service.take_back(db, entry.participant_id, stage, session=entry.course_session_id)


def _already(db: Session, entry: Entry, choice: str) -> None:
    del choice
    service.already(
        db,
        entry.participant_id,
        entry.act,
        session=entry.course_session_id,
        on=entry.on,
    )


def _not_today(db: Session, entry: Entry, choice: str) -> None:
    del choice
    service.not_today(db, entry.participant_id, entry.act, session=entry.course_session_id)


def _forget(db: Session, entry: Entry, choice: str) -> None:
    del choice
    service.forget(db, entry.participant_id, session=entry.course_session_id, at=entry.act.at)


def _block(db: Session, entry: Entry, choice: str) -> None:
    service.block(
        db,
        entry.participant_id,
        Blocker(choice) if choice else None,
        entry.act,
        session=entry.course_session_id,
    )


PRESSES: Mapping[Kind, Callable[[Session, Entry, str], None]] = {
    Kind.STAGE: _reach,
    Kind.STAGE_BACK: _take_back,
    Kind.ALREADY: _already,
    Kind.ALREADY_BACK: _take_back,
    Kind.NOT_TODAY: _not_today,
    Kind.NOT_TODAY_BACK: _forget,
    Kind.BLOCKER: _block,
}
DOERS: Mapping[str, Doer] = {**class_day.DOERS, **dict.fromkeys(PRESSES, _again)}
