"""What features above this one know about an offering, read by the names of their tables.

Imports go only down the line of features (enrolment knows courses, never the reverse), yet an
offering must not lose people who applied, attended or were to teach.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from classroom.planning.course.clash_rules import Kind, Need

enrolment = sa.table(
    "enrolment", sa.column("offering_id"), sa.column("participant_id"), sa.column("status")
)
participant = sa.table("participant", sa.column("id"), sa.column("device"))
attendance = sa.table("attendance", sa.column("course_session_id"))
assignment = sa.table(
    "assignment",
    sa.column("course_session_id"),
    sa.column("instructor_id"),
    sa.column("assistant_id"),
)
PERSON = ("id", "name", "staff_member_id")
instructor = sa.table("instructor", *map(sa.column, PERSON))
assistant = sa.table("assistant", *map(sa.column, PERSON))
session_loan = sa.table("session_loan", sa.column("course_session_id"), sa.column("loan_phone_id"))
loan_phone = sa.table("loan_phone", sa.column("id"), sa.column("label"))

# Built once, for the pages on which people wait.
SESSIONS: Any = sa.bindparam("sessions", expanding=True)
TEAMS: dict[str, Any] = {
    part: sa.select(assignment.c.course_session_id, *table.c)
    .join_from(assignment, table, assignment.c[f"{part}_id"] == table.c.id)
    .where(assignment.c.course_session_id.in_(SESSIONS))
    .order_by(table.c.id)
    for part, table in (("instructor", instructor), ("assistant", assistant))
}
LOANS: Any = (
    sa.select(session_loan.c.course_session_id, loan_phone.c.id, loan_phone.c.label)
    .join_from(session_loan, loan_phone, session_loan.c.loan_phone_id == loan_phone.c.id)
    .where(session_loan.c.course_session_id.in_(SESSIONS))
    .order_by(loan_phone.c.label)
)
LIVE = ("applied", "accepted", "waitlisted")
# What people bring who need a telephone lent to them.
BORROW = ("loan", "none")


def people_to_call(db: Session, offering_id: int) -> int:
    """Return how many people applied and wait for the class, those on the waiting list too."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(enrolment)
        .where(enrolment.c.offering_id == offering_id, enrolment.c.status.in_(LIVE))
    )
    return int(db.connection().execute(wanted).scalar_one())


def borrowers(db: Session, offering_id: int) -> int:
    """Return how many of the accepted have no telephone of their own to bring."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(enrolment.join(participant, enrolment.c.participant_id == participant.c.id))
        .where(
            enrolment.c.offering_id == offering_id,
            enrolment.c.status == "accepted",
            participant.c.device.in_(BORROW),
        )
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


def needs(db: Session, session_ids: Collection[int]) -> dict[int, list[Need]]:
    """Return the people who teach and help in each session, and the telephones that go there."""
    found: dict[int, list[Need]] = defaultdict(list)
    if not session_ids:
        return found
    asked = {"sessions": list(session_ids)}
    for part, wanted in TEAMS.items():
        for number, *person in db.connection().execute(wanted, asked):
            found[number].append(person_need(part, *person))
    for number, phone_id, label in db.connection().execute(LOANS, asked):
        found[number].append(phone_need(phone_id, label))
    return found


def person_need(part: str, person_id: int, name: str, staff_member_id: int | None) -> Need:
    """Return someone as planning knows them: one account is one person, teaching or helping."""
    own = f"account-{staff_member_id}" if staff_member_id else f"{part}-{person_id}"
    label = {"instructor": "講師", "assistant": "補助員"}[part]
    return Need(Kind.PERSON, own, f"{label}の{name}さん")


def phone_need(phone_id: int, label: str) -> Need:
    """Return a telephone of the pool as planning knows it."""
    return Need(Kind.PHONE, f"phone-{phone_id}", label)


def _persons(table: sa.TableClause, staff_member_id: int) -> sa.Select[tuple[int]]:
    return sa.select(table.c.id).where(table.c.staff_member_id == staff_member_id)
