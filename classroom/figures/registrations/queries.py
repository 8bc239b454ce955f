"""Who registered newly with us, and 教室実績: the one place where registrations are counted.

Newly registered in a period is who first reached the stage of the setting, or one beyond it, on a
day of the period, and never who came registered already. Known is what was recorded up to the day
`on`, and 70 or over is who certainly is so on that day, by birthday. Residents alone count, as they
are on that day: who has moved away or died by then stands in no figure of it, and in those of the
days before as ever. So everybody counts once, and months counted on one day add up to their year.

Statements are prebuilt: to build the dashboard's anew takes 25 ms, and to compile them as much
again: a fifth of the request at 10,000 participants (`classroom bench kpi-page`).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import ask
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import is_resident
from classroom.desk.queue.models import Enrolment
from classroom.figures.registrations.ages import age_class, is_aged
from classroom.figures.registrations.rules import (
    BEFORE,
    IN_PERIOD,
    NEVER,
    STEP_BITS,
    WHOLE,
    WITHIN,
    Kind,
    Measure,
    newly_bits,
    standing_of,
)
from classroom.figures.registrations.values import (
    Classes,
    Held,
    Month,
    NewlyDay,
    Place,
    SessionChance,
    classes_of,
)
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import District, Venue
from classroom.planning.staffing.models import Assignment
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.attendance import CAME

ALREADY: Final = "already"
FIRST, ON = (sa.bindparam(name, type_=sa.Date()) for name in ("first", "on"))
"""The first day of a period, and its last: what is known up to it counts, and ages are its own."""


def classes(db: Session, on: date, stage: Stage, first: date | None = None) -> Classes:
    """Count 教室実績 of the fiscal year up to a day, or from another `first` day."""
    days = {"first": first or start_of(fiscal_year(on)), "on": on}
    tally = Counter[tuple[Measure, str]]()
    for line in ask(db, _kinds(stage), **days):
        if line.is_district:
            place = WHOLE if line.district_id is None else str(line.district_id)
            tally[Measure.ATTENDED_IN, place] += line.came
            tally[Measure.NEWLY_IN, place] += line.newly
            continue
        for counted in _counted(line.age, line.came, line.code, stage):
            tally[counted] += line.people
    for line in ask(db, _blockers(stage), **days):
        tally[Measure.BLOCKER, line.blocker] += line.people
    return classes_of(tally, places(db), held(db, **days), days["first"])


def held(db: Session, first: date, on: date) -> Held:
    """Count the sessions of a period to which somebody came."""
    found = ask(db, _sessions_held(), first=first, on=on).all()
    return Held(sum(line.sessions for line in found), sum(line.of_app for line in found))


def held_by_month(db: Session, first: date, on: date) -> dict[date, int]:
    """Count the sessions of courses that teach the app by the first day of their month."""
    counts: Counter[date] = Counter()
    for line in ask(db, _sessions_held(), first=first, on=on):
        counts[months.first_of(line.on)] += line.of_app
    return counts


def newly_since(db: Session, since: date, on: date, stage: Stage) -> int:
    """Count who registered with us after a day, up to another."""
    days = {"first": since + timedelta(days=1), "on": on}
    return sum(line.people for line in ask(db, _newly(stage), **days))


def newly_in(
    db: Session, spans: Sequence[tuple[date, date]], stage: Stage
) -> dict[tuple[date, date], int]:
    """Count who registered with us after one day, up to another, as known on that one; by both."""
    if not spans:
        return {}
    days = {
        f"{name}{n}": day
        for n, span in enumerate(spans)
        for name, day in zip("ab", span, strict=True)
    }
    found = {line.n: line.people for line in ask(db, _newly_in(stage, len(spans)), **days)}
    return {span: found.get(n, 0) for n, span in enumerate(spans)}


def newly_days(db: Session, first: date, on: date, stage: Stage) -> tuple[NewlyDay, ...]:
    """Count who newly registered in a period by the day on which they did, and whether in a class.

    The days of a shorter period that ends on the same day are among them.
    """
    return tuple(
        NewlyDay(line.on, bool(line.at_counter), line.people)
        for line in ask(db, _newly_days(stage), first=first, on=on)
    )


def newly_by_district(db: Session, first: date, on: date, stage: Stage) -> dict[int | None, int]:
    """Count who newly registered in a period by the district in which they live today."""
    return {
        line.district_id: line.people for line in ask(db, _by_district(stage), first=first, on=on)
    }


def by_month(db: Session, first: date, on: date, stage: Stage) -> list[Month]:
    """Count each month of a period that has begun, by what is known, and ages, on its last day."""
    days = {"first": first, "on": on}
    sessions, of_app, newly = Counter[date](), Counter[date](), Counter[date]()
    for line in ask(db, _sessions_held(), **days):
        sessions[months.first_of(line.on)] += line.sessions
        of_app[months.first_of(line.on)] += line.of_app
    for line in ask(db, _newly(stage), **days):
        newly[months.first_of(line.on)] += line.people
    came = {
        date(line.year, line.month, 1): line.people
        for line in ask(db, _attended_by_month(), **days)
    }
    return [
        Month(month, sessions[month], came.get(month, 0), newly[month], of_app[month])
        for month in months.between(first, on)
    ]


def session_chances(db: Session, stage: Stage, first: date, on: date) -> tuple[SessionChance, ...]:
    """Return one line for each session of a period to which somebody came, in order.

    For comparing classes with each other: a class counts who was a resident, and in the age, of its
    own day, so the sums are not those of 教室実績. Held is what was held: a day to which people
    came counts also where the rest of its offering was cancelled later.
    """
    days = {"first": first, "on": on}
    counts = {line.session_id: line for line in ask(db, _chances(stage), **days)}
    return tuple(
        SessionChance(
            **line._asdict(),
            came=found.came if (found := counts.get(line.session_id)) else 0,
            fresh=found.fresh if found else 0,
            newly=found.newly if found else 0,
        )
        for line in ask(db, _held(), **days)
    )


def places(db: Session) -> dict[str, Place]:
    """Return the districts by the part of a measure that names them."""
    wanted = sa.select(col(District.id), col(District.position), col(District.name))
    return {str(number): Place(position, name) for number, position, name in db.execute(wanted)}


def first_record(db: Session) -> date | None:
    """Return the first day of which a class or a registration is recorded."""
    reached = sa.select(sa.func.min(col(AppRegistration.reached_on)))
    held = sa.select(sa.func.min(col(CourseSession.on))).where(somebody_came())
    found = [db.execute(wanted).scalar_one() for wanted in (reached, held)]
    return min((day for day in found if day), default=None)


def standings(
    people: sa.FromClause, steps: tuple[Stage, ...] = LADDER, until: sa.ColumnElement[date] = ON
) -> sa.Subquery:
    """Select, of people, since when they are how far, as known on a day.

    One row each: the day on which they came registered `already`, and for each of some stages the
    first day on which they reached it or one beyond it. NULL where they never did. What else
    `people` tell of each, who stand there once, is carried along.
    """

    def first_day(*stages: Stage) -> sa.ColumnElement[date]:
        stage, day = col(AppRegistration.stage), col(AppRegistration.reached_on)
        return sa.func.min(sa.case((stage.in_(stages), day)))

    person = people.c.participant_id
    carried = [sa.func.max(one).label(one.name) for one in people.c if one is not person]
    days = [first_day(*_from(stage)).label(stage.value) for stage in steps]
    return (
        _with_registrations(people, until)
        .with_only_columns(person, *carried, first_day(Stage.ALREADY).label(ALREADY), *days)
        .subquery("standing")
    )


def was_registered(
    person: sa.ColumnElement[int], stage: Stage, before: sa.ColumnElement[date]
) -> sa.Exists:
    """Return a condition: they came registered, or reached the stage with us before a day."""
    known, day = col(AppRegistration.stage), col(AppRegistration.reached_on)
    return anyone().where(
        col(AppRegistration.participant_id) == person,
        day <= ON,
        (known == Stage.ALREADY) | known.in_(_from(stage)) & (day < before),
    )


def newly(stage: Stage) -> sa.Subquery:
    """Select who newly registered in the period, and the day `on` which they did."""
    reached = (
        sa.select(
            col(AppRegistration.participant_id),
            sa.func.min(col(AppRegistration.reached_on)).label("on"),
        )
        .where(
            col(AppRegistration.reached_on).between(FIRST, ON),
            col(AppRegistration.stage).in_(_from(stage)),
        )
        .group_by(col(AppRegistration.participant_id))
        .subquery("reached")
    )
    person = reached.c.participant_id
    wanted = sa.select(*reached.c).where(~was_registered(person, stage, FIRST))
    return wanted.subquery("newly")


def came() -> sa.Select[*tuple[Any, ...]]:
    """Select who was in a class of a period, once a visit."""
    return (
        sa.select(col(Enrolment.participant_id))
        .join(Attendance, col(Attendance.enrolment_id) == col(Enrolment.id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(CourseSession.on).between(FIRST, ON), col(Attendance.mark).in_(CAME))
    )


def where_first(
    person: Any, stage: Stage, until: sa.ColumnElement[date] = ON
) -> sa.ScalarSelect[int | None]:
    """Select at which session somebody first reached a stage or one beyond it, if at one."""
    ranks = [(col(AppRegistration.stage) == later, LADDER.index(later)) for later in _from(stage)]
    return (
        sa.select(col(AppRegistration.course_session_id))
        .where(
            col(AppRegistration.participant_id) == person,
            col(AppRegistration.stage).in_(_from(stage)),
            col(AppRegistration.reached_on) <= until,
        )
        .order_by(col(AppRegistration.reached_on), sa.case(*ranks))
        .limit(1)
        .scalar_subquery()
    )


def anyone() -> sa.Exists:
    """Begin a condition that some line exists. SQLite would read `*` from the table itself."""
    return sa.exists(sa.literal_column("1"))


def when(day: sa.ColumnElement[date]) -> sa.ColumnElement[int]:
    """Return NEVER, BEFORE or WITHIN the period."""
    return sa.case((day.is_(None), NEVER), (day < FIRST, BEFORE), else_=WITHIN)


def _from(stage: Stage) -> tuple[Stage, ...]:
    """Return a stage and those beyond it."""
    return LADDER[LADDER.index(stage) :]


def _with_registrations(
    people: sa.FromClause, until: sa.ColumnElement[date]
) -> sa.Select[*tuple[Any, ...]]:
    person = people.c.participant_id
    known = (col(AppRegistration.participant_id) == person) & (
        col(AppRegistration.reached_on) <= until
    )
    return sa.select(person).select_from(people).outerjoin(AppRegistration, known).group_by(person)


@cache
def _kinds(stage: Stage) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Return how many of each kind came in the period, or reached a stage in it.

    The kinds are told of all together, and of each district only who came and who is new: by
    districts they were 1,300 lines of the dashboard, which took 8 ms to add up (`kpi-page`).
    """
    person = _people()
    none, people = sa.literal_column("0", sa.Integer), sa.func.count()
    kinds = sa.select(
        none.label("is_district"),
        person.c.age,
        person.c.came,
        person.c.code,
        people.label("people"),
        sa.cast(sa.null(), sa.Integer).label("district_id"),
        none.label("newly"),
    ).group_by(person.c.age, person.c.came, person.c.code)
    districts = (
        sa.select(
            sa.literal_column("1"),
            none,
            sa.func.sum(person.c.came),
            none,
            people,
            person.c.district_id,
            sa.func.sum(_one_if(_is_newly(person.c.code, stage))),
        )
        .where(person.c.age >= 0)
        .group_by(person.c.district_id)
    )
    return sa.union_all(kinds, districts)


