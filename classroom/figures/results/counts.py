"""教室実績 counted by the database itself: the same as `indicators`, for any number of people.

A person's stages come back as one number of which each bit is a stage, before the fiscal year or
in it; so the database returns a line for each kind of person with how many there are, and what
kind of person that is, is decided here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.figures.results.ages import BANDS, UNKNOWN, age_class, days, is_aged
from classroom.figures.results.tally import WHOLE, Measure, Place, classes_of
from classroom.figures.results.values import Classes
from classroom.planning.course.models import CourseSession
from classroom.planning.place.models import District
from classroom.rules.fiscal_year import fiscal_year, months_of, start_of
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.attendance import CAME

_STAGES: Final = (*LADDER, Stage.ALREADY)
_THIS_YEAR: Final = len(_STAGES)  # bits from here on are of the fiscal year
_ALREADY: Final = 1 << _STAGES.index(Stage.ALREADY)
Lines = Counter[tuple[Measure, str]]
FIRST, ON, SINCE = (sa.bindparam(name, type_=sa.Date()) for name in ("first", "on", "since"))


def classes(db: Session, on: date, stage: Stage) -> Classes:
    """Count 教室実績 of the fiscal year up to a day; `stage` is the one that counts as 登録."""
    first = start_of(fiscal_year(on))
    year = {"first": first, "on": on}
    tally: Lines = Counter()
    found = ask(db, _people(stage), **year, **days(on))
    for age, district_id, came, reached, in_class, people in found:
        kind = Kind(age, district_id, came, reached, in_class, stage)
        for measure in kind.measures():
            tally[measure] += people
    for reason, people in ask(db, _blockers(stage), **year, **days(on)):
        tally[Measure.BLOCKER, reason] += people
    sessions = ask(db, _sessions_held(), **year).scalar_one()
    return classes_of(tally, places(db), sessions, first)


def newly_since(db: Session, since: date, on: date, stage: Stage) -> int:
    """Count people of 70 and over who registered with us after a day, up to another."""
    return sum(newly_by_day(db, since, on, stage).values())


def newly_by_day(db: Session, since: date, on: date, stage: Stage) -> dict[date, int]:
    """Count the same by the day on which they registered."""
    found = ask(db, _registered(stage), since=since, on=on, **days(on))
    return {line.reached_on: line.people for line in found}


def newly_by_month(db: Session, on: date, stage: Stage) -> dict[date, int]:
    """Count who newly registered in the fiscal year up to a day, by the first day of the month."""
    before = start_of(fiscal_year(on)) - timedelta(days=1)
    return by_month(newly_by_day(db, before, on, stage), on)


def by_month(by_day: Mapping[date, int], on: date) -> dict[date, int]:
    """Add days up to the months of a fiscal year, none of which up to a day is left out."""
    months = dict.fromkeys((month for month in months_of(fiscal_year(on)) if month <= on), 0)
    for day, people in by_day.items():
        months[day.replace(day=1)] += people
    return months


def places(db: Session) -> dict[str, Place]:
    """Return the districts by the part of a measure that names them."""
    wanted = sa.select(col(District.id), col(District.position), col(District.name))
    return {str(number): Place(position, name) for number, position, name in db.execute(wanted)}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of person: age, district, whether they came, and how far they are.

    `reached` has the bits of the stages; `in_class` tells where they registered.
    """

    age: int
    district_id: int | None
    came: int
    reached: int | None
    in_class: int | None
    stage: Stage

    @property
    def has_already(self) -> bool:
        """Tell whether they came registered, in whichever year."""
        return bool((self.reached or 0) & (_ALREADY | _ALREADY << _THIS_YEAR))

    @property
    def is_already(self) -> bool:
        """Tell whether they came registered and were here this year."""
        return self.has_already and bool(self.came or (self.reached or 0) & _ALREADY << _THIS_YEAR)

    def has_reached(self, stage: Stage) -> bool:
        """Tell whether they reached a stage, or one beyond it, with us before this year."""
        return bool((self.reached or 0) & _beyond(stage)) and not self.has_already

    def reaches(self, stage: Stage) -> bool:
        """Tell whether they first did so this year."""
        in_year = (self.reached or 0) & _beyond(stage) << _THIS_YEAR
        return bool(in_year) and not self.has_already and not self.has_reached(stage)

    def measures(self) -> Iterator[tuple[Measure, str]]:
        """Give everything under which such a person is counted."""
        newly = self.reaches(self.stage)
        if self.age == UNKNOWN and (self.came or newly):
            yield Measure.AGE_UNKNOWN, WHOLE
        if self.age < 0:
            return
        band = BANDS[self.age]
        district = WHOLE if self.district_id is None else str(self.district_id)
        if self.came:
            yield Measure.ATTENDED, band
            yield Measure.ATTENDED_IN, district
        if newly:
            yield Measure.NEWLY, band
            yield Measure.NEWLY_IN, district
            if self.in_class:
                yield Measure.NEWLY_IN_CLASS, WHOLE
        if self.is_already:
            yield Measure.ALREADY, band
        yield from ((Measure.FUNNEL, stage.value) for stage in LADDER if self.reaches(stage))
        yield from self._standing()

    def _standing(self) -> Iterator[tuple[Measure, str]]:
        """Part those who were active this year by how they came."""
        if self.is_already or self.has_reached(self.stage):
            if self.came:
                already = Measure.ATTENDED_ALREADY if self.is_already else Measure.ATTENDED_BEFORE
                yield already, WHOLE
        elif self.came or any(map(self.reaches, LADDER)):
            yield Measure.FRESH, WHOLE
            if not self.came:
                yield Measure.FRESH_AT_COUNTER, WHOLE


