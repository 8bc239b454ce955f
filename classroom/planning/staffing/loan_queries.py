"""Reading the pool of telephones to lend, and which of them go where."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, key
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.queries import IS_ON
from classroom.planning.place.models import Venue
from classroom.planning.staffing.models import LoanPhone, SessionLoan
from classroom.planning.staffing.values import PhoneLine

# 2番 stands before 10番.
IN_ORDER = (sa.func.length(col(LoanPhone.label)), col(LoanPhone.label))


def phone_of_label(db: Session, label: str) -> LoanPhone | None:
    return db.exec(select(LoanPhone).where(LoanPhone.label == label)).first()


def phone_lines(db: Session, today: date) -> list[PhoneLine]:
    """Return the whole pool, those in use first, each with the next class that it goes to."""
    following = _next_loans(db, today)
    wanted = select(LoanPhone).order_by(col(LoanPhone.is_active).desc(), *IN_ORDER)
    return [
        PhoneLine(
            id=key(found),
            label=found.label,
            note=found.note,
            is_active=found.is_active,
            **following.get(key(found), {}),
        )
        for found in db.exec(wanted)
    ]


def _next_loans(db: Session, today: date) -> dict[int, dict[str, Any]]:
    """Return by each telephone the fields of its line that tell of its next class."""
    wanted: RowSelect = (
        sa.select(
            col(SessionLoan.loan_phone_id),
            col(CourseSession.on).label("next_on"),
            col(CourseSession.id).label("next_session_id"),
            col(Venue.short_name).label("next_venue"),
        )
        .join_from(
            SessionLoan, CourseSession, col(SessionLoan.course_session_id) == col(CourseSession.id)
        )
        .join(Offering, col(CourseSession.offering_id) == col(Offering.id))
        .join(Venue, col(CourseSession.venue_id) == col(Venue.id))
        .where(col(CourseSession.on) >= today, IS_ON)
        .order_by(col(CourseSession.on).desc(), col(CourseSession.starts).desc())
    )
    found = (dict(row) for row in db.connection().execute(wanted).mappings())
    return {row.pop("loan_phone_id"): row for row in found}


def lent_to(db: Session, course_session_id: int) -> list[LoanPhone]:
    wanted = (
        select(LoanPhone)
        .join(SessionLoan, col(SessionLoan.loan_phone_id) == col(LoanPhone.id))
        .where(SessionLoan.course_session_id == course_session_id)
        .order_by(*IN_ORDER)
    )
    return list(db.exec(wanted))


def phones(db: Session, numbers: Collection[int]) -> list[LoanPhone]:
    wanted = select(LoanPhone).where(col(LoanPhone.id).in_(numbers)).order_by(*IN_ORDER)
    return list(db.exec(wanted))
