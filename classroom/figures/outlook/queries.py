"""Reading for the outlook: registrations of a period, places, what was assumed."""

from datetime import date
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import ask, key
from classroom.core.staff.models import StaffMember
from classroom.desk.participant.models import Participant
from classroom.figures.outlook.models import OutlookAssumption
from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.values import SavedAssumptions
from classroom.planning.course.models import Course, CourseSession
from classroom.planning.place.models import District, Venue
from classroom.rules.rate import KPI_AGE
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.attendance import CAME
from classroom.rules.words.bands import ToldBand

_TOLD_AGED: Final = tuple(
    told for told in ToldBand if told.ages is not None and told.ages[0] >= KPI_AGE
)
_AFTER: sa.BindParameter[date] = sa.bindparam("after")
_UNTIL: sa.BindParameter[date] = sa.bindparam("until")


def newly_registered(db: Session, stage: Stage, after: date, until: date) -> int:
    """Count people of 70 and over who registered with us after a day, up to another.

    Their age is by birthday on the later day; who came registered is not counted.
    """
    return _count(db, _newly(stage, at_counter=False), after, until)


def newly_at_counter(db: Session, stage: Stage, after: date, until: date) -> int:
    """Count those of them who registered outside any class."""
    return _count(db, _newly(stage, at_counter=True), after, until)


def registered_by_district(db: Session, stage: Stage, until: date) -> dict[int, int]:
    """Count, by district, all of 70 and over who ever registered with us."""
    values = {"after": date.min, "until": until, "born_until": _born_until(until)}
    rows = ask(db, _by_district(stage), **values)
    return {int(district): int(people) for district, people in rows if district is not None}


def was_held_before(db: Session, day: date) -> bool:
    """Tell whether anybody came to a class before a day."""
    return bool(ask(db, _held_before(), day=day).scalar_one())


def app_courses(db: Session) -> frozenset[int]:
    """Return the courses whose classes register people for the identity app."""
    wanted = sa.select(col(Course.id)).where(col(Course.teaches_app))
    return frozenset(int(number) for number in db.execute(wanted).scalars())


def districts(db: Session) -> list[District]:
    """Return the districts in use, in their order."""
    wanted = select(District).where(col(District.is_active))
    return list(db.exec(wanted.order_by(col(District.position), col(District.id))))


def venues(db: Session) -> list[Venue]:
    """Return every venue."""
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


def _count(db: Session, statement: Any, after: date, until: date) -> int:
    values = {"after": after, "until": until, "born_until": _born_until(until)}
    return int(ask(db, statement, **values).scalar_one())


def _born_until(day: date) -> date:
    """Return the last birthday of those who are 70 on a day."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - KPI_AGE, day.month, last)


@cache
def _newly(stage: Stage, *, at_counter: bool) -> Any:
    wanted = _registered(sa.select(sa.func.count(sa.distinct(_PERSON))), stage)
    if not at_counter:
        return wanted
    earlier = aliased(AppRegistration)
    in_class = sa.exists().where(
        col(earlier.participant_id) == _PERSON,
        col(earlier.stage).in_(_beyond(stage)),
        col(earlier.reached_on) <= col(AppRegistration.reached_on),
        col(earlier.course_session_id).is_not(None),
    )
    return wanted.where(col(AppRegistration.course_session_id).is_(None), ~in_class)


@cache
def _by_district(stage: Stage) -> Any:
    district = col(Participant.district_id)
    counted = sa.select(district, sa.func.count(sa.distinct(_PERSON)))
    return _registered(counted, stage).group_by(district)


_PERSON = col(AppRegistration.participant_id)


def _registered(wanted: Any, stage: Stage) -> Any:
    """Keep people of 70 and over whose first such stage lies after a day, up to another."""
    before = aliased(AppRegistration)
    not_new = sa.exists().where(
        col(before.participant_id) == _PERSON,
        sa.or_(
            col(before.stage) == Stage.ALREADY,
            sa.and_(col(before.stage).in_(_beyond(stage)), col(before.reached_on) <= _AFTER),
        ),
    )
    told = sa.and_(col(Participant.born_on).is_(None), col(Participant.told_band).in_(_TOLD_AGED))
    return (
        wanted.select_from(AppRegistration)
        .join(Participant, col(Participant.id) == _PERSON)
        .where(
            col(AppRegistration.stage).in_(_beyond(stage)),
            col(AppRegistration.reached_on) > _AFTER,
            col(AppRegistration.reached_on) <= _UNTIL,
            ~not_new,
            sa.or_(col(Participant.born_on) <= sa.bindparam("born_until"), told),
        )
    )


def _beyond(stage: Stage) -> tuple[Stage, ...]:
    return LADDER[LADDER.index(stage) :]


@cache
def _held_before() -> Any:
    somebody_came = sa.exists().where(
        col(Attendance.course_session_id) == col(CourseSession.id), col(Attendance.mark).in_(CAME)
    )
    early = sa.exists().where(col(CourseSession.on) < sa.bindparam("day"), somebody_came)
    return sa.select(early)
