"""Offerings made, changed, opened, closed and cancelled."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import pairwise

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from classroom.core import clock
from classroom.core.db import key, unchanged, write_fields
from classroom.core.errors import Refusal, Stale
from classroom.planning.course import queries
from classroom.planning.course.models import Course, CourseSession, Offering, SessionChange
from classroom.planning.course.rules import SESSIONS_MAX, may_become, next_code
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import applicants, clash_queries
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.place.models import Room
from classroom.planning.staffing.service import forget_told
from classroom.rules.era_calendar import weekday
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionAct

# Two planners who make an offering at the same instant on PostgreSQL meet at the unique code.
CODE_TRIES = 5


def create_offering(db: Session, details: OfferingDetails, *, at: datetime) -> Offering:
    _check_count(details.sessions)
    check_sessions(db, details.sessions)
    _check_terms(details.terms)
    course = db.get(Course, details.course_id)
    if course is None:
        raise Refusal("講座が見つかりません。一覧からえらんでください。")
    year = fiscal_year(min(one.on for one in details.sessions))
    row = _with_code(db, details, year, at)
    for number, one in enumerate(_in_time(details.sessions), 1):
        _write_session(db, None, key(row), number, one)
    db.flush()
    return row


def change_offering(db: Session, offering_id: int, terms: Terms, *, version: int) -> Offering:
    """Change an offering's terms. Capacity stays at or above the seats taken."""
    row = _changeable(db, offering_id, version)
    _check_terms(terms)
    if terms.capacity < row.seats_taken:
        raise Refusal(
            f"もう{row.seats_taken}人が申し込んでいます。"
            f"定員は{row.seats_taken}人以上にしてください。"
        )
    write_fields(row, terms)
    row.version += 1
    db.flush()
    return row


def change_sessions(
    db: Session,
    offering_id: int,
    sessions: tuple[SessionDetails, ...],
    *,
    version: int,
    at: datetime,
    by: int | None = None,
) -> Offering:
    """Make an offering's sessions exactly these. A day that has attendance cannot be taken away.

    A day that clashes needs its reason; a new day that speaks against itself, that someone is sure.
    Where people know the days already, each that is moved is kept for the calls about it. The
    offering keeps its code even if its first day moves to another 年度: papers carry it.
    """
    row = _changeable(db, offering_id, version)
    present = {one.id: one for one in sessions_of(db, offering_id)}
    if {one.id for one in sessions if one.id is not None} - present.keys():
        raise Stale
    _check_count(sessions)
    check_sessions(db, [one for one in sessions if _is_on(present, one)])
    findings = _findings(db, offering_id, sessions, present, clock.local(at).date())
    refuse_unsettled(findings)
    refuse_doubted(findings)
    kept = {one.id for one in sessions}
    _remove(db, row, [found for found in present.values() if found.id not in kept])
    _keep_moves(db, row, [(present.get(one.id), one) for one in sessions], (at, by))
    # Numbers are unique within the offering, so they move out of the way first.
    for found in present.values():
        if found.id in kept:
            found.number += 10 * SESSIONS_MAX
    db.flush()
    pairs = zip(sessions, findings, strict=True)
    ordered = sorted(pairs, key=lambda each: _place(present.get(each[0].id), each[0]))
    for number, (one, finding) in enumerate(ordered, 1):
        reasoned = one if finding.clashes else replace(one, clash_reason="")
        _write_session(db, present.get(one.id), offering_id, number, reasoned)
    set_year(db, row)
    row.version += 1
    db.flush()
    return row


def set_year(db: Session, row: Offering) -> None:
    """Put an offering into the fiscal year of its first day that takes place."""
    days = [(not one.state.is_on, one.on) for one in sessions_of(db, key(row))]
    row.fiscal_year = fiscal_year(min(days)[1])


def _is_on(present: dict[int | None, CourseSession], one: SessionDetails) -> bool:
    """Tell whether a session takes place. A day that is called off is moved on its own page."""
    stored = present.get(one.id)
    if stored is None or stored.state.is_on:
        return True
    if (stored.on, stored.starts, stored.ends) != (one.on, one.starts, one.ends):
        raise Refusal(
            f"第{stored.number}回は{stored.state.label}です。"
            "新しい日は、開講の画面の「中止・延期」から入れてください。"
        )
    return False


def _is_known(db: Session, row: Offering) -> bool:
    """Tell whether people count on the days of an offering."""
    return row.status.is_running and applicants.ask().to_call(db, key(row)) > 0


