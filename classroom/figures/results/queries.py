"""Reading what happened in a period: who was where, who got how far, what stopped whom.

Only people who did something in the period are read, however many there are in all.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_resident
from classroom.figures.registrations import queries as registrations
from classroom.figures.registrations.ages import age_class
from classroom.figures.registrations.queries import ALREADY, FIRST, ON
from classroom.figures.registrations.rules import Standing
from classroom.figures.results.facts import Facts, Person, Stop, Where
from classroom.figures.results.rules import Period
from classroom.figures.results.values import Names
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import District, Venue
from classroom.rules.words.app import LADDER, Stage

_TODAY: Final = sa.bindparam("today", type_=sa.Date())
_SESSION: Final = col(CourseSession.id)
Placed = Callable[[date, int | None], Where]


def facts(db: Session, period: Period, registered_stage: Stage) -> Facts:
    """Return the facts of a period; what became of who was stopped is known until today."""
    placed = _places(db)
    days = {"first": period.first, "on": period.last}
    visits = [
        (line.participant_id, placed(line.on, line.session_id))
        for line in ask(db, _visits(), **days)
    ]
    came = {number for number, _ in visits}
    stops = ask(db, _stops(registered_stage), **days, today=period.today)
    return Facts(
        people=(_person(line, placed, came) for line in ask(db, _people(), **days)),
        visits=visits,
        stops=(
            Stop(
                line.participant_id,
                placed(line.on, line.session_id),
                line.blocker,
                _where(placed, line.registered_on, line.registered_at),
            )
            for line in stops
        ),
        registered_stage=registered_stage,
    )


def names(db: Session) -> Names:
    """Return what districts, courses and venues are called, those no longer in use too."""
    wanted = sa.select(col(District.id), col(District.name), col(District.is_active))
    places = list(db.execute(wanted.order_by(col(District.position), col(District.id))))
    courses = sa.select(col(Course.id), col(Course.title)).order_by(col(Course.code))
    venues = sa.select(col(Venue.id), col(Venue.name)).order_by(col(Venue.name_kana), col(Venue.id))
    return Names(
        districts={str(number): name for number, name, _ in places},
        active_districts=frozenset(str(number) for number, _, active in places if active),
        courses={str(number): name for number, name in db.execute(courses)},
        venues={str(number): name for number, name in db.execute(venues)},
    )


def persons(db: Session, participant_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return name and kana of each of these people, but of those who were erased."""
    wanted = sa.select(
        col(Participant.id), col(Participant.name), col(Participant.name_kana)
    ).where(col(Participant.id).in_(participant_ids), col(Participant.erased_at).is_(None))
    return {number: (name, kana) for number, name, kana in db.execute(wanted)}


def earliest_session(db: Session) -> date | None:
    """Return the day of the first class there ever was."""
    found: date | None = db.execute(sa.select(sa.func.min(col(CourseSession.on)))).scalar_one()
    return found


def _places(db: Session) -> Placed:
    """Return what places a fact: a day, and a session of which course at which venue, if any."""
    wanted = sa.select(_SESSION, col(Offering.course_id), col(CourseSession.venue_id)).join(
        Offering, col(Offering.id) == col(CourseSession.offering_id)
    )
    known = {number: (course, venue) for number, course, venue in db.execute(wanted)}

    def placed(on: date, session_id: int | None) -> Where:
        return Where(on) if session_id is None else Where(on, session_id, *known[session_id])

    return placed


def _where(placed: Placed, on: date | None, session_id: int | None) -> Where | None:
    return None if on is None else placed(on, session_id)


def _person(line: Any, placed: Placed, came: set[int]) -> Person:
    steps = tuple(getattr(line, stage.value) for stage in LADDER)
    reached = {
        stage: placed(getattr(line, f"{stage}_on"), getattr(line, f"{stage}_at"))
        for stage, step in zip(LADDER, steps, strict=True)
        if step
    }
    return Person(
        participant_id=line.participant_id,
        age=line.age,
        told_band=line.told_band,
        district_id=line.district_id,
        device=line.device,
        standing=Standing(line.participant_id in came, line.already, steps),
        reached=reached,
        already=_where(placed, line.already_on, line.already_at),
        step=_where(placed, line.step_on, line.step_at),
    )


