"""The catalogue: courses made and changed."""

from sqlmodel import Session

from classroom.core.db import unchanged, write_fields
from classroom.core.errors import Refusal
from classroom.planning.course import queries
from classroom.planning.course.models import Course
from classroom.planning.course.values import CourseDetails


def create_course(db: Session, details: CourseDetails) -> Course:
    """Make a course. Refuses a code that is taken."""
    _refuse_taken_code(db, details.code, None)
    row = Course(code=details.code, title=details.title, short_title=details.short_title)
    write_fields(row, details)
    db.add(row)
    db.flush()
    return row


def change_course(db: Session, course_id: int, details: CourseDetails, *, version: int) -> Course:
    """Change a course; its offerings keep the capacity they were given."""
    row = unchanged(db, Course, course_id, version)
    _refuse_taken_code(db, details.code, course_id)
    write_fields(row, details)
    row.version += 1
    db.flush()
    return row


def _refuse_taken_code(db: Session, code: str, own: int | None) -> None:
    same = queries.course_of_code(db, code)
    if same is not None and same.id != own:
        raise Refusal(f"番号「{code}」は「{same.title}」が使っています。別の番号にしてください。")
