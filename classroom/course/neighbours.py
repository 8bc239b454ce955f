"""What features above this one know about an offering, read by the names of their tables.

Imports go only down the line of features (enrolment knows courses, never the reverse), yet an
offering must not lose people who applied, attended or were to teach.
"""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session

enrolment = sa.table("enrolment", sa.column("offering_id"), sa.column("status"))
attendance = sa.table("attendance", sa.column("course_session_id"))
assignment = sa.table(
    "assignment",
    sa.column("course_session_id"),
    sa.column("instructor_id"),
    sa.column("assistant_id"),
)
instructor = sa.table("instructor", sa.column("id"), sa.column("staff_member_id"))
assistant = sa.table("assistant", sa.column("id"), sa.column("staff_member_id"))
LIVE = ("applied", "accepted", "waitlisted")


def people_to_call(db: Session, offering_id: int) -> int:
    """Return how many people applied and wait for the class, those on the waiting list too."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(enrolment)
        .where(enrolment.c.offering_id == offering_id, enrolment.c.status.in_(LIVE))
    )
    return int(db.connection().execute(wanted).scalar_one())


def attended(db: Session, session_ids: Collection[int]) -> set[int]:
    """Return which of the sessions have any attendance recorded."""
    column = attendance.c.course_session_id
    wanted = sa.select(column).where(column.in_(session_ids)).distinct()
    return set(db.connection().execute(wanted).scalars())


def taught_by(db: Session, staff_member_id: int) -> set[int]:
    """Return the sessions in which the person with this account teaches or helps."""
    of_person = sa.or_(
        assignment.c.instructor_id.in_(_persons(instructor, staff_member_id)),
        assignment.c.assistant_id.in_(_persons(assistant, staff_member_id)),
    )
    wanted = sa.select(assignment.c.course_session_id).where(of_person)
    return set(db.connection().execute(wanted).scalars())


def _persons(table: sa.TableClause, staff_member_id: int) -> sa.Select[tuple[int]]:
    return sa.select(table.c.id).where(table.c.staff_member_id == staff_member_id)
