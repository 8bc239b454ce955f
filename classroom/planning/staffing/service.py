"""Instructors, assistants and telephones to lend made and changed."""

from datetime import datetime

from sqlmodel import Session, col, select

from classroom.core.db import locked, unchanged, write_fields
from classroom.core.errors import Refusal
from classroom.planning.course.models import CourseSession
from classroom.planning.staffing import loan_queries, queries
from classroom.planning.staffing.models import Assignment, LoanPhone, Person
from classroom.planning.staffing.values import Part, PersonDetails, PhoneDetails


def create_person(db: Session, part: Part, details: PersonDetails) -> Person:
    """Make an instructor or an assistant. Refuses an account that another one uses."""
    _refuse_taken_account(db, part, details, None)
    row = queries.TABLES[part](name=details.name, name_kana=details.name_kana)
    write_fields(row, details)
    db.add(row)
    db.flush()
    return row


def change_person(
    db: Session, part: Part, person_id: int, details: PersonDetails, *, version: int
) -> Person:
    row = unchanged(db, queries.TABLES[part], person_id, version)
    _refuse_taken_account(db, part, details, person_id)
    write_fields(row, details)
    row.version += 1
    db.flush()
    return row


def create_phone(db: Session, details: PhoneDetails) -> LoanPhone:
    """Add a telephone to the pool. Refuses a label that another one has."""
    _refuse_taken_label(db, details.label, None)
    row = LoanPhone(label=details.label)
    write_fields(row, details)
    db.add(row)
    db.flush()
    return row


def change_phone(db: Session, phone_id: int, details: PhoneDetails, *, version: int) -> LoanPhone:
    row = unchanged(db, LoanPhone, phone_id, version)
    _refuse_taken_label(db, details.label, phone_id)
    write_fields(row, details)
    row.version += 1
    db.flush()
    return row


def write_told(db: Session, assignment_id: int, at: datetime | None) -> Assignment:
    """Keep that someone of a team was told what has become of their day; None takes it back."""
    row = locked(db, Assignment, assignment_id)
    if row is None:
        raise Refusal("この方は、もうこの回の担当ではありません。画面を開き直してください。")
    row.told_at = at
    db.flush()
    return row


def forget_told(db: Session, offering_id: int) -> None:
    """Let nobody of an offering's team count as told: all of it has become otherwise."""
    days = select(CourseSession.id).where(CourseSession.offering_id == offering_id)
    team = select(Assignment).where(col(Assignment.course_session_id).in_(days))
    for line in db.exec(team):
        line.told_at = None
    db.flush()


def _refuse_taken_label(db: Session, label: str, own: int | None) -> None:
    same = loan_queries.phone_of_label(db, label)
    if same is not None and same.id != own:
        raise Refusal(f"「{label}」という貸出スマホは、もうあります。別の番号にしてください。")


def _refuse_taken_account(db: Session, part: Part, details: PersonDetails, own: int | None) -> None:
    if details.staff_member_id is None:
        return
    for other in queries.everyone(db, part):
        if other.staff_member_id == details.staff_member_id and other.id != own:
            raise Refusal(f"このアカウントは、{part.label}の{other.name}さんが使っています。")