def _place(stored: CourseSession | None, one: SessionDetails) -> tuple[date, time]:
    """Return where a session stands in the numbers: a moved one keeps its place."""
    return stored.day_in_order if stored and stored.planned_on else (one.on, one.starts)


def _findings(
    db: Session,
    offering_id: int,
    sessions: Sequence[SessionDetails],
    present: dict[int | None, CourseSession],
    today: date,
) -> list[Finding]:
    """Return what is found about each of these sessions, nothing about those called off."""
    on = [one for one in sessions if one.id is None or present[one.id].state.is_on]
    found = iter(clash_queries.planned(db, offering_id, on, today))
    return [next(found) if one in on else Finding(reason=one.clash_reason) for one in sessions]


def _keep_moves(
    db: Session,
    row: Offering,
    sessions: Iterable[tuple[CourseSession | None, SessionDetails]],
    by: tuple[datetime, int | None],
) -> None:
    """Keep which sessions are moved that people may have been told of, and that were not held."""
    moved = [(stored, one) for stored, one in sessions if stored and is_moved(stored, one)]
    if not moved or not _is_known(db, row):
        return
    held = applicants.ask().held(db, [key(stored) for stored, _ in moved])
    for stored, one in moved:
        if key(stored) not in held:
            keep_change(db, stored, SessionAct.MOVED, "", by)
            stored.planned_on = planned_on(stored, one.on)


def change_status(
    db: Session,
    offering_id: int,
    status: Status,
    *,
    reason: str = "",
    version: int,
) -> Offering:
    """Move an offering on, or back where that is allowed. A cancellation needs its reason."""
    row = unchanged(db, Offering, offering_id, version)
    if not may_become(row.status, status):
        raise Refusal(f"「{row.status.label}」の開講は、「{status.label}」にはできません。")
    if status is Status.CANCELLED and not reason.strip():
        raise Refusal("中止の理由を入れてください。申し込んだ方への電話で伝えます。")
    if (row.status, status) == (Status.DRAFT, Status.OPEN):
        refuse_unsettled(clash_queries.of_offering(db, offering_id).values())
    if status is Status.DRAFT and applicants.ask().to_call(db, offering_id):
        raise Refusal("申し込んだ方がいるので、下書きにはもどせません。")
    row.status = status
    row.cancel_reason = reason.strip() if status is Status.CANCELLED else ""
    row.version += 1
    if status is Status.CANCELLED:
        forget_told(db, offering_id)
        cancelled_offerings(db).add(offering_id)
    db.flush()
    return row


def refuse_unsettled(findings: Iterable[Finding]) -> None:
    """Refuse sessions that clash without a reason; says the first clash."""
    wrong = [found for found in findings if not found.is_settled]
    if wrong:
        first = wrong[0].clashes[0]
        raise Refusal(
            f"{first.mine.on.month}月{first.mine.on.day}日：{first.sentence}"
            "日・時間・会場・担当のどれかを変えるか、重なってもよい理由を入れてください。"
        )


def refuse_doubted(findings: Iterable[Finding]) -> None:
    """Refuse a new day that speaks against itself, unless someone is sure; says the first one."""
    wrong = [found for found in findings if found.asks_if_sure and found.on]
    if wrong and wrong[0].on:
        day = wrong[0].on
        raise Refusal(
            f"{day.month}月{day.day}日（{weekday(day)}）は、{''.join(wrong[0].doubts)}"
            "この日でよければ「この日でよい」に印をつけて、もう一度おしてください。"
        )


def is_moved(stored: CourseSession, one: SessionDetails) -> bool:
    """Tell whether people would come to the wrong place or at the wrong time."""
    then = (one.on, one.starts, one.ends, one.venue_id)
    return (stored.on, stored.starts, stored.ends, stored.venue_id) != then


def planned_on(stored: CourseSession, day: date) -> date | None:
    """Return which day to keep as the one first announced if a session moves to this day."""
    first = stored.planned_on or stored.on
    return None if first == day else first


def keep_change(
    db: Session,
    stored: CourseSession,
    act: SessionAct,
    reason: str,
    by: tuple[datetime, int | None],
) -> SessionChange:
    """Write down how a session stands before it is changed, and what is done to it."""
    made = SessionChange(
        course_session_id=key(stored),
        act=act,
        reason=reason,
        at=by[0],
        staff_member_id=by[1],
        on_before=stored.on,
        starts_before=stored.starts,
        ends_before=stored.ends,
        venue_before=stored.venue_id,
        room_before=stored.room_id,
        state_before=stored.state,
        reason_before=stored.state_reason,
        planned_before=stored.planned_on,
    )
    db.add(made)
    changed_sessions(db).add(key(stored))
    return made


