"""Instructors and assistants made and changed; a session's team chosen."""

from collections.abc import Collection
from dataclasses import fields

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.course.models import CourseSession
from classroom.db import locked
from classroom.errors import Refusal, Stale
from classroom.staffing import queries
from classroom.staffing.models import Assignment, Assistant, Instructor
from classroom.staffing.values import Part, PersonDetails


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
    db: Session,
    course_session_id: int,
    instructors: Collection[int],
    assistants: Collection[int],
    *,
    version: int,
) -> None:
    """Make a session's team exactly these people. Someone who is elsewhere then may be chosen."""
    session = locked(db, CourseSession, course_session_id)
    if session is None or session.version != version:
        raise Stale
    db.exec(sa.delete(Assignment).where(col(Assignment.course_session_id) == course_session_id))
    for number in instructors:
        db.add(Assignment(course_session_id=course_session_id, instructor_id=number))
    for number in assistants:
        db.add(Assignment(course_session_id=course_session_id, assistant_id=number))
    session.version += 1
    db.flush()


def _write(row: Instructor | Assistant, details: PersonDetails) -> None:
    for field in fields(details):
        setattr(row, field.name, getattr(details, field.name))


def _refuse_taken_account(db: Session, part: Part, details: PersonDetails, own: int | None) -> None:
    if details.staff_member_id is None:
        return
    for other in queries.everyone(db, part):
        if other.staff_member_id == details.staff_member_id and other.id != own:
            raise Refusal(f"このアカウントは、{part.label}の{other.name}さんが使っています。")