def _visits() -> sa.Select[*tuple[Any, ...]]:
    """Select who was at which session of a period, once each, in order."""
    return (
        registrations.came()
        .add_columns(_SESSION.label("session_id"), col(CourseSession.on).label("on"))
        .distinct()
        .order_by(col(CourseSession.on), _SESSION)
    )


def _people() -> sa.Select[*tuple[Any, ...]]:
    """Select the residents who came, reached a stage or were stopped, as they stand."""
    reached = sa.select(col(AppRegistration.participant_id)).where(
        col(AppRegistration.reached_on).between(FIRST, ON)
    )
    stopped = (
        sa.select(col(AppOutcome.participant_id))
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), col(CourseSession.on).between(FIRST, ON))
    )
    active = sa.union(registrations.came(), reached, stopped).subquery()
    found = registrations.standings(active)
    person = found.c.participant_id
    return (
        sa.select(
            person,
            age_class(ON).label("age"),
            col(Participant.told_band),
            col(Participant.district_id),
            # As stored: making members of tens of thousands takes time.
            sa.type_coerce(col(Participant.device), sa.String).label("device"),
            registrations.when(found.c[ALREADY]).label("already"),
            found.c[ALREADY].label("already_on"),
            _session_of_already(person, ON).label("already_at"),
            *(registrations.when(found.c[stage.value]).label(stage.value) for stage in LADDER),
            *(found.c[stage.value].label(f"{stage}_on") for stage in LADDER),
            *(registrations.where_first(person, stage).label(f"{stage}_at") for stage in LADDER),
            _first_step(person, col(AppRegistration.reached_on)).label("step_on"),
            _first_step(person, col(AppRegistration.course_session_id)).label("step_at"),
        )
        .select_from(found)
        .join(Participant, col(Participant.id) == person)
        .where(is_resident(ON))
    )


def _session_of_already(person: Any, until: sa.ColumnElement[date]) -> sa.ScalarSelect[int | None]:
    return (
        sa.select(col(AppRegistration.course_session_id))
        .where(
            col(AppRegistration.participant_id) == person,
            col(AppRegistration.stage) == Stage.ALREADY,
            col(AppRegistration.reached_on) <= until,
        )
        .scalar_subquery()
    )


def _first_step(person: Any, column: Any) -> sa.ScalarSelect[Any]:
    session = col(AppRegistration.course_session_id)
    return (
        sa.select(column)
        .where(
            col(AppRegistration.participant_id) == person,
            col(AppRegistration.reached_on).between(FIRST, ON),
        )
        .order_by(col(AppRegistration.reached_on), session.is_not(None), session)
        .limit(1)
        .scalar_subquery()
    )


def _stops(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Select what stopped people in the period, in order, and when they registered until today."""
    stops = (
        sa.select(
            col(AppOutcome.participant_id),
            _SESSION.label("session_id"),
            col(CourseSession.on).label("on"),
            sa.type_coerce(col(AppOutcome.blocker), sa.String).label("blocker"),
        )
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), col(CourseSession.on).between(FIRST, ON))
        .cte("stop")
    )
    people = sa.select(stops.c.participant_id).distinct().subquery()
    found = registrations.standings(people, (stage,), _TODAY)
    came_so, person = found.c[ALREADY], found.c.participant_id
    place = sa.case(
        (came_so.is_not(None), _session_of_already(person, _TODAY)),
        else_=registrations.where_first(person, stage, until=_TODAY),
    )
    return (
        sa.select(
            *stops.c,
            sa.func.coalesce(came_so, found.c[stage.value]).label("registered_on"),
            place.label("registered_at"),
        )
        .join(found, person == stops.c.participant_id)
        .order_by(stops.c.on, stops.c.session_id)
    )