def _people() -> sa.CTE:
    """Select whoever came in the period, or reached a stage in it: age, district, and how far."""
    active = _active()
    return (
        sa.select(
            age_class(ON).label("age"),
            col(Participant.district_id).label("district_id"),
            active.c.came,
            (active.c.code + _code_before(active.c.participant_id)).label("code"),
        )
        .select_from(active)
        .join(Participant, col(Participant.id) == active.c.participant_id)
        .where(is_resident(ON))
        .cte("person")
        .prefix_with("MATERIALIZED")  # or SQLite asks once for the group and once for the line
    )


def _active() -> sa.Subquery:
    """Select the same by their keys, with what they reached in the period as `standing_of` reads.

    Each stage is kept once a person, so that a sum is as good as a set; least days of each stage
    took 16 of 47 ms at 10,000 participants.
    """
    none = sa.literal_column("0", sa.Integer)
    visits = came().add_columns(sa.literal_column("1").label("came"), none.label("code"))
    moved: sa.Select[*tuple[Any, ...]] = sa.select(
        col(AppRegistration.participant_id), none, _bit() * IN_PERIOD
    ).where(col(AppRegistration.reached_on).between(FIRST, ON))
    both = sa.union_all(visits, moved).subquery()
    return (
        sa.select(
            both.c.participant_id,
            sa.func.max(both.c.came).label("came"),
            sa.func.sum(both.c.code).label("code"),
        )
        .group_by(both.c.participant_id)
        .subquery("active")
    )