def changed_sessions(db: Session) -> set[int]:
    """Return the sessions whose day this session of the database changed: people must be told."""
    found: set[int] = db.info.setdefault("sessions_changed", set())
    return found


def cancelled_offerings(db: Session) -> set[int]:
    """Return the offerings that this session of the database cancelled: people must be told."""
    found: set[int] = db.info.setdefault("offerings_cancelled", set())
    return found


def _changeable(db: Session, offering_id: int, version: int) -> Offering:
    row = unchanged(db, Offering, offering_id, version)
    if row.status is Status.CANCELLED:
        raise Refusal("中止した開講は直せません。新しく開講をつくってください。")
    if row.status is Status.FINISHED:
        raise Refusal("終了した開講です。直すときは、先に「終了を取り消す」をおしてください。")
    return row


def _check_terms(terms: Terms) -> None:
    opens, ends = terms.apply_from, terms.apply_until
    if opens and ends and opens > ends:
        raise Refusal("受付の終わりの日が、始まりの日より前になっています。")


def _check_count(sessions: Sequence[SessionDetails]) -> None:
    if not 1 <= len(sessions) <= SESSIONS_MAX:
        raise Refusal(f"回数は1回から{SESSIONS_MAX}回までにしてください。")


def check_sessions(db: Session, sessions: Iterable[SessionDetails]) -> None:
    """Refuse sessions that end before they begin, overlap, or are in another venue's room."""
    ordered = _in_time(sessions)
    for one in ordered:
        if one.starts >= one.ends:
            raise Refusal(f"{_day(one)}の終わりの時刻を、始まりより後にしてください。")
        room = db.get(Room, one.room_id) if one.room_id else None
        if one.room_id and (room is None or room.venue_id != one.venue_id):
            raise Refusal(f"{_day(one)}の部屋は、えらんだ会場の部屋ではありません。")
    for before, after in pairwise(ordered):
        if before.on == after.on and after.starts < before.ends:
            raise Refusal(f"{_day(after)}に、時間の重なる回が2つあります。")


def _in_time(sessions: Iterable[SessionDetails]) -> list[SessionDetails]:
    return sorted(sessions, key=lambda one: (one.on, one.starts))


def _day(one: SessionDetails) -> str:
    return f"{one.on.month}月{one.on.day}日"


def _with_code(db: Session, details: OfferingDetails, year: int, at: datetime) -> Offering:
    for _ in range(CODE_TRIES - 1):
        try:
            with db.begin_nested():
                return _add_offering(db, details, year, at)
        except IntegrityError:
            continue
    return _add_offering(db, details, year, at)


def _add_offering(db: Session, details: OfferingDetails, year: int, at: datetime) -> Offering:
    row = Offering(
        code=next_code(year, queries.codes(db)),
        course_id=details.course_id,
        fiscal_year=year,
        capacity=details.terms.capacity,
        created_at=at,
    )
    write_fields(row, details.terms)
    db.add(row)
    db.flush()
    return row


def sessions_of(db: Session, offering_id: int) -> list[CourseSession]:
    wanted = select(CourseSession).where(CourseSession.offering_id == offering_id)
    return list(db.exec(wanted.with_for_update()))


def _remove(db: Session, row: Offering, sessions: list[CourseSession]) -> None:
    attended = applicants.ask().attended(db, [key(one) for one in sessions])
    for one in sessions:
        if one.id in attended:
            raise Refusal(
                f"第{one.number}回（{one.on.month}月{one.on.day}日）には"
                "出欠の記録があるため、消せません。"
            )
    if sessions and _is_known(db, row):
        raise Refusal(
            f"申し込んだ方がいるので、第{sessions[0].number}回は消せません。"
            "開講の画面の「中止・延期」で、中止にしてください。"
        )
    for one in sessions:
        db.delete(one)
    db.flush()


def _write_session(
    db: Session, row: CourseSession | None, offering_id: int, number: int, one: SessionDetails
) -> None:
    if row is None:
        row = CourseSession(
            offering_id=offering_id,
            number=number,
            on=one.on,
            starts=one.starts,
            ends=one.ends,
            venue_id=one.venue_id,
            version=0,
        )
    row.number, row.on, row.starts, row.ends = number, one.on, one.starts, one.ends
    row.venue_id, row.room_id, row.topic = one.venue_id, one.room_id, one.topic
    row.clash_reason = one.clash_reason
    row.version += 1
    db.add(row)
