"""Reading what happened month by month, each as it stood on the month's last day."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.figures.registrations.ages import is_aged
from classroom.figures.registrations.queries import ON
from classroom.figures.results import queries
from classroom.figures.results.facts import Fact, Facts, Person, Where
from classroom.figures.results.releases import (
    REACHED_ALREADY,
    Crowd,
    MonthCount,
    YearRelease,
    months_told,
)
from classroom.figures.results.rules import NONE, Measure, Way, month_period
from classroom.planning.course.models import Course
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.app import Blocker, Stage, hurdle_of

_GONE, _FRESH, _HERE = 0, 1, 2
"""Of a visit: by somebody registered, by somebody who was not, and who registered there."""
PARTED: tuple[Way, ...] = (Way.COURSE, Way.VENUE, Way.DEVICE)


def year_release(db: Session, stage: Stage, year: int, on: date) -> YearRelease:
    """Count the months of a fiscal year that are over on a day."""
    seen, app = _Seen(), _app_courses(db)
    return YearRelease(
        year, tuple(_month(db, stage, month, seen, app) for month in months_told(year, on))
    )


def releases(db: Session, stage: Stage, since: date, on: date) -> tuple[YearRelease, ...]:
    """Return the fiscal years from a day's to another's, as far as they are over."""
    wanted = range(fiscal_year(since), fiscal_year(on) + 1)
    return tuple(year_release(db, stage, year, on) for year in wanted)


@dataclass
class _Seen:
    """Who did what in the fiscal year so far: at 70 and over, or younger."""

    came: set[int] = field(default_factory=set)
    came_young: set[int] = field(default_factory=set)
    newly_young: set[int] = field(default_factory=set)
    stopped: set[int] = field(default_factory=set)


def _month(db: Session, stage: Stage, month: date, seen: _Seen, app: Collection[int]) -> MonthCount:
    last = months.last_of(month)
    facts = queries.facts(db, month_period(month, month, last), stage)
    came, newly = facts.of(Measure.ATTENDED), facts.of(Measure.NEWLY)
    here = {one.person.participant_id for one in came if one.person.age >= 0}
    first_timers = [one for one in came if one.person.participant_id in here - seen.came]
    registered = [one for one in newly if one.person.age >= 0]
    stopped = [one for one in _stopped(facts, stage) if _number(one) not in seen.stopped]
    turned = _turned(db, seen, last)
    came_turned = (turned & seen.came_young) - seen.came - here
    newly_turned = turned & seen.newly_young
    seen.came |= here | came_turned
    seen.came_young |= {_number(one) for one in came if one.person.age < 0}
    seen.newly_young |= {_number(one) for one in newly if one.person.age < 0}
    seen.newly_young -= newly_turned
    seen.stopped |= {_number(one) for one in stopped}
    visits = _app_visits(facts, stage, app)
    return MonthCount(
        first=month,
        came=len(here),
        first_timers=len(first_timers),
        came_turned=len(came_turned),
        newly=len(registered),
        newly_turned=len(newly_turned),
        stopped=len(stopped),
        app_came=len(visits),
        app_fresh=sum(one >= _FRESH for one in visits),
        app_newly=sum(one == _HERE for one in visits),
        newly_on=Counter(one.where.on for one in registered),
        parts=dict(_parts(first_timers, registered, stopped)),
    )


def _parts(
    came: Sequence[Fact], newly: Sequence[Fact], stopped: Sequence[Fact]
) -> Iterator[tuple[tuple[Crowd, Way], Counter[str]]]:
    for crowd, found in ((Crowd.ATTENDED, came), (Crowd.NEWLY, newly)):
        for way in PARTED:
            yield (crowd, way), Counter(one.cells[way] for one in found)
    yield (
        (Crowd.ATTENDED, Way.REACHED),
        Counter(REACHED_ALREADY if one.person.standing.already else NONE for one in came),
    )
    yield (Crowd.NEWLY, Way.REACHED), Counter(one.cells[Way.REACHED] for one in newly)
    yield (
        (Crowd.STOPPED, Way.BLOCKER),
        Counter(hurdle_of(Blocker(one.cells[Way.BLOCKER])).value for one in stopped),
    )


def _stopped(facts: Facts, stage: Stage) -> list[Fact]:
    """Return those of 70 and over who were stopped and are not registered at the month's end."""
    return [
        one
        for one in facts.of(Measure.STOPPED)
        if one.person.age >= 0
        and not one.person.standing.already
        and not one.person.standing.step(stage)
        and one.person.standing.came
    ]


def _turned(db: Session, seen: _Seen, on: date) -> set[int]:
    """Return who was younger when they came or registered, and is surely 70 on a day."""
    young = sorted(seen.came_young | seen.newly_young)
    wanted = sa.select(col(Participant.id)).where(
        col(Participant.id).in_(sa.bindparam("young", expanding=True)), is_aged(ON)
    )
    return {int(line.id) for line in ask(db, wanted, young=young, on=on)} if young else set()


def _app_visits(facts: Facts, stage: Stage, app: Collection[int]) -> list[int]:
    """Return the visits to classes of the app, by people of 70 and over at the month's end."""
    return [
        _at(facts.people[number], where, stage)
        for number, where in facts.visits
        if where.course_id in app and facts.people[number].age >= 0
    ]


def _at(person: Person, where: Where, stage: Stage) -> int:
    first = person.reached.get(stage)
    if person.standing.already or (first and first.on < where.on):
        return _GONE
    is_here = first is not None and first.session_id == where.session_id
    return _HERE if is_here else _FRESH


def _app_courses(db: Session) -> frozenset[int]:
    wanted = sa.select(col(Course.id)).where(col(Course.teaches_app))
    return frozenset(int(number) for number in db.execute(wanted).scalars())


def _number(fact: Fact) -> int:
    return fact.person.participant_id
