"""Reading for the section head: classes by district, and the next thirty days."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.attendance.models import Attendance
from classroom.figures.dashboard.values import Place
from classroom.figures.population.queries import by_area
from classroom.planning.course.models import CourseSession
from classroom.planning.course.queries import days
from classroom.planning.course.values import DayLine
from classroom.planning.place.models import District, Venue
from classroom.planning.place.queries import districts
from classroom.rules.words.attendance import CAME
from classroom.rules.words.planning import Status

DAYS_AHEAD = 30
ELSEWHERE = "地区のない会場"


def coming(db: Session, today: date) -> tuple[DayLine, ...]:
    """Return the classes of the next thirty days, the day itself among them; no cancelled ones."""
    found = days(db, today, today + timedelta(days=DAYS_AHEAD))
    return tuple(line for line in found if line.status is not Status.CANCELLED)


def places(
    db: Session, city_code: str, first: date, on: date, ahead: Iterable[DayLine]
) -> tuple[Place, ...]:
    """Return the districts in their order, with the classes held from a day on, up to a day."""
    aged = {area.area: area.aged for area in by_area(db, city_code, on)}
    held, to_come = _held(db, first, on), _by_district(db, ahead)
    known = [
        Place(row.id, row.name, aged.get(row.name), held.get(row.name, 0), to_come.get(row.name, 0))
        for row in districts(db, only_active=False)
        if row.is_active or row.name in held
    ]
    other = Place(None, ELSEWHERE, None, held.get(ELSEWHERE, 0), to_come.get(ELSEWHERE, 0))
    return (*known, other) if other.held or other.ahead else tuple(known)


def _held(db: Session, first: date, on: date) -> dict[str, int]:
    """Count the sessions of a period to which somebody came, by the venue's district."""
    came = sa.exists().where(
        col(Attendance.course_session_id) == col(CourseSession.id), col(Attendance.mark).in_(CAME)
    )
    name = sa.func.coalesce(col(District.name), ELSEWHERE)
    wanted = (
        sa.select(name, sa.func.count())
        .select_from(CourseSession)
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .outerjoin(District, col(District.id) == col(Venue.district_id))
        .where(col(CourseSession.on).between(first, on), came)
        .group_by(name)
    )
    return dict(db.execute(wanted).all())


def _by_district(db: Session, lines: Iterable[DayLine]) -> dict[str, int]:
    wanted = sa.select(col(Venue.id), sa.func.coalesce(col(District.name), ELSEWHERE)).outerjoin(
        District, col(District.id) == col(Venue.district_id)
    )
    of_venue = dict(db.execute(wanted).all())
    names = sorted(of_venue[line.venue_id] for line in lines)
    return {name: len(list(found)) for name, found in groupby(names)}
