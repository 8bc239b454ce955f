"""Reading the calendar addresses, and the classes that each shows."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.figures.feeds.models import CalendarFeed
from classroom.figures.feeds.values import Kind, Target
from classroom.figures.opendata.queries import events
from classroom.figures.opendata.values import Event
from classroom.planning.course import queries as courses
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place import queries as places
from classroom.planning.place.models import Venue
from classroom.planning.staffing.models import Assignment
from classroom.planning.staffing.queries import TABLES, everyone, person_column
from classroom.planning.staffing.values import Part
from classroom.rules import months

# A calendar keeps what has been for so long.
MONTHS_BACK = 3
PARTS = {Kind.INSTRUCTOR: Part.INSTRUCTOR, Kind.ASSISTANT: Part.ASSISTANT}


def targets(db: Session) -> dict[Kind, list[Target]]:
    """Return what a calendar may follow, what is in use and its secret where it has one."""
    secrets = {(kind_of(row), number_of(row)): row.secret for row in db.exec(select(CalendarFeed))}
    named = {
        Kind.ALL: [(0, "すべての教室")],
        Kind.VENUE: [(key(one), one.name) for one in places.venues(db)],
        Kind.COURSE: [(key(one), one.title) for one in courses.courses(db)],
        **{
            kind: [(key(one), one.name) for one in everyone(db, part) if one.is_active]
            for kind, part in PARTS.items()
        },
    }
    return {
        kind: [
            Target(kind, number, name, secrets.get((kind, number), "")) for number, name in found
        ]
        for kind, found in named.items()
    }


def feed(db: Session, kind: Kind, number: int) -> CalendarFeed | None:
    wanted = select(CalendarFeed)
    for other in Kind:
        if other.column:
            column = col(getattr(CalendarFeed, other.column))
            wanted = wanted.where(column == number if other is kind else column.is_(None))
    return db.exec(wanted).first()


def feed_of(db: Session, secret: str) -> CalendarFeed | None:
    return db.exec(select(CalendarFeed).where(CalendarFeed.secret == secret)).first()


def kind_of(row: CalendarFeed) -> Kind:
    return next(
        (kind for kind in Kind if kind.column and getattr(row, kind.column) is not None), Kind.ALL
    )


def number_of(row: CalendarFeed) -> int:
    column = kind_of(row).column
    return int(getattr(row, column)) if column else 0


def target_name(db: Session, kind: Kind, number: int) -> str | None:
    """Return whose classes an address shows; None if it is no longer in use."""
    if kind is Kind.ALL:
        return "スマホ教室"
    if kind is Kind.VENUE:
        venue = db.get(Venue, number)
        return venue.name if venue and venue.is_active else None
    if kind is Kind.COURSE:
        course = db.get(Course, number)
        return course.title if course and course.is_active else None
    person = db.get(TABLES[PARTS[kind]], number)
    return f"{person.name}さんの担当" if person and person.is_active else None


def followed(db: Session, kind: Kind, number: int, today: date) -> Sequence[Event]:
    """Return the classes of an address from some months ago on, cancelled ones too."""
    return events(db, months.later(today, -MONTHS_BACK), only=_only(kind, number))


def _only(kind: Kind, number: int) -> sa.ColumnElement[bool]:
    if kind is Kind.ALL:
        return sa.true()
    if kind is Kind.VENUE:
        return col(CourseSession.venue_id) == number
    if kind is Kind.COURSE:
        return col(Offering.course_id) == number
    mine = sa.select(col(Assignment.course_session_id)).where(person_column(PARTS[kind]) == number)
    return col(CourseSession.id).in_(mine)
