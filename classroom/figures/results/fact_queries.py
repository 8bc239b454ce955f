"""Reading what happened in a period: who was where, who got how far, what stopped whom.

Only people who did something in the period are read, however many there are in all. DataFrames
hold plain objects (days, texts, None), never pandas' own missing values.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.figures.results.facts import Activity, Facts
from classroom.figures.results.values import HeldSession, Names
from classroom.figures.results.ways import Period
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.models import Assignment
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import CAME

_FIRST: Any = sa.bindparam("first")
_LAST: Any = sa.bindparam("last")
_DURING = col(CourseSession.on).between(_FIRST, _LAST)
_WHERE = (
    col(CourseSession.on),
    col(Offering.course_id),
    col(CourseSession.venue_id),
)


def facts(db: Session, period: Period, registered_stage: Stage) -> Facts:
    """Return the facts of a period; stages are known until today."""
    first, last = period.first, period.last
    return Facts(
        Activity(
            people=people(db, first, last),
            visits=visits(db, first, last),
            stages=stages(db, first, last, period.today),
            stops=stops(db, first, last),
            first=first,
            last=last,
            registered_stage=registered_stage,
        )
    )


def visits(db: Session, first: date, last: date) -> pd.DataFrame:
    """Return who was at which session of a period: one row a person and session."""
    return _frame(db, _visits(), first, last)


def stages(db: Session, first: date, last: date, until: date) -> pd.DataFrame:
    """Return every stage up to a day, whenever reached, of those who did something in a period."""
    return _frame(db, _stages(), first, last, until=until)


def stops(db: Session, first: date, last: date) -> pd.DataFrame:
    """Return what stopped people at the sessions of a period."""
    return _frame(db, _stops(), first, last)


def people(db: Session, first: date, last: date) -> pd.DataFrame:
    """Return age, district and device of those who did something in a period: one row a person."""
    return _frame(db, _people(), first, last)


def held_sessions(db: Session, first: date, last: date) -> list[HeldSession]:
    """Return the sessions of a period to which somebody came, in order, with their helpers."""
    return [HeldSession(*row) for row in ask(db, _held(), first=first, last=last)]


def names(db: Session) -> Names:
    """Return what districts, courses and venues are called, those no longer in use too."""
    places = list(db.connection().execute(_district_names()))
    return Names(
        districts={str(number): name for number, name, _ in places},
        active_districts=frozenset(str(number) for number, _, active in places if active),
        courses={str(number): name for number, name in db.connection().execute(_course_names())},
        venues={str(number): name for number, name in db.connection().execute(_venue_names())},
    )


def persons(db: Session, participant_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return name and kana of each of these people, but of those who were erased."""
    wanted: Any = sa.select(
        col(Participant.id), col(Participant.name), col(Participant.name_kana)
    ).where(col(Participant.id).in_(participant_ids), col(Participant.erased_at).is_(None))
    return {number: (name, kana) for number, name, kana in db.connection().execute(wanted)}


def earliest_session(db: Session) -> date | None:
    """Return the day of the first class there ever was."""
    found: date | None = db.connection().execute(_earliest()).scalar_one()
    return found


@cache
def _earliest() -> Any:
    return sa.select(sa.func.min(col(CourseSession.on)))


@cache
def _district_names() -> Any:
    in_order = (col(District.position), col(District.id))
    return sa.select(col(District.id), col(District.name), col(District.is_active)).order_by(
        *in_order
    )


@cache
def _course_names() -> Any:
    return sa.select(col(Course.id), col(Course.title)).order_by(col(Course.code))


@cache
def _venue_names() -> Any:
    in_order = (col(Venue.name_kana), col(Venue.id))
    return sa.select(col(Venue.id), col(Venue.name)).order_by(*in_order)


@cache
def _visits() -> Any:
    return _at_a_session(
        sa.select(col(Enrolment.participant_id), col(Attendance.course_session_id), *_WHERE)
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .where(col(Attendance.mark).in_(CAME)),
        col(Attendance.course_session_id),
    )


@cache
def _stages() -> Any:
    return (
        sa.select(
            col(AppRegistration.participant_id),
            _plain(col(AppRegistration.stage)).label("stage"),
            col(AppRegistration.reached_on),
            col(AppRegistration.course_session_id),
            col(Offering.course_id),
            col(CourseSession.venue_id),
        )
        .outerjoin(CourseSession, col(CourseSession.id) == col(AppRegistration.course_session_id))
        .outerjoin(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(
            col(AppRegistration.reached_on) <= sa.bindparam("until"),
            col(AppRegistration.participant_id).in_(_active()),
        )
    )


@cache
def _stops() -> Any:
    wanted = sa.select(
        col(AppOutcome.participant_id),
        col(AppOutcome.course_session_id),
        _plain(col(AppOutcome.blocker)).label("blocker"),
        *_WHERE,
    ).where(col(AppOutcome.blocker).is_not(None))
    return _at_a_session(wanted, col(AppOutcome.course_session_id))


@cache
def _people() -> Any:
    return sa.select(
        col(Participant.id).label("participant_id"),
        col(Participant.born_on),
        col(Participant.told_band),
        col(Participant.told_band_on),
        col(Participant.district_id),
        _plain(col(Participant.device)).label("device"),
    ).where(col(Participant.id).in_(_active()))


@cache
def _held() -> Any:
    helpers = (
        sa.select(sa.func.count())
        .where(col(Assignment.course_session_id) == col(CourseSession.id))
        .correlate(CourseSession)
        .scalar_subquery()
    )
    somebody_came = sa.exists().where(
        col(Attendance.course_session_id) == col(CourseSession.id), col(Attendance.mark).in_(CAME)
    )
    return (
        sa.select(
            col(CourseSession.id),
            col(CourseSession.on),
            col(Course.id),
            col(Course.title),
            col(Venue.id),
            col(Venue.name),
            col(Offering.capacity),
            helpers,
        )
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(_DURING, somebody_came)
        .order_by(col(CourseSession.on), col(CourseSession.starts), col(CourseSession.id))
    )


def _active() -> Any:
    """Select those who came, reached a stage or were stopped in the period."""
    came = (
        sa.select(col(Enrolment.participant_id))
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(Attendance.mark).in_(CAME), _DURING)
    )
    reached = sa.select(col(AppRegistration.participant_id)).where(
        col(AppRegistration.reached_on).between(_FIRST, _LAST)
    )
    stopped = (
        sa.select(col(AppOutcome.participant_id))
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), _DURING)
    )
    return sa.union(came, reached, stopped)


def _at_a_session(wanted: Any, session_id: Any) -> Any:
    return (
        wanted.join(CourseSession, col(CourseSession.id) == session_id)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .where(_DURING)
    )


def _plain(column: Any) -> Any:
    """Read a choice as the text that is stored: making members of tens of thousands takes time."""
    return sa.type_coerce(column, sa.String)


def _frame(db: Session, wanted: Any, first: date, last: date, **more: date) -> pd.DataFrame:
    result = ask(db, wanted, first=first, last=last, **more)
    columns = list(result.keys())
    return as_frame(result.all(), columns)


def as_frame(rows: Sequence[Iterable[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Return rows as a table of plain objects, also where there is none."""
    if not rows:
        return pd.DataFrame(columns=list(columns), dtype=object)
    cells = zip(*rows, strict=True)
    return pd.DataFrame(dict(zip(columns, cells, strict=True)), dtype=object)
