"""Reading of the kept counts, and of the facts of the people they are made from."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.figures.results.counts import places
from classroom.figures.results.tally import Measure, classes_of
from classroom.figures.results.values import Classes
from classroom.figures.summary.models import KeptCell, KeptChange, KeptPerson, KeptState
from classroom.figures.summary.rules import (
    CAME_TO,
    REGISTERED,
    RULES_VERSION,
    Cell,
    Facts,
    Reached,
    Visit,
)
from classroom.planning.course.models import CourseSession
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import Stage
from classroom.rules.words.attendance import CAME

T = TypeVar("T")


def is_current(db: Session, stage: Stage, today: date) -> bool:
    """Tell whether the kept counts can be read as they are for a day."""
    found = ask(db, _state(), today=today).first()
    return (
        found is not None
        and found.as_of is not None
        and found.as_of <= today
        and (found.stage, found.rules_version) == (stage.value, RULES_VERSION)
        and not found.changed
        and not found.expired
    )


@cache
def _state() -> sa.Select[*tuple[Any, ...]]:
    expired = col(KeptPerson.holds_until) < sa.bindparam("today")
    return sa.select(
        col(KeptState.as_of),
        col(KeptState.stage),
        col(KeptState.rules_version),
        sa.exists().select_from(KeptChange).label("changed"),
        sa.exists().where(expired).label("expired"),
    )


def classes(db: Session, today: date) -> Classes:
    """Read 教室実績 of today's fiscal year; the counts must be current."""
    year = str(fiscal_year(today))
    tally = {
        (Measure(line.measure), line.part): line.people for line in ask(db, _of_year(), year=year)
    }
    sessions = ask(db, _sessions_held(), year=year).scalar_one()
    return classes_of(tally, places(db), sessions, start_of(fiscal_year(today)))


@cache
def _of_year() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(col(KeptCell.measure), col(KeptCell.part), col(KeptCell.people)).where(
        col(KeptCell.measure).in_([measure.value for measure in Measure]),
        col(KeptCell.period) == sa.bindparam("year"),
    )


@cache
def _sessions_held() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(sa.func.count())
        .select_from(KeptCell)
        .where(col(KeptCell.measure) == CAME_TO, col(KeptCell.period) == sa.bindparam("year"))
    )


def newly_by_day(db: Session, since: date) -> dict[date, int]:
    """Read how many newly registered on each day after one; the counts must be current."""
    found = ask(db, _registered(), since=since.isoformat())
    return {date.fromisoformat(line.period): line.people for line in found}


@cache
def _registered() -> sa.Select[*tuple[Any, ...]]:
    return sa.select(col(KeptCell.period), col(KeptCell.people)).where(
        col(KeptCell.measure) == REGISTERED, col(KeptCell.period) > sa.bindparam("since")
    )


def all_cells(db: Session) -> Counter[Cell]:
    """Return every kept count."""
    columns = (col(KeptCell.measure), col(KeptCell.period), col(KeptCell.part))
    wanted = sa.select(*columns, col(KeptCell.people))
    return Counter({Cell(*line[:3]): line.people for line in db.execute(wanted)})


def expired(db: Session, today: date, at_most: int) -> list[int]:
    """Return people whose contribution was right until an earlier day."""
    wanted = sa.select(col(KeptPerson.participant_id)).where(col(KeptPerson.holds_until) < today)
    return list(db.connection().execute(wanted.limit(at_most)).scalars())


def contributions(db: Session, people: Collection[int]) -> dict[int, frozenset[Cell]]:
    """Return what each of the people adds to the kept counts as they stand."""
    wanted = sa.select(col(KeptPerson.participant_id), col(KeptPerson.cells))
    found = db.connection().execute(wanted.where(col(KeptPerson.participant_id).in_(people)))
    return {number: unpacked(cells) for number, cells in found}


def packed(cells: Collection[Cell]) -> str:
    """Return cells as they are kept with a person: one a line."""
    return "\n".join("|".join(cell) for cell in sorted(cells))


def unpacked(text: str) -> frozenset[Cell]:
    """Return the cells that were kept."""
    return frozenset(Cell(*line.split("|")) for line in text.splitlines())


def everyone(first: date) -> sa.CompoundSelect[tuple[int]]:
    """Return who may be counted: registered ever, or came or was stopped since a day."""
    since = col(CourseSession.on) >= first
    return sa.union(
        sa.select(col(AppRegistration.participant_id)),
        sa.select(col(Enrolment.participant_id))
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(since),
        sa.select(col(AppOutcome.participant_id))
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(since),
    )


def facts(db: Session, people: Collection[int], first: date) -> dict[int, Facts]:
    """Return all that counts of the people who are there; visits and stops since a day."""
    reached = _by_person(db, _stages(people))
    visits = _by_person(db, _visits(people, first))
    stops = _by_person(db, _stops(people, first))
    return {
        number: Facts(
            born_on,
            told_band,
            told_band_on,
            district_id,
            tuple(Reached(*line) for line in reached[number]),
            tuple(Visit(*line) for line in visits[number]),
            tuple(Visit(*line) for line in stops[number]),
        )
        for number, born_on, told_band, told_band_on, district_id in db.connection().execute(
            _persons(people)
        )
    }


def _by_person(
    db: Session, wanted: sa.Select[*tuple[Any, ...]]
) -> defaultdict[int, list[Sequence[Any]]]:
    lines: defaultdict[int, list[Sequence[Any]]] = defaultdict(list)
    for number, *line in db.connection().execute(wanted):
        lines[number].append(line)
    return lines


def _persons(people: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        col(Participant.id),
        col(Participant.born_on),
        col(Participant.told_band),
        col(Participant.told_band_on),
        col(Participant.district_id),
    ).where(col(Participant.id).in_(people))


def _stages(people: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(
        col(AppRegistration.participant_id),
        col(AppRegistration.stage),
        col(AppRegistration.reached_on),
        col(AppRegistration.course_session_id).is_not(None),
    ).where(col(AppRegistration.participant_id).in_(people))


def _visits(people: Collection[int], first: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(col(Enrolment.participant_id), col(CourseSession.id), col(CourseSession.on))
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(
            col(Enrolment.participant_id).in_(people),
            col(Attendance.mark).in_(CAME),
            col(CourseSession.on) >= first,
        )
    )


def _stops(people: Collection[int], first: date) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(AppOutcome.participant_id),
            col(CourseSession.id),
            col(CourseSession.on),
            col(AppOutcome.blocker),
        )
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(
            col(AppOutcome.participant_id).in_(people),
            col(AppOutcome.blocker).is_not(None),
            col(CourseSession.on) >= first,
        )
    )
