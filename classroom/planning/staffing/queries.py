"""Reading instructors, assistants and who is in which session."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, ask, key, named
from classroom.core.staff.models import StaffMember
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import TITLE
from classroom.planning.place.models import Room, Venue
from classroom.planning.staffing.models import Assignment, Assistant, Instructor, Person
from classroom.planning.staffing.values import (
    OwnSession,
    Part,
    PersonLine,
    Team,
    ToTell,
)
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role

TABLES: dict[Part, type[Person]] = {Part.INSTRUCTOR: Instructor, Part.ASSISTANT: Assistant}


def teaches(db: Session, staff_member_id: int, course_session_id: int) -> bool:
    wanted = sa.select(col(Assignment.id)).where(
        col(Assignment.course_session_id) == course_session_id, _of_account(staff_member_id)
    )
    return db.connection().execute(wanted.limit(1)).first() is not None


def own_sessions(db: Session, staff_member_id: int, first: date, last: date) -> list[OwnSession]:
    """Return the sessions in a period in which this account's person teaches, in order.

    Drafts and cancelled classes are left out.
    """
    wanted: RowSelect = (
        sa.select(
            col(CourseSession.id).label("course_session_id"),
            col(CourseSession.offering_id),
            TITLE.label("title"),
            col(Course.short_title),
            col(CourseSession.number),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(Venue.name).label("venue"),
            col(Venue.short_name).label("venue_short"),
            sa.func.coalesce(col(Room.name), "").label("room"),
            col(Offering.seats_taken),
        )
        .select_from(
            sa.join(CourseSession, Offering, col(CourseSession.offering_id) == col(Offering.id))
            .join(Course, col(Offering.course_id) == col(Course.id))
            .join(Venue, col(CourseSession.venue_id) == col(Venue.id))
            .outerjoin(Room, col(CourseSession.room_id) == col(Room.id))
        )
        .where(
            col(CourseSession.id).in_(
                sa.select(col(Assignment.course_session_id)).where(_of_account(staff_member_id))
            ),
            col(CourseSession.on).between(first, last),
            col(Offering.status).not_in([Status.DRAFT, Status.CANCELLED]),
        )
        .order_by(col(CourseSession.on), col(CourseSession.starts), col(CourseSession.id))
    )
    return named(OwnSession, db.connection().execute(wanted))


def teams(db: Session, session_ids: Collection[int]) -> dict[int, Team]:
    """Return the team of each session; a session without anyone has an empty one."""
    names: dict[Part, dict[int, list[str]]] = {part: _names(db, part, session_ids) for part in Part}
    return {
        number: Team(
            tuple(names[Part.INSTRUCTOR].get(number, ())),
            tuple(names[Part.ASSISTANT].get(number, ())),
        )
        for number in session_ids
    }


def _names(db: Session, part: Part, session_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in ask(db, _team(part), sessions=list(session_ids)):
        found[number].append(name)
    return found


# Prebuilt for the roster (`bench roster-30`), which asks it twice: 9.9 ms of processor time, not
# 10.3 (4 %); with all that the page asks 9.9, not 14.7 (32 %). SQLite, demo, 2026-11-30.
@cache
def _team(part: Part) -> sa.Select[int, str]:
    table = TABLES[part]
    return (
        sa.select(col(Assignment.course_session_id), col(table.name))
        .join(table, person_column(part) == col(table.id))
        .where(col(Assignment.course_session_id).in_(sa.bindparam("sessions", expanding=True)))
        .order_by(col(table.name_kana), col(table.id))
    )


def people_of(db: Session, part: Part, session_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the keys of who teaches (or helps) in each session."""
    found: dict[int, list[int]] = defaultdict(list)
    person_id = person_column(part)
    wanted = sa.select(col(Assignment.course_session_id), person_id).where(
        col(Assignment.course_session_id).in_(session_ids), person_id.is_not(None)
    )
    for number, person in db.connection().execute(wanted):
        if person is not None:
            found[number].append(person)
    return found


def to_tell(db: Session, course_session_id: int, since: datetime) -> list[ToTell]:
    """Return a session's team with their numbers, and who was told of what was changed since."""
    found = []
    for part, table in TABLES.items():
        wanted = (
            select(Assignment, table)
            .join(table, person_column(part) == col(table.id))
            .where(Assignment.course_session_id == course_session_id)
            .order_by(table.name_kana, col(table.id))
        )
        for line, who in db.exec(wanted):
            is_told = line.told_at is not None and line.told_at >= since
            found.append(
                ToTell(key(line), part, who.name, who.organisation, who.telephone, is_told)
            )
    return found


def person(db: Session, part: Part, person_id: int) -> Person | None:
    return db.get(TABLES[part], person_id)


def people(db: Session, part: Part) -> list[PersonLine]:
    """Return all instructors or all assistants, those in use first, by kana."""
    logins = {key(found): found.login for found in db.exec(select(StaffMember))}
    lines = [
        PersonLine(
            id=key(found),
            part=part,
            name=found.name,
            name_kana=found.name_kana,
            organisation=found.organisation,
            telephone=found.telephone,
            login=logins.get(found.staff_member_id or 0, ""),
            is_active=found.is_active,
        )
        for found in everyone(db, part)
    ]
    return sorted(lines, key=lambda line: not line.is_active)


def everyone(db: Session, part: Part) -> Sequence[Person]:
    """Return all instructors or all assistants in the order of their kana."""
    table = TABLES[part]
    return db.exec(select(table).order_by(table.name_kana, col(table.id))).all()


def accounts(db: Session) -> list[tuple[int, str]]:
    """Return the accounts that an instructor or assistant may be linked to: key, and what to show.

    Only accounts of the role for them (others see more than their own sessions anyway), and those
    linked already.
    """
    linked = [col(StaffMember.id).in_(sa.select(col(t.staff_member_id))) for t in TABLES.values()]
    for_teaching = sa.and_(col(StaffMember.role) == Role.INSTRUCTOR, col(StaffMember.is_active))
    wanted = select(StaffMember).where(sa.or_(for_teaching, *linked)).order_by(StaffMember.login)
    return [(key(found), f"{found.name}（{found.login}）") for found in db.exec(wanted)]


def person_column(part: Part) -> Mapped[int | None]:
    return col(Assignment.instructor_id if part is Part.INSTRUCTOR else Assignment.assistant_id)


def taught_by(db: Session, staff_member_id: int) -> set[int]:
    """Return the sessions in which the person with this account teaches or helps."""
    wanted = select(Assignment.course_session_id).where(_of_account(staff_member_id))
    return set(db.exec(wanted))


def _of_account(staff_member_id: int) -> sa.ColumnElement[bool]:
    return sa.or_(
        *(
            person_column(part).in_(
                sa.select(col(table.id)).where(col(table.staff_member_id) == staff_member_id)
            )
            for part, table in TABLES.items()
        )
    )
