"""One day of an offering called off, postponed, moved, and that taken back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core import clock
from classroom.core.db import key, locked, named
from classroom.core.errors import Refusal, Stale
from classroom.core.staff.models import StaffMember
from classroom.planning.course.models import CourseSession, Offering, SessionChange
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import applicants, clash_queries
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.service import (
    change_sessions,
    check_sessions,
    is_moved,
    keep_change,
    planned_on,
    refuse_doubted,
    refuse_unsettled,
    sessions_of,
    set_year,
)
from classroom.rules.words.session import STANDS, SessionAct, SessionState

GONE = "この回は見つかりません。画面を開き直してください。"
NO_REASON = "理由を入れてください。申し込んだ方への電話で伝えます。"
NOTHING_TO_TAKE_BACK = "取り消せる変更がありません。画面を開き直してください。"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to become of a session: where it is moved, its new day and place."""

    act: SessionAct
    reason: str
    new: SessionDetails | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done, and how many absences told beforehand were taken back with the old day."""

    change: SessionChange
    forgotten: int = 0


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of what was done to a session's day; `on_before` is the day it had."""

    at: datetime
    act: SessionAct
    reason: str
    on_before: date
    by: str

    @property
    def on(self) -> date:
        return clock.local(self.at).date()


def change_session(
    db: Session, session_id: int, wish: Wish, *, version: int, at: datetime, by: int | None = None
) -> Changed:
    """Call a session off, postpone it, or move it; its people must be told (`desk.queue`).

    What happened stays: a session to which somebody came is refused, as is the only day of an
    offering, for that is the offering itself. A move wants what any new day wants. What the day
    needed, rooms, people and telephones, is free; on a move it comes along.
    """
    offering, session = _hold(db, session_id, version)
    _refuse_unless_running(offering)
    if key(session) in applicants.ask().held(db, [key(session)]):
        raise Refusal(
            f"第{session.number}回には、もう出席の記録があります。行った回は変えられません。"
            "まちがいのときは、先に出欠の画面で印を消してください。"
        )
    if not wish.reason.strip():
        raise Refusal(NO_REASON)
    if wish.new is None:
        return Changed(_call_off(db, session, wish, (at, by)))
    return _move(db, session, wish, wish.new, (at, by))


def take_back(
    db: Session, session_id: int, *, version: int, at: datetime, by: int | None = None
) -> Changed:
    """Undo the last change of a session: its day, place and state are again what they were."""
    offering, session = _hold(db, session_id, version)
    _refuse_unless_running(offering)
    last = next(iter(changes(db, session_id)), None)
    if last is None or last.act is SessionAct.RESTORED:
        raise Refusal(NOTHING_TO_TAKE_BACK)
    if key(session) in applicants.ask().held(db, [key(session)]):
        raise Refusal("この回には、もう出席の記録があります。取り消せません。")
    before = _before(session, last)
    if last.state_before.is_on:
        found = finding(db, session, before, clock.local(at).date())
        refuse_unsettled([found])
    made = keep_change(db, session, SessionAct.RESTORED, last.reason, (at, by))
    is_other_day = session.on != before.on
    _write(session, before)
    session.state, session.state_reason = last.state_before, last.reason_before
    session.planned_on = last.planned_before
    _touch(db, session)
    forgotten = applicants.ask().forget_absences(db, key(session)) if is_other_day else 0
    return Changed(made, forgotten)


def finding(db: Session, session: CourseSession, new: SessionDetails, today: date) -> Finding:
    """Return what clashes and what speaks against the day if a session were moved there."""
    others = [_as_details(one) for one in sessions_of(db, session.offering_id) if _is_on(one)]
    kept = [one for one in others if one.id != session.id]
    check_sessions(db, [*kept, new])
    return clash_queries.planned(db, session.offering_id, [new, *kept], today, ways_out=True)[0]


def move_draft(
    db: Session, session_id: int, new: SessionDetails, *, version: int, at: datetime
) -> Offering:
    """Put one day of a draft elsewhere; its other days stay. Nobody has to be told."""
    session = db.get_one(CourseSession, session_id)
    if session.version != version:
        raise Stale
    offering = db.get_one(Offering, session.offering_id)
    days = sessions_of(db, session.offering_id)
    wanted = tuple(new if one.id == session.id else _as_details(one) for one in days)
    return change_sessions(db, key(offering), wanted, version=offering.version, at=at)


def changes(db: Session, session_id: int) -> list[SessionChange]:
    """Return what was done to a session's day, the last first."""
    wanted = select(SessionChange).where(SessionChange.course_session_id == session_id)
    return list(db.exec(wanted.order_by(col(SessionChange.id).desc())))


