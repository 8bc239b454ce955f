"""Reading for the section head: classes by district, and the next thirty days."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import ask
from classroom.figures.dashboard.values import Place
from classroom.figures.population.queries import by_area
from classroom.figures.registrations.queries import FIRST, ON, somebody_came
from classroom.planning.course.models import CourseSession
from classroom.planning.course.queries import days
from classroom.planning.course.values import DayLine
from classroom.planning.place.models import District, Venue
from classroom.planning.place.queries import districts
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
    return {line.name: line.sessions for line in ask(db, _held_by_district(), first=first, on=on)}


@cache
def _held_by_district() -> sa.Select[*tuple[Any, ...]]:
    name = _district()
    return (
        sa.select(name, sa.func.count().label("sessions"))
        .select_from(CourseSession)
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .outerjoin(District, col(District.id) == col(Venue.district_id))
        .where(col(CourseSession.on).between(FIRST, ON), somebody_came())
        .group_by(name)
    )


def _by_district(db: Session, lines: Iterable[DayLine]) -> dict[str, int]:
    of_venue = {line.id: line.name for line in ask(db, _venues())}
    names = sorted(of_venue[line.venue_id] for line in lines)
    return {name: len(list(found)) for name, found in groupby(names)}


@cache
def _venues() -> sa.Select[*tuple[Any, ...]]:
    of_venue = col(District.id) == col(Venue.district_id)
    return sa.select(col(Venue.id), _district()).outerjoin(District, of_venue)


def _district() -> sa.Label[str]:
    return sa.func.coalesce(col(District.name), ELSEWHERE).label("name")
