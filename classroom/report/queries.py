"""Reading for the report: tables of people, stages and counts as DataFrames; lists for the pages.

DataFrames hold plain objects (days, None), never pandas' own missing values.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.app_registration.models import AppOutcome, AppRegistration
from classroom.attendance.models import Attendance
from classroom.attendance.rules import CAME
from classroom.course.models import CourseSession
from classroom.db import key
from classroom.enrolment.models import Enrolment
from classroom.participant.models import Participant
from classroom.place.models import District
from classroom.report.models import OfficialCount, Population, PopulationImport
from classroom.report.rules import KPI_AGE, percentage
from classroom.report.values import (
    Denominator,
    ImportedDay,
    Official,
    OfficialLine,
    Residents,
)
from classroom.staff.models import StaffMember


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


def officials(db: Session, until: date) -> list[Official]:
    """Return the official counts that hold, up to a day, in the order of their days."""
    wanted = (
        select(OfficialCount)
        .where(
            col(OfficialCount.replaced_by_id).is_(None),
            col(OfficialCount.registered_on) <= until,
        )
        .order_by(col(OfficialCount.registered_on), col(OfficialCount.id))
    )
    return [
        Official(
            rate=percentage(row.registered, row.population),
            registered=row.registered,
            population=row.population,
            registered_on=row.registered_on,
            population_on=row.population_on,
            source=row.source,
        )
        for row in db.exec(wanted)
    ]


def official_lines(db: Session) -> list[OfficialLine]:
    """Return every official count ever entered, the newest day and the newest value first."""
    wanted = (
        select(OfficialCount, StaffMember.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(OfficialCount.staff_member_id))
        .order_by(col(OfficialCount.registered_on).desc(), col(OfficialCount.id).desc())
    )
    return [
        OfficialLine(
            id=key(row),
            rate=percentage(row.registered, row.population),
            registered=row.registered,
            population=row.population,
            registered_on=row.registered_on,
            population_on=row.population_on,
            source=row.source,
            entered_at=row.entered_at,
            entered_by=name or "",
            is_replaced=row.replaced_by_id is not None,
        )
        for row, name in db.exec(wanted)
    ]


def official_count(db: Session, number: int) -> OfficialCount | None:
    """Return an official count that still holds."""
    found = db.get(OfficialCount, number)
    return found if found is not None and found.replaced_by_id is None else None


def denominator(db: Session, own_code: str, until: date) -> Denominator | None:
    """Return the newest imported population of 70 and over, up to a day.

    It is the own municipality's; while none of that was imported at all, what there is stands in
    under its own name, so that a city trying the program with another's file sees figures.
    """
    own = col(Population.municipality_code) == own_code
    has_own = db.execute(sa.select(sa.exists().where(own))).scalar_one()
    wanted = _by_day().where(col(Population.on) <= until)
    newest = db.execute((wanted.where(own) if has_own else wanted).limit(1)).first()
    if newest is None:
        return None
    (day,) = _counted(db, [newest])
    source = day.file_name if has_own else f"{day.residents.municipality}の人口 {day.file_name}"
    return Denominator(day.residents.aged, day.residents.on, source)


def imported_days(db: Session) -> list[ImportedDay]:
    """Return every day of population in the database, the newest first."""
    return _counted(db, db.execute(_by_day()).all())


def last_day_before(db: Session, municipality_code: str, day: date) -> Residents | None:
    """Return the last imported day of a municipality before a day."""
    wanted = _by_day().where(
        col(Population.municipality_code) == municipality_code, col(Population.on) < day
    )
    newest = db.execute(wanted.limit(1)).first()
    return _counted(db, [newest])[0].residents if newest else None


def has_day(db: Session, municipality_code: str, day: date) -> bool:
    """Tell whether a municipality's population of a day is in the database."""
    wanted = select(Population.id).where(
        Population.municipality_code == municipality_code, Population.on == day
    )
    return db.exec(wanted.limit(1)).first() is not None


def _by_day() -> sa.Select[Any]:
    """Add up each day: the whole-city row and the areas apart."""
    is_whole = col(Population.area) == ""
    is_aged = col(Population.age_from) >= KPI_AGE
    number = col(Population.residents)

    def total(*conditions: sa.ColumnElement[bool]) -> Any:
        return sa.func.sum(sa.case((sa.and_(*conditions), number), else_=0))

    return (
        sa.select(
            col(Population.on),
            col(Population.municipality_code),
            sa.func.max(col(Population.municipality)).label("municipality"),
            sa.func.max(col(Population.population_import_id)).label("import_id"),
            sa.func.max(sa.case((is_whole, 1), else_=0)).label("has_whole"),
            total(is_whole).label("whole"),
            total(is_whole, is_aged).label("whole_aged"),
            sa.func.sum(number).label("every"),
            total(is_aged).label("every_aged"),
        )
        .group_by(col(Population.on), col(Population.municipality_code))
        .order_by(col(Population.on).desc(), col(Population.municipality_code))
    )


def _counted(db: Session, days: Sequence[Any]) -> list[ImportedDay]:
    """Take the whole-city row of each day where there is one, else the sum of its areas."""
    files = _files(db, {day.import_id for day in days})
    return [
        ImportedDay(
            Residents(
                on=day.on,
                municipality_code=day.municipality_code,
                municipality=day.municipality,
                residents=int(day.whole if day.has_whole else day.every),
                aged=int(day.whole_aged if day.has_whole else day.every_aged),
            ),
            files[day.import_id].file_name,
            files[day.import_id].imported_at,
        )
        for day in days
    ]


def _files(db: Session, numbers: Iterable[int]) -> dict[int, PopulationImport]:
    wanted = select(PopulationImport).where(col(PopulationImport.id).in_(list(numbers)))
    return {key(row): row for row in db.exec(wanted)}


def _frame(db: Session, wanted: sa.Executable) -> pd.DataFrame:
    result = db.execute(wanted)
    columns = list(result.keys())
    return pd.DataFrame([tuple(row) for row in result], columns=columns, dtype=object)
