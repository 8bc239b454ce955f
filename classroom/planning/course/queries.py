"""Reading courses, offerings and their sessions."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from classroom.core.db import RowSelect, ask, enum_column, named, rel
from classroom.planning.course.models import Course, CourseSession, Offering, SessionChange
from classroom.planning.course.values import (
    CourseLine,
    DayLine,
    MovedAway,
    OffDay,
    OfferingLine,
    OpenOffering,
)
from classroom.planning.place.models import Room, Venue
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionAct, SessionState

TITLE = sa.func.coalesce(sa.func.nullif(col(Offering.title), ""), col(Course.title))
SESSION_COUNT = (
    sa.select(sa.func.count())
    .where(col(CourseSession.offering_id) == col(Offering.id))
    .correlate(Offering)
    .scalar_subquery()
)
ROOM = sa.func.coalesce(col(Room.name), "")
# How a day stands: as its offering does, unless this day alone was called off or postponed.
DAY_STATUS = sa.type_coerce(
    sa.case(
        (col(CourseSession.state) == SessionState.PLANNED, col(Offering.status)),
        else_=sa.literal(Status.CANCELLED.value),
    ),
    enum_column(Status, "status"),
)
# A day of a draft takes place as well, as far as anybody knows.
IS_ON = sa.and_(
    col(CourseSession.state) == SessionState.PLANNED, col(Offering.status) != Status.CANCELLED
)
IN_TIME = (col(CourseSession.on), col(CourseSession.starts), col(CourseSession.id))


def courses(db: Session, only_active: bool = True) -> list[Course]:  # noqa: FBT001, FBT002  reads well at the call
    """Return the catalogue, by code."""
    wanted = select(Course).order_by(Course.code)
    if only_active:
        wanted = wanted.where(col(Course.is_active))
    return list(db.exec(wanted))


def course_lines(db: Session) -> list[CourseLine]:
    """Return the whole catalogue with how often each course is offered, those in use first."""
    wanted: RowSelect = (
        sa.select(
            col(Course.id),
            col(Course.code),
            col(Course.title),
            col(Course.level),
            col(Course.device),
            col(Course.minutes),
            col(Course.capacity),
            col(Course.handout),
            col(Course.teaches_app),
            col(Course.is_active),
            sa.func.count(col(Offering.id)).label("offering_count"),
        )
        .outerjoin(
            Offering,
            sa.and_(
                col(Offering.course_id) == col(Course.id),
                col(Offering.status) != Status.CANCELLED,
            ),
        )
        .group_by(col(Course.id))
        .order_by(col(Course.is_active).desc(), col(Course.code))
    )
    return named(CourseLine, db.connection().execute(wanted))


def handout_uses(db: Session) -> dict[str, list[Course]]:
    """Return the courses that use each handout, by its slug."""
    wanted = select(Course).where(Course.handout != "").order_by(Course.code)
    found: dict[str, list[Course]] = {}
    for course in db.exec(wanted):
        found.setdefault(course.handout, []).append(course)
    return found


def course_of_code(db: Session, code: str) -> Course | None:
    return db.exec(select(Course).where(Course.code == code)).first()


def offering(db: Session, offering_id: int) -> Offering | None:
    """Return an offering with its course and its sessions, each with venue and room."""
    found: Offering | None = db.exec(_whole_offering(), params={"number": offering_id}).first()
    return found


# Prebuilt for the roster (`bench roster-30`): 10.1 ms of processor time, not 10.4 (3 %); with all
# that the page asks 9.9, not 14.7 (32 %). SQLite, demo, 2026-11-30.
@cache
def _whole_offering() -> SelectOfScalar[Offering]:
    sessions = rel(Offering.sessions)
    return (
        select(Offering)
        .where(Offering.id == sa.bindparam("number"))
        .options(
            joinedload(rel(Offering.course)),
            selectinload(sessions).joinedload(rel(CourseSession.venue)),
            selectinload(sessions).joinedload(rel(CourseSession.room)),
        )
        .execution_options(populate_existing=True)
    )


def session(db: Session, course_session_id: int) -> CourseSession | None:
    wanted = (
        select(CourseSession)
        .where(CourseSession.id == course_session_id)
        .options(
            selectinload(rel(CourseSession.offering)).selectinload(rel(Offering.course)),
            selectinload(rel(CourseSession.venue)),
            selectinload(rel(CourseSession.room)),
        )
    )
    return db.exec(wanted).first()


def days(db: Session, first: date, last: date, *, drafts: bool = False) -> list[DayLine]:
    """Return the sessions of a period in order, cancelled ones too (see `status`).

    Drafts are left out unless asked for: only planners see what is not decided yet.
    """
    found = ask(db, _days(drafts=drafts), first=first, last=last)
    return named(DayLine, found)


@cache
def _days(*, drafts: bool) -> sa.Select[*tuple[Any, ...]]:
    first, last = (sa.bindparam(name, type_=sa.Date()) for name in ("first", "last"))
    wanted = (
        sa.select(
            col(CourseSession.id).label("course_session_id"),
            col(CourseSession.offering_id),
            col(Offering.course_id),
            col(CourseSession.venue_id),
            col(Offering.code),
            TITLE.label("title"),
            col(Course.short_title),
            col(Course.teaches_app),
            col(CourseSession.number),
            SESSION_COUNT.label("session_count"),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(Venue.name).label("venue"),
            col(Venue.short_name).label("venue_short"),
            ROOM.label("room"),
            col(Offering.capacity),
            col(Offering.seats_taken),
            DAY_STATUS.label("status"),
            col(Offering.apply_from),
            col(Offering.apply_until),
            col(CourseSession.closed_at),
            col(CourseSession.state),
            col(CourseSession.planned_on),
        )
        .select_from(_sessions_with_places())
        .where(col(CourseSession.on).between(first, last))
        .order_by(*IN_TIME)
    )
    return wanted if drafts else wanted.where(col(Offering.status) != Status.DRAFT)


def moved_away(db: Session, first: date, last: date) -> list[MovedAway]:
    """Return the sessions that were to be in a period and are on another day now, in order."""
    here = col(SessionChange.on_before)
    wanted = (
        sa.select(
            col(CourseSession.offering_id),
            here.label("was_on"),
            col(SessionChange.starts_before).label("starts"),
            col(CourseSession.on).label("is_on"),
            col(CourseSession.number),
            SESSION_COUNT.label("session_count"),
            TITLE.label("title"),
            col(Course.short_title),
            col(Course.id).label("course_id"),
            col(SessionChange.venue_before).label("venue_id"),
        )
        .select_from(_sessions_with_places())
        .join(SessionChange, col(SessionChange.course_session_id) == col(CourseSession.id))
        .where(
            here.between(first, last),
            here != col(CourseSession.on),
            col(SessionChange.act) == SessionAct.MOVED,
            IS_ON,
        )
        .order_by(here, col(SessionChange.starts_before), col(SessionChange.id))
    )
    found = named(MovedAway, db.connection().execute(wanted))
    return list({(one.was_on, one.offering_id, one.number): one for one in found}.values())


def off_days(db: Session, offering_ids: Collection[int]) -> dict[int, list[OffDay]]:
    """Return the days of each offering that do not take place, for those that have any."""
    found: dict[int, list[OffDay]] = {}
    for one in named(OffDay, ask(db, _off_days(), offerings=list(offering_ids))):
        found.setdefault(one.offering_id, []).append(one)
    return found


@cache  # as `_open_offerings`
def _off_days() -> RowSelect:
    offerings: Any = sa.bindparam("offerings", expanding=True)
    return (
        sa.select(
            col(CourseSession.offering_id),
            col(CourseSession.number),
            col(CourseSession.on),
            col(CourseSession.state),
        )
        .where(
            col(CourseSession.offering_id).in_(offerings),
            col(CourseSession.state) != SessionState.PLANNED,
        )
        .order_by(*IN_TIME)
    )


def open_offerings(db: Session, today: date) -> list[OpenOffering]:
    """Return the offerings that can be booked today, by their first day.

    Open, within their application window, and not begun before today. Full ones too: they have
    a waiting list.
    """
    return named(OpenOffering, ask(db, _open_offerings(), today=today))


# Prebuilt for the reception desk (`bench search-kana`): 0.7 of the 8 ms of a search.
@cache
def _open_offerings() -> RowSelect:
    today: Any = sa.bindparam("today", type_=sa.Date)
    return (
        sa.select(
            col(Offering.id),
            col(Offering.code),
            TITLE.label("title"),
            col(Course.short_title),
            col(Course.teaches_app),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            SESSION_COUNT.label("session_count"),
            col(Venue.name).label("venue"),
            col(Venue.short_name).label("venue_short"),
            ROOM.label("room"),
            col(Offering.capacity),
            col(Offering.seats_taken),
            col(Offering.selection),
            col(Offering.age_min),
            col(Offering.first_timers_first),
            col(Offering.apply_until),
        )
        .select_from(_sessions_with_places())
        .where(
            is_first(CourseSession),
            col(CourseSession.state) == SessionState.PLANNED,
            col(Offering.status) == Status.OPEN,
            col(CourseSession.on) >= today,
            sa.or_(col(Offering.apply_from).is_(None), col(Offering.apply_from) <= today),
            sa.or_(col(Offering.apply_until).is_(None), col(Offering.apply_until) >= today),
        )
        .order_by(*IN_TIME)
    )


def offerings_of(db: Session, course_id: int) -> list[OfferingLine]:
    wanted = (
        sa.select(
            col(Offering.id),
            col(Offering.code),
            TITLE.label("title"),
            col(Offering.status),
            col(CourseSession.on).label("first_on"),
            SESSION_COUNT.label("session_count"),
            col(Venue.short_name).label("venue_short"),
            col(Offering.capacity),
            col(Offering.seats_taken),
        )
        .select_from(_sessions_with_places())
        .where(is_first(CourseSession), col(Course.id) == course_id)
        .order_by(col(CourseSession.on).desc(), col(Offering.id).desc())
    )
    return named(OfferingLine, db.connection().execute(wanted))


def codes(db: Session) -> Sequence[str]:
    return db.exec(select(Offering.code)).all()


def _sessions_with_places() -> sa.Join:
    return (
        sa.join(Offering, Course, col(Offering.course_id) == col(Course.id))
        .join(CourseSession, col(CourseSession.offering_id) == col(Offering.id))
        .join(Venue, col(CourseSession.venue_id) == col(Venue.id))
        .outerjoin(Room, col(CourseSession.room_id) == col(Room.id))
    )


def is_first(session: Any) -> sa.ColumnElement[bool]:
    """Tell whether a session is its offering's first that takes place; if none does, its first.

    `session` is the table, or an alias of it.
    """
    other = aliased(CourseSession)
    earlier = sa.exists().where(
        col(other.offering_id) == session.offering_id, _place(other) < _place(session)
    )
    return ~earlier.correlate(session)


def _place(session: Any) -> sa.Tuple:
    is_off = sa.case((session.state == SessionState.PLANNED, 0), else_=1)
    return sa.tuple_(is_off, session.on, session.starts)