def history(db: Session, session_id: int) -> list[HistoryLine]:
    """Return what was done to a session's day in words, the last first."""
    wanted = (
        sa.select(
            col(SessionChange.at),
            col(SessionChange.act),
            col(SessionChange.reason),
            col(SessionChange.on_before),
            sa.func.coalesce(col(StaffMember.name), "").label("by"),
        )
        .outerjoin(StaffMember, col(StaffMember.id) == col(SessionChange.staff_member_id))
        .where(col(SessionChange.course_session_id) == session_id)
        .order_by(col(SessionChange.id).desc())
    )
    return named(HistoryLine, db.connection().execute(wanted))


def _hold(db: Session, session_id: int, version: int) -> tuple[Offering, CourseSession]:
    """Hold the offering first and then the session, as whoever books holds the offering."""
    found = db.get(CourseSession, session_id)
    offering = locked(db, Offering, found.offering_id) if found else None
    session = locked(db, CourseSession, session_id)
    if offering is None or session is None:
        raise Refusal(GONE)
    if session.version != version:
        raise Stale
    return offering, session


def _refuse_unless_running(offering: Offering) -> None:
    if offering.status.is_running:
        return
    if offering.status.is_over:
        raise Refusal(f"「{offering.status.label}」の開講です。日は変えられません。")
    raise Refusal("まだ下書きの開講です。「日を直す」で日を直してください。")


def _call_off(
    db: Session, session: CourseSession, wish: Wish, by: tuple[datetime, int | None]
) -> SessionChange:
    state = STANDS[wish.act]
    if session.state is state:
        raise Refusal(f"第{session.number}回は、もう{state.label}になっています。")
    if state is SessionState.CANCELLED and is_last(db, session):
        raise Refusal(
            "ほかに行う回がありません。開講そのものを中止にするか、延期をえらんでください。"
        )
    made = keep_change(db, session, wish.act, wish.reason.strip(), by)
    session.state, session.state_reason = state, wish.reason.strip()
    _touch(db, session)
    return made


def is_last(db: Session, session: CourseSession) -> bool:
    """Tell whether nothing of the offering would be left to be held, now or later."""
    others = [one for one in sessions_of(db, session.offering_id) if one.id != session.id]
    return all(one.state is SessionState.CANCELLED for one in others)


def _move(
    db: Session,
    session: CourseSession,
    wish: Wish,
    new: SessionDetails,
    by: tuple[datetime, int | None],
) -> Changed:
    if not is_moved(session, new) and session.room_id == new.room_id:
        raise Refusal("日・時間・会場が、いまと同じです。新しい日を入れてください。")
    found = finding(db, session, new, clock.local(by[0]).date())
    refuse_unsettled([found])
    refuse_doubted([found])
    made = keep_change(db, session, SessionAct.MOVED, wish.reason.strip(), by)
    is_other_day = session.on != new.on
    session.planned_on = planned_on(session, new.on)
    _write(session, new if found.clashes else replace(new, clash_reason=""))
    session.state, session.state_reason = SessionState.PLANNED, wish.reason.strip()
    _touch(db, session)
    forgotten = applicants.ask().forget_absences(db, key(session)) if is_other_day else 0
    return Changed(made, forgotten)


def _touch(db: Session, session: CourseSession) -> None:
    """Make pages opened before stale, and calendars that have the day follow (SEQUENCE)."""
    session.version += 1
    db.flush()
    offering = db.get_one(Offering, session.offering_id)
    set_year(db, offering)
    offering.version += 1
    db.flush()


def _write(session: CourseSession, new: SessionDetails) -> None:
    session.on, session.starts, session.ends = new.on, new.starts, new.ends
    session.venue_id, session.room_id = new.venue_id, new.room_id
    session.clash_reason = new.clash_reason


def _is_on(session: CourseSession) -> bool:
    return session.state.is_on


def _as_details(one: CourseSession) -> SessionDetails:
    return SessionDetails(
        on=one.on,
        starts=one.starts,
        ends=one.ends,
        venue_id=one.venue_id,
        room_id=one.room_id,
        topic=one.topic,
        id=one.id,
        clash_reason=one.clash_reason,
    )


def _before(session: CourseSession, last: SessionChange) -> SessionDetails:
    """Return where a session was before its last change."""
    return replace(
        _as_details(session),
        on=last.on_before,
        starts=last.starts_before,
        ends=last.ends_before,
        venue_id=last.venue_before,
        room_id=last.room_before,
    )