@cache
def _beyond(stage: Stage) -> int:
    """Return the bits of a stage and of those beyond it."""
    return sum(1 << LADDER.index(other) for other in LADDER[LADDER.index(stage) :])


@cache
def _people(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Return how many of each kind came this year, or reached a stage in it."""
    active = _active()
    person = (
        sa.select(
            age_class().label("age"),
            col(Participant.district_id).label("district_id"),
            active.c.came,
            _reached(active.c.participant_id).label("reached"),
            _in_class(active.c.participant_id, stage).label("in_class"),
        )
        .join(Participant, col(Participant.id) == active.c.participant_id)
        .cte("person")
        .prefix_with("MATERIALIZED")  # or SQLite asks once for the group and once for the line
    )
    return sa.select(*person.c, sa.func.count().label("people")).group_by(*person.c)


def _active() -> sa.Subquery:
    came: sa.Select[*tuple[Any, ...]] = (
        sa.select(col(Enrolment.participant_id), sa.literal_column("1").label("came"))
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(CourseSession.on).between(FIRST, ON), col(Attendance.mark).in_(CAME))
    )
    moved: sa.Select[*tuple[Any, ...]] = sa.select(
        col(AppRegistration.participant_id), sa.literal_column("0")
    ).where(col(AppRegistration.reached_on).between(FIRST, ON))
    both = sa.union_all(came, moved).subquery()
    return (
        sa.select(both.c.participant_id, sa.func.max(both.c.came).label("came"))
        .group_by(both.c.participant_id)
        .subquery()
    )


def _reached(person: Any) -> sa.ScalarSelect[int]:
    """Return the stages of a person as bits: each is there once, so adding sets them."""
    weights = {stage.value: 1 << number for number, stage in enumerate(_STAGES)}
    of_stage = sa.case(*_whens(weights), else_=0)
    of_year = sa.case((col(AppRegistration.reached_on) >= FIRST, 1 << _THIS_YEAR), else_=1)
    return (
        sa.select(sa.func.sum(of_stage * of_year))
        .where(col(AppRegistration.participant_id) == person, col(AppRegistration.reached_on) <= ON)
        .scalar_subquery()
    )


def _whens(numbers: Mapping[str, int]) -> list[tuple[sa.ColumnElement[bool], int]]:
    return [(col(AppRegistration.stage) == name, number) for name, number in numbers.items()]


def _in_class(person: Any, stage: Stage) -> sa.ScalarSelect[int]:
    """Return 1 where a person registered in a class, that is at the first of the stages of it."""
    ranks = {later.value: LADDER.index(later) for later in _stages_from(stage)}
    return (
        sa.select(sa.case((col(AppRegistration.course_session_id).is_not(None), 1), else_=0))
        .where(
            col(AppRegistration.participant_id) == person,
            col(AppRegistration.stage).in_(_stages_from(stage)),
            col(AppRegistration.reached_on) <= ON,
        )
        .order_by(col(AppRegistration.reached_on), sa.case(*_whens(ranks), else_=0))
        .limit(1)
        .scalar_subquery()
    )


def _stages_from(stage: Stage) -> tuple[Stage, ...]:
    return LADDER[LADDER.index(stage) :]


@cache
def _blockers(stage: Stage) -> sa.Select[tuple[str, int]]:
    """Return how many were last stopped by what, of those who are not registered."""
    later = sa.func.row_number().over(
        partition_by=col(AppOutcome.participant_id),
        order_by=(col(CourseSession.on).desc(), col(AppOutcome.course_session_id).desc()),
    )
    stopped = (
        sa.select(col(AppOutcome.participant_id), col(AppOutcome.blocker), later.label("later"))
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), col(CourseSession.on).between(FIRST, ON))
        .subquery()
    )
    registered = sa.exists().where(
        col(AppRegistration.participant_id) == stopped.c.participant_id,
        col(AppRegistration.stage).in_((*_stages_from(stage), Stage.ALREADY)),
        col(AppRegistration.reached_on) <= ON,
    )
    return (
        sa.select(stopped.c.blocker, sa.func.count())
        .join(Participant, col(Participant.id) == stopped.c.participant_id)
        .where(stopped.c.later == 1, is_aged(), ~registered)
        .group_by(stopped.c.blocker)
    )


@cache
def _sessions_held() -> sa.Select[int]:
    came = sa.exists().where(
        col(Attendance.course_session_id) == col(CourseSession.id), col(Attendance.mark).in_(CAME)
    )
    return (
        sa.select(sa.func.count())
        .select_from(CourseSession)
        .where(col(CourseSession.on).between(FIRST, ON), came)
    )


@cache
def _registered(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Return how many of 70 and over first registered on each day after one."""
    of_stage = col(AppRegistration.stage).in_(_stages_from(stage))
    reached = (
        sa.select(
            col(AppRegistration.participant_id),
            sa.func.min(col(AppRegistration.reached_on)).label("reached_on"),
        )
        .where(
            col(AppRegistration.reached_on) > SINCE, col(AppRegistration.reached_on) <= ON, of_stage
        )
        .group_by(col(AppRegistration.participant_id))
        .subquery()
    )
    other = sa.orm.aliased(AppRegistration)
    not_new = sa.exists().where(
        col(other.participant_id) == reached.c.participant_id,
        sa.or_(
            sa.and_(col(other.stage) == Stage.ALREADY, col(other.reached_on) <= ON),
            sa.and_(col(other.stage).in_(_stages_from(stage)), col(other.reached_on) <= SINCE),
        ),
    )
    return (
        sa.select(reached.c.reached_on, sa.func.count().label("people"))
        .join(Participant, col(Participant.id) == reached.c.participant_id)
        .where(is_aged(), ~not_new)
        .group_by(reached.c.reached_on)
    )
