"""Offerings made, changed, opened, closed and cancelled."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from classroom.core.db import key, unchanged, write_fields
from classroom.core.errors import Refusal, Stale
from classroom.planning.course import queries
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.rules import (
    SESSIONS_MAX,
    STATUS_LABELS,
    Status,
    may_become,
    next_code,
)
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import applicants, clash_queries
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.place.models import Room
from classroom.rules.fiscal_year import fiscal_year

# Two planners who make an offering at the same instant on PostgreSQL meet at the unique code.
CODE_TRIES = 5


def create_offering(db: Session, details: OfferingDetails, *, at: datetime) -> Offering:
    _check_sessions(db, details.sessions)
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
) -> Offering:
    """Make an offering's sessions exactly these. A day that has attendance cannot be taken away.

    A day that clashes needs its reason. The offering keeps its code even if its first day moves
    to another 年度: papers carry it.
    """
    row = _changeable(db, offering_id, version)
    _check_sessions(db, sessions)
    ordered = _in_time(sessions)
    findings = clash_queries.planned(db, offering_id, ordered)
    refuse_unsettled(findings)
    present = {one.id: one for one in _sessions(db, offering_id)}
    kept = {one.id for one in sessions if one.id is not None}
    if kept - present.keys():
        raise Stale
    _remove(db, [found for found in present.values() if found.id not in kept])
    # Numbers are unique within the offering, so they move out of the way first.
    for found in present.values():
        if found.id in kept:
            found.number += 10 * SESSIONS_MAX
    db.flush()
    for number, (one, finding) in enumerate(zip(ordered, findings, strict=True), 1):
        reasoned = one if finding.clashes else replace(one, clash_reason="")
        _write_session(db, present.get(one.id), offering_id, number, reasoned)
    row.fiscal_year = fiscal_year(min(one.on for one in sessions))
    row.version += 1
    db.flush()
    return row


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
        raise Refusal(
            f"「{row.status.label}」の開講は、「{STATUS_LABELS[status]}」にはできません。"
        )
    if status is Status.CANCELLED and not reason.strip():
        raise Refusal("中止の理由を入れてください。申し込んだ方への電話で伝えます。")
    if (row.status, status) == (Status.DRAFT, Status.OPEN):
        refuse_unsettled(clash_queries.of_offering(db, offering_id).values())
    if status is Status.DRAFT and applicants.ask().to_call(db, offering_id):
        raise Refusal("申し込んだ方がいるので、下書きにはもどせません。")
    row.status = status
    row.cancel_reason = reason.strip() if status is Status.CANCELLED else ""
    row.version += 1
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


def _check_sessions(db: Session, sessions: tuple[SessionDetails, ...]) -> None:
    if not 1 <= len(sessions) <= SESSIONS_MAX:
        raise Refusal(f"回数は1回から{SESSIONS_MAX}回までにしてください。")
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


def _in_time(sessions: tuple[SessionDetails, ...]) -> list[SessionDetails]:
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


def _sessions(db: Session, offering_id: int) -> list[CourseSession]:
    wanted = select(CourseSession).where(CourseSession.offering_id == offering_id)
    return list(db.exec(wanted.with_for_update()))


def _remove(db: Session, sessions: list[CourseSession]) -> None:
    attended = applicants.ask().attended(db, [key(one) for one in sessions])
    for one in sessions:
        if one.id in attended:
            raise Refusal(
                f"第{one.number}回（{one.on.month}月{one.on.day}日）には"
                "出欠の記録があるため、消せません。"
            )
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