def _code_before(person: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    before = sa.select(sa.func.sum(_bit())).where(
        col(AppRegistration.participant_id) == person, col(AppRegistration.reached_on) < FIRST
    )
    return sa.func.coalesce(before.scalar_subquery(), 0)


def _bit() -> sa.ColumnElement[int]:
    return sa.case(dict(STEP_BITS), value=col(AppRegistration.stage), else_=0)


def _is_newly(code: sa.ColumnElement[int], stage: Stage) -> sa.ColumnElement[bool]:
    """Return `Standing.is_newly` as a condition."""
    never, within = newly_bits(stage)
    return (code.bitwise_and(never) == 0) & (code.bitwise_and(within) != 0)


@cache
def _counted(age: int, came: int, code: int, stage: Stage) -> tuple[tuple[Measure, str], ...]:
    """Return under what a kind of person is counted, but by district."""
    return tuple(Kind(age, standing_of(came, code), stage).measures())


@cache
def _blockers(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Return how many were last stopped by what, of those who are not registered."""
    later = sa.func.row_number().over(
        partition_by=col(AppOutcome.participant_id),
        order_by=(col(CourseSession.on).desc(), col(AppOutcome.course_session_id).desc()),
    )
    stops = (
        sa.select(col(AppOutcome.participant_id), col(AppOutcome.blocker), later.label("later"))
        .join(CourseSession, col(CourseSession.id) == col(AppOutcome.course_session_id))
        .where(col(AppOutcome.blocker).is_not(None), col(CourseSession.on).between(FIRST, ON))
        .subquery()
    )
    last = sa.select(stops.c.participant_id, stops.c.blocker).where(stops.c.later == 1).subquery()
    found = standings(last, (stage,))
    return (
        sa.select(
            sa.type_coerce(found.c.blocker, sa.String).label("blocker"),
            sa.func.count().label("people"),
        )
        .join(Participant, col(Participant.id) == found.c.participant_id)
        .where(counts(ON), found.c[ALREADY].is_(None), found.c[stage.value].is_(None))
        .group_by(found.c.blocker)
    )


@cache
def _sessions_held() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            col(CourseSession.on).label("on"),
            sa.func.count().label("sessions"),
            sa.func.sum(_one_if(col(Course.teaches_app).is_(True))).label("of_app"),
        )
        .select_from(CourseSession)
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .where(col(CourseSession.on).between(FIRST, ON), somebody_came())
        .group_by(col(CourseSession.on))
    )


def somebody_came() -> sa.Exists:
    """Return a condition over sessions: they were held."""
    return anyone().where(
        col(Attendance.course_session_id) == col(CourseSession.id), col(Attendance.mark).in_(CAME)
    )


@cache
def _newly_days(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    found = newly(stage)
    at_counter = _one_if(where_first(found.c.participant_id, stage).is_(None)).label("at_counter")
    aged = _aged(found).with_only_columns(found.c.on, at_counter).cte("aged")
    aged = aged.prefix_with("MATERIALIZED")  # or SQLite asks for the group, and for the line again
    return sa.select(*aged.c, sa.func.count().label("people")).group_by(*aged.c)


@cache
def _newly_in(stage: Stage, count: int) -> sa.Select[*tuple[Any, ...]]:
    """Count by span, whose days are parameters: a0 and b0, a1 and b1 …"""
    rows: list[sa.Select[*tuple[Any, ...]]] = [
        sa.select(
            sa.literal_column(str(n)).label("n"),
            *(sa.bindparam(f"{name}{n}", type_=sa.Date()).label(name) for name in "ab"),
        )
        for n in range(count)
    ]
    span = sa.union_all(*rows).cte("span") if count > 1 else rows[0].cte("span")
    first = sa.select(sa.func.min(span.c.a)).scalar_subquery()
    known, day = col(AppRegistration.stage), col(AppRegistration.reached_on)
    person = col(AppRegistration.participant_id)
    reached = (
        sa.select(person.label("participant_id"), sa.func.min(day).label("on"))
        .where(known.in_(_from(stage)))
        .group_by(person)
        .having(sa.func.min(day) > first)
        .subquery("reached")
    )
    came_so = sa.exists().where(
        person == reached.c.participant_id, known == Stage.ALREADY, day <= span.c.b
    )
    return (
        sa.select(span.c.n, sa.func.count().label("people"))
        .select_from(reached)
        .join(span, (reached.c.on > span.c.a) & (reached.c.on <= span.c.b))
        .join(Participant, col(Participant.id) == reached.c.participant_id)
        .where(is_aged(span.c.b), ~came_so)
        .group_by(span.c.n)
    )


@cache
def _newly(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Count by day alone: to ask where each did so takes a third of the time (`kpi-year`)."""
    found = newly(stage)
    wanted = _aged(found).with_only_columns(found.c.on, sa.func.count().label("people"))
    return wanted.group_by(found.c.on)


@cache
def _by_district(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    district = col(Participant.district_id)
    people = sa.func.count().label("people")
    return _aged(newly(stage)).with_only_columns(district, people).group_by(district)


def counts(day: sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
    """Return a condition over `participant`: a resident who is 70 or over on a day."""
    return sa.and_(is_aged(day), is_resident(day))


def _aged(found: sa.FromClause) -> sa.Select[*tuple[Any, ...]]:
    """Select the residents of 70 and over among people."""
    return (
        sa.select(found)
        .join(Participant, col(Participant.id) == found.c.participant_id)
        .where(counts(ON))
    )


def _one_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)


@cache
def _attended_by_month() -> sa.Select[*tuple[Any, ...]]:
    day = col(CourseSession.on)
    visits = (
        came()
        .add_columns(
            sa.cast(sa.extract("year", day), sa.Integer).label("year"),
            sa.cast(sa.extract("month", day), sa.Integer).label("month"),
        )
        .distinct()
        .subquery()
    )
    return (
        sa.select(visits.c.year, visits.c.month, sa.func.count().label("people"))
        .join(Participant, col(Participant.id) == visits.c.participant_id)
        .where(counts(ON))
        .group_by(visits.c.year, visits.c.month)
    )


@cache
def _chances(stage: Stage) -> sa.Select[*tuple[Any, ...]]:
    """Count who came to each session, of them who was not yet registered, and who did so there."""
    visit = (
        came()
        .add_columns(col(CourseSession.id).label("session_id"), col(CourseSession.on).label("on"))
        .distinct()
        .subquery("visit")
    )
    person = visit.c.participant_id
    seen = (
        sa.select(
            visit.c.session_id,
            _one_if(~was_registered(person, stage, visit.c.on)).label("fresh"),
            _one_if(where_first(person, stage) == visit.c.session_id).label("here"),
        )
        .join(Participant, col(Participant.id) == person)
        .where(counts(visit.c.on))
        .cte("seen")
        .prefix_with("MATERIALIZED")
    )
    return sa.select(
        seen.c.session_id,
        sa.func.count().label("came"),
        sa.func.sum(seen.c.fresh).label("fresh"),
        sa.func.sum(seen.c.fresh * seen.c.here).label("newly"),
    ).group_by(seen.c.session_id)


@cache
def _held() -> sa.Select[*tuple[Any, ...]]:
    helpers = (
        sa.select(sa.func.count())
        .where(col(Assignment.course_session_id) == col(CourseSession.id))
        .correlate(CourseSession)
        .scalar_subquery()
    )
    return (
        sa.select(
            col(CourseSession.id).label("session_id"),
            col(CourseSession.on).label("on"),
            col(Course.id).label("course_id"),
            col(Course.title).label("course"),
            col(Venue.id).label("venue_id"),
            col(Venue.name).label("venue"),
            col(Offering.capacity).label("capacity"),
            helpers.label("helpers"),
        )
        .join(Offering, col(Offering.id) == col(CourseSession.offering_id))
        .join(Course, col(Course.id) == col(Offering.course_id))
        .join(Venue, col(Venue.id) == col(CourseSession.venue_id))
        .where(col(CourseSession.on).between(FIRST, ON), somebody_came())
        .order_by(col(CourseSession.on), col(CourseSession.starts), col(CourseSession.id))
    )
