"""Instructors, assistants and telephones to lend made and changed; a session's team chosen."""

from dataclasses import dataclass, fields, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import locked
from classroom.core.errors import Refusal, Stale
from classroom.planning.course import clash_queries
from classroom.planning.course.clash_rules import Finding
from classroom.planning.course.models import CourseSession
from classroom.planning.course.service import refuse_unsettled
from classroom.planning.staffing import loan_queries, queries
from classroom.planning.staffing.models import (
    Assignment,
    Assistant,
    Instructor,
    LoanPhone,
    SessionLoan,
)
from classroom.planning.staffing.rules import Pooled, pick_phones
from classroom.planning.staffing.values import Part, PersonDetails, PhoneDetails, TeamDetails


def create_person(db: Session, part: Part, details: PersonDetails) -> Instructor | Assistant:
    """Make an instructor or an assistant. Refuses an account that another one uses."""
    _refuse_taken_account(db, part, details, None)
    row = queries.TABLES[part](name=details.name, name_kana=details.name_kana)
    _write(row, details)
    db.add(row)
    db.flush()
    return row


def change_person(
    db: Session, part: Part, person_id: int, details: PersonDetails, *, version: int
) -> None:
    """Change an instructor or an assistant."""
    row = locked(db, queries.TABLES[part], person_id)
    if row is None or row.version != version:
        raise Stale
    _refuse_taken_account(db, part, details, person_id)
    _write(row, details)
    row.version += 1
    db.flush()


def set_team(
    db: Session, course_session_id: int, team: TeamDetails, *, version: int
) -> CourseSession:
    """Make a session's team exactly these people, and lend it so many telephones.

    Whoever cannot be there in time, and telephones that are needed elsewhere, take a reason.
    """
    session = locked(db, CourseSession, course_session_id)
    if session is None or session.version != version:
        raise Stale
    wish = wished(db, session, team)
    refuse_unsettled([wish.finding])
    session.clash_reason = team.clash_reason if wish.finding.clashes else ""
    session.version += 1
    _send(db, course_session_id, team, wish.phones)
    return session


@dataclass(frozen=True, slots=True)
class Wish:
    """A team as someone would have it: which telephones that means, and what clashes."""

    phones: list[int]
    finding: Finding


def wished(
    db: Session, session: CourseSession, team: TeamDetails, after: date | None = None
) -> Wish:
    """Return what a team would mean. With `after`, also when all of it is free next."""
    slot, timetable = clash_queries.on_day(db, session)
    if slot is None:
        raise Refusal("中止した開講の担当は決められません。")
    phones = _phones(team.phones, loan_queries.pooled(db, session, slot, timetable))
    needs = [
        *queries.needs_of(db, Part.INSTRUCTOR, team.instructors),
        *queries.needs_of(db, Part.ASSISTANT, team.assistants),
        *(loan_queries.need_of(phone) for phone in loan_queries.phones(db, phones)),
    ]
    reasoned = replace(slot, clash_reason=team.clash_reason)
    return Wish(phones, clash_queries.with_needs(db, reasoned, needs, after))


def _phones(count: int, pool: list[Pooled]) -> list[int]:
    if count > len(pool):
        raise Refusal(f"貸出スマホは全部で{len(pool)}台です。台数を減らしてください。")
    return pick_phones(count, pool)


def _send(db: Session, course_session_id: int, team: TeamDetails, phones: list[int]) -> None:
    for table in (Assignment, SessionLoan):
        db.exec(sa.delete(table).where(col(table.course_session_id) == course_session_id))
    for number in team.instructors:
        db.add(Assignment(course_session_id=course_session_id, instructor_id=number))
    for number in team.assistants:
        db.add(Assignment(course_session_id=course_session_id, assistant_id=number))
    for number in phones:
        db.add(SessionLoan(course_session_id=course_session_id, loan_phone_id=number))
    db.flush()


def create_phone(db: Session, details: PhoneDetails) -> LoanPhone:
    """Add a telephone to the pool. Refuses a label that another one has."""
    _refuse_taken_label(db, details.label, None)
    row = LoanPhone(label=details.label)
    _write(row, details)
    db.add(row)
    db.flush()
    return row


def change_phone(db: Session, phone_id: int, details: PhoneDetails, *, version: int) -> None:
    """Change a telephone of the pool."""
    row = locked(db, LoanPhone, phone_id)
    if row is None or row.version != version:
        raise Stale
    _refuse_taken_label(db, details.label, phone_id)
    _write(row, details)
    row.version += 1
    db.flush()


def _refuse_taken_label(db: Session, label: str, own: int | None) -> None:
    same = loan_queries.phone_of_label(db, label)
    if same is not None and same.id != own:
        raise Refusal(f"「{label}」という貸出スマホは、もうあります。別の番号にしてください。")


def _write(row: Instructor | Assistant | LoanPhone, details: PersonDetails | PhoneDetails) -> None:
    for field in fields(details):
        setattr(row, field.name, getattr(details, field.name))


def _refuse_taken_account(db: Session, part: Part, details: PersonDetails, own: int | None) -> None:
    if details.staff_member_id is None:
        return
    for other in queries.everyone(db, part):
        if other.staff_member_id == details.staff_member_id and other.id != own:
            raise Refusal(f"このアカウントは、{part.label}の{other.name}さんが使っています。")
