"""Reading for the outlook: places, and what was assumed."""

from datetime import date
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import ask, key
from classroom.core.staff.models import StaffMember
from classroom.figures.outlook.models import OutlookAssumption
from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.values import SavedAssumptions
from classroom.figures.registrations.queries import somebody_came
from classroom.planning.course.models import Course, CourseSession
from classroom.planning.place.models import District, Venue


def was_held_before(db: Session, day: date) -> bool:
    """Tell whether anybody came to a class before a day."""
    return bool(ask(db, _held_before(), day=day).scalar_one())


@cache
def _held_before() -> sa.Select[tuple[bool]]:
    day = sa.bindparam("day", type_=sa.Date())
    return sa.select(sa.exists().where(col(CourseSession.on) < day, somebody_came()))


def app_courses(db: Session) -> frozenset[int]:
    """Return the courses whose classes register people for the identity app."""
    wanted = sa.select(col(Course.id)).where(col(Course.teaches_app))
    return frozenset(int(number) for number in db.execute(wanted).scalars())


def districts(db: Session) -> list[District]:
    """Return the districts in use, in their order."""
    wanted = select(District).where(col(District.is_active))
    return list(db.exec(wanted.order_by(col(District.position), col(District.id))))


def venues(db: Session) -> list[Venue]:
    return list(db.exec(select(Venue).order_by(col(Venue.id))))


def saved(db: Session, most: int = 20) -> list[SavedAssumptions]:
    """Return what was assumed, the newest first; the newest holds."""
    wanted = (
        select(OutlookAssumption, StaffMember.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(OutlookAssumption.staff_member_id))
        .order_by(col(OutlookAssumption.id).desc())
        .limit(most)
    )
    return [
        SavedAssumptions(key(row), row.saved_at, name or "", row.note, _values(row))
        for row, name in db.exec(wanted)
    ]


def _values(row: OutlookAssumption) -> dict[Key, float]:
    found = {each: getattr(row, each.value) for each in Key}
    return {each: float(value) for each, value in found.items() if value is not None}
