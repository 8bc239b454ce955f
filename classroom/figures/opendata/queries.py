"""Reading what may be published: the days of classes, and the people of each month."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_resident
from classroom.figures.opendata.rules import Measure, age_group
from classroom.figures.opendata.values import Event, MonthCounts
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.rules import NO_DISTRICT
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import DAY_STATUS, IN_TIME, SESSION_COUNT, TITLE
from classroom.planning.place.models import District, Room, Venue
from classroom.planning.place.queries import districts
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import Stage
from classroom.rules.words.bands import AgeGroup
from classroom.rules.words.planning import Status


def events(db: Session, first: date, only: sa.ColumnElement[bool] | None = None) -> list[Event]:
    """Return the days of classes from a day on, in order: cancelled ones too, never a draft.

    `only` leaves some of them out by a course, a venue or the like.

    Only columns that anybody may know are read: no name, no reason, no note.
    """
    wanted: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(CourseSession.id),
            TITLE,
            col(Course.summary),
            col(Course.bring),
            DAY_STATUS,
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(CourseSession.number),
            SESSION_COUNT,
            col(Venue.name),
            sa.func.coalesce(col(Room.name), ""),
            col(Venue.address),
            col(Venue.latitude),
            col(Venue.longitude),
            col(Venue.parking),
            col(Offering.capacity),
            col(Offering.selection),
            col(Offering.age_min),
            col(Offering.apply_until),
            col(Offering.version) + col(CourseSession.version) - 2,
            col(CourseSession.state),
            col(CourseSession.planned_on),
        )
        .join(Course, col(Offering.course_id) == col(Course.id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .join(Venue, col(CourseSession.venue_id) == col(Venue.id))
        .outerjoin(Room, col(CourseSession.room_id) == col(Room.id))
        .where(col(Offering.status) != Status.DRAFT, col(CourseSession.on) >= first)
        .where(sa.true() if only is None else only)
        .order_by(*IN_TIME)
    )
    return [Event(*row) for row in db.connection().execute(wanted)]


def month_counts(db: Session, first: date, stage: Stage) -> MonthCounts:
    """Count the people of a month, which its first day names.

    A person counts once a measure, as a resident of the month's last day, in the age group of that
    day and the district of today.
    """
    newly = registrations.newly(stage)
    who = {
        Measure.ATTENDED: registrations.came(),
        Measure.NEWLY: sa.select(newly.c.participant_id),
    }
    return MonthCounts(
        first, {measure: Counter(_cells(db, ids, first)) for measure, ids in who.items()}
    )


def district_names(db: Session, month: MonthCounts) -> list[str]:
    """Return the districts of a table in order: in use, or with people; last the unknown."""
    used = {place for counts in month.counts.values() for _, place in counts}
    known = districts(db, only_active=False)
    return [*(place.name for place in known if place.is_active or place.name in used), NO_DISTRICT]


def first_published(today: date) -> date:
    """Return from which day on classes are listed: the fiscal year's first."""
    return start_of(fiscal_year(today))


def _cells(db: Session, ids: Any, first: date) -> Iterator[tuple[AgeGroup, str]]:
    """Give the cell of each person, once each."""
    last = months.last_of(first)
    people: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            col(Participant.born_on),
            col(Participant.told_band),
            col(Participant.told_band_on),
            col(District.name),
        )
        .outerjoin(District, col(District.id) == col(Participant.district_id))
        .where(col(Participant.id).in_(ids), is_resident(registrations.ON))
    )
    for born_on, told_band, told_on, district in ask(db, people, first=first, on=last):
        yield age_group(born_on, told_band, told_on, last), district or NO_DISTRICT
