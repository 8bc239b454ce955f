"""Reading instructors, assistants and who is in which session."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask, key
from classroom.core.staff.models import StaffMember
from classroom.planning.course import clash_queries
from classroom.planning.course.clash_rules import Need
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.neighbours import person_need
from classroom.planning.course.queries import TITLE
from classroom.planning.course.rules import Status
from classroom.planning.place.models import Room, Venue
from classroom.planning.staffing.models import Assignment, Assistant, Instructor
from classroom.planning.staffing.values import (
    Candidate,
    Candidates,
    OwnSession,
    Part,
    PersonLine,
    Team,
)
from classroom.rules.words.staff import Role

Person = Instructor | Assistant
TABLES: dict[Part, type[Instructor] | type[Assistant]] = {
    Part.INSTRUCTOR: Instructor,
    Part.ASSISTANT: Assistant,
}


def teaches(db: Session, staff_member_id: int, course_session_id: int) -> bool:
    """Tell whether the person with this account teaches or helps in the session."""
    wanted = sa.select(col(Assignment.id)).where(
        col(Assignment.course_session_id) == course_session_id, _of_account(staff_member_id)
    )
    return db.connection().execute(wanted.limit(1)).first() is not None


def own_sessions(db: Session, staff_member_id: int, first: date, last: date) -> list[OwnSession]:
    """Return the sessions in a period in which this account's person teaches, in order.

    Drafts and cancelled classes are left out.
    """
    wanted = (
        sa.select(
            col(CourseSession.id),
            col(Offering.id),
            TITLE,
            col(Course.short_title),
            col(CourseSession.number),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(Venue.name),
            col(Venue.short_name),
            sa.func.coalesce(col(Room.name), ""),
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
    return [OwnSession(*row) for row in db.connection().execute(wanted)]


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


@cache
def _team(part: Part) -> Any:
    table = TABLES[part]
    return (
        sa.select(col(Assignment.course_session_id), col(table.name))
        .join(table, _column(part) == col(table.id))
        .where(col(Assignment.course_session_id).in_(sa.bindparam("sessions", expanding=True)))
        .order_by(col(table.name_kana), col(table.id))
    )


def person(db: Session, part: Part, person_id: int) -> Person | None:
    """Return an instructor or an assistant."""
    if part is Part.INSTRUCTOR:
        return db.get(Instructor, person_id)
    return db.get(Assistant, person_id)


def people(db: Session, part: Part) -> list[PersonLine]:
    """Return all instructors or all assistants, those in use first, by kana."""
    logins = {key(found): found.login for found in db.exec(select(StaffMember))}
    lines = [
        PersonLine(
            key(found),
            part,
            found.name,
            found.name_kana,
            found.organisation,
            found.telephone,
            logins.get(found.staff_member_id or 0, ""),
            found.is_active,
        )
        for found in everyone(db, part)
    ]
    return sorted(lines, key=lambda line: not line.is_active)


def everyone(db: Session, part: Part) -> Sequence[Person]:
    """Return all instructors or all assistants in the order of their kana."""
    if part is Part.INSTRUCTOR:
        return db.exec(select(Instructor).order_by(Instructor.name_kana, col(Instructor.id))).all()
    return db.exec(select(Assistant).order_by(Assistant.name_kana, col(Assistant.id))).all()


def accounts(db: Session) -> list[tuple[int, str]]:
    """Return the accounts that an instructor or assistant may be linked to: key, and what to show.

    Only accounts of the role for them (others see more than their own sessions anyway), and those
    linked already.
    """
    linked = [col(StaffMember.id).in_(sa.select(col(t.staff_member_id))) for t in TABLES.values()]
    for_teaching = sa.and_(col(StaffMember.role) == Role.INSTRUCTOR, col(StaffMember.is_active))
    wanted = select(StaffMember).where(sa.or_(for_teaching, *linked)).order_by(StaffMember.login)
    return [(key(found), f"{found.name}（{found.login}）") for found in db.exec(wanted)]


def candidates(db: Session, session: CourseSession) -> Candidates:
    """Return who could teach and help in a session, and who is elsewhere or too far away then."""
    slot, timetable = clash_queries.on_day(db, session)

    def elsewhere(need: Need) -> tuple[str, ...]:
        if slot is None:
            return ()
        clashes = timetable.clashes(replace(slot, needs=(need,)))
        return tuple(clash.words for clash in clashes)

    return Candidates(*(_candidates(db, part, key(session), elsewhere) for part in Part))


def _candidates(
    db: Session, part: Part, course_session_id: int, elsewhere: Callable[[Need], tuple[str, ...]]
) -> tuple[Candidate, ...]:
    chosen = _chosen(db, part, course_session_id)
    return tuple(
        Candidate(
            key(found),
            found.name,
            found.name_kana,
            found.organisation,
            key(found) in chosen,
            elsewhere(person_need(part, key(found), found.name, found.staff_member_id)),
        )
        for found in everyone(db, part)
        if found.is_active or key(found) in chosen
    )


def needs_of(db: Session, part: Part, numbers: Collection[int]) -> list[Need]:
    """Return these people as planning knows them."""
    return [
        person_need(part, key(found), found.name, found.staff_member_id)
        for found in everyone(db, part)
        if key(found) in numbers
    ]


def _chosen(db: Session, part: Part, course_session_id: int) -> set[int]:
    wanted = sa.select(_column(part)).where(
        col(Assignment.course_session_id) == course_session_id, _column(part).is_not(None)
    )
    return set(db.connection().execute(wanted).scalars())


def _column(part: Part) -> Any:
    return col(Assignment.instructor_id if part is Part.INSTRUCTOR else Assignment.assistant_id)


def _of_account(staff_member_id: int) -> Any:
    return sa.or_(
        *(
            _column(part).in_(
                sa.select(col(table.id)).where(col(table.staff_member_id) == staff_member_id)
            )
            for part, table in TABLES.items()
        )
    )
