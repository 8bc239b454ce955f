"""A session's team chosen, and the telephones lent to it."""

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import unchanged
from classroom.core.errors import Refusal
from classroom.planning.course.models import CourseSession
from classroom.planning.offering import clash_queries, team_queries
from classroom.planning.offering.clash_rules import Finding
from classroom.planning.offering.need_queries import phone_need
from classroom.planning.offering.service import refuse_unsettled
from classroom.planning.staffing import loan_queries
from classroom.planning.staffing.models import Assignment, SessionLoan
from classroom.planning.staffing.rules import Pooled, pick_phones
from classroom.planning.staffing.values import Part, TeamDetails


def set_team(
    db: Session, course_session_id: int, team: TeamDetails, *, version: int
) -> CourseSession:
    """Make a session's team exactly these people, and lend it so many telephones.

    Whoever cannot be there in time, and telephones that are needed elsewhere, take a reason.
    """
    session = unchanged(db, CourseSession, course_session_id, version)
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
    phones = _phones(team.phones, team_queries.pooled(db, session, slot, timetable))
    needs = [
        *team_queries.needs_of(db, Part.INSTRUCTOR, team.instructors),
        *team_queries.needs_of(db, Part.ASSISTANT, team.assistants),
        *(phone_need(phone) for phone in loan_queries.phones(db, phones)),
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
