"""What a press must know and what an open page keeps asking: one question to the database each."""

from functools import cache
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.attendance.models import Attendance, ClassOperation
from classroom.class_day.attendance.queries import ON_ROSTER, roster
from classroom.class_day.attendance.values import Standing
from classroom.core.db import ask
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession, Offering

DIGEST_LENGTH = 16


SESSION: sa.BindParameter[int] = sa.bindparam("course_session_id")
ENROLMENT: sa.BindParameter[int] = sa.bindparam("enrolment_id")


def standing(db: Session, course_session_id: int, enrolment_id: int) -> Standing | None:
    """Return all that a press on a person's row must know."""
    asked = {"course_session_id": course_session_id, "enrolment_id": enrolment_id}
    found = ask(db, _standing(), **asked).first()
    return Standing(*found) if found else None


def digest(db: Session, course_session_id: int) -> str | None:
    """Return a short word that changes with whatever the pages of a session show of people.

    Cheap enough for every open page to ask for it every few seconds. None without the session.
    """
    found = ask(db, _digest(), course_session_id=course_session_id).first()
    return sha256(repr(tuple(found)).encode()).hexdigest()[:DIGEST_LENGTH] if found else None


def hold(db: Session, course_session_id: int) -> bool:
    """Let one write after the other into a session; tells whether there is such a session.

    SQLite lets in one writer anyway.
    """
    return ask(db, _session(), course_session_id=course_session_id).first() is not None


@cache
def adding() -> Any:
    """Return the statement that writes a new mark."""
    return sa.insert(Attendance)


@cache
def _session() -> Any:
    mine = col(CourseSession.id) == SESSION
    return sa.select(col(CourseSession.id)).where(mine).with_for_update()


@cache
def _standing() -> Any:
    return (
        sa.select(
            col(CourseSession.on),
            col(CourseSession.closed_at).is_not(None),
            col(Offering.status),
            sa.func.coalesce(ON_ROSTER, sa.false()),
            col(Participant.id),
            sa.func.coalesce(sa.func.nullif(col(Participant.name), ""), Participant.name_kana),
            col(Attendance.id),
            col(Attendance.mark),
            col(Attendance.checked_in_at),
            col(Attendance.marked_at),
            sa.func.coalesce(col(StaffMember.name), ""),
        )
        .select_from(roster())
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(Attendance.staff_member_id))
        .where(col(CourseSession.id) == SESSION, col(Enrolment.id) == ENROLMENT)
    )


@cache
def _digest() -> Any:
    here = col(Attendance.course_session_id) == SESSION
    lines = col(Enrolment.offering_id) == col(Offering.id)
    acts = col(ClassOperation.course_session_id) == SESSION
    parts = (
        sa.select(sa.func.count()).select_from(Attendance).where(here),
        sa.select(sa.func.max(col(Attendance.marked_at))).where(here),
        sa.select(sa.func.count()).select_from(Enrolment).where(lines),
        sa.select(sa.func.sum(col(Enrolment.version))).where(lines),
        sa.select(sa.func.count()).select_from(ClassOperation).where(acts),
        sa.select(sa.func.max(col(ClassOperation.at))).where(acts),
    )
    return (
        sa.select(
            col(CourseSession.version),
            col(CourseSession.closed_at),
            col(Offering.status),
            *(part.correlate(Offering).scalar_subquery() for part in parts),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(col(CourseSession.id) == SESSION)
    )
