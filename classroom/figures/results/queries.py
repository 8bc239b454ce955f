"""Reading for the class results: tables of people, stages and visits as DataFrames.

DataFrames hold plain objects (days, None), never pandas' own missing values.
"""

from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession
from classroom.planning.place.models import District
from classroom.rules.words.attendance import CAME


def people(db: Session) -> pd.DataFrame:
    """Return what tells each participant's age, and the district: one row a person."""
    wanted: sa.Select[*tuple[Any, ...]] = sa.select(
        col(Participant.id).label("participant_id"),
        col(Participant.born_on),
        col(Participant.told_band),
        col(Participant.told_band_on),
        col(District.name).label("district"),
        col(District.position).label("district_position"),
    ).outerjoin(District, col(Participant.district_id) == col(District.id))
    return _frame(db, wanted)


def stages(db: Session, until: date) -> pd.DataFrame:
    """Return every stage that was reached up to a day, in class or at the counter."""
    return _frame(
        db,
        sa.select(
            col(AppRegistration.participant_id),
            col(AppRegistration.stage),
            col(AppRegistration.reached_on),
            col(AppRegistration.course_session_id),
        ).where(col(AppRegistration.reached_on) <= until),
    )


def attended(db: Session, first: date, last: date) -> pd.DataFrame:
    """Return who was at which session of a period: one row a person and session."""
    return _frame(
        db,
        sa.select(
            col(Enrolment.participant_id),
            col(Attendance.course_session_id),
            col(CourseSession.on),
        )
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(Attendance.mark).in_(CAME), col(CourseSession.on).between(first, last))
        .distinct(),
    )


def outcomes(db: Session, first: date, last: date) -> pd.DataFrame:
    """Return what stopped people at the sessions of a period, in the order of the days."""
    return _frame(
        db,
        sa.select(
            col(AppOutcome.participant_id),
            col(AppOutcome.blocker),
            col(CourseSession.on),
            col(AppOutcome.course_session_id),
        )
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), col(CourseSession.on).between(first, last)),
    )


def _frame(db: Session, wanted: sa.Executable) -> pd.DataFrame:
    result = db.execute(wanted)
    columns = list(result.keys())
    return pd.DataFrame([tuple(row) for row in result], columns=columns, dtype=object)
