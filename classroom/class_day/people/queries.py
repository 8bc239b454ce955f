"""Reading people by what is known of them: who they are, how far they came, and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.people.values import (
    NO_DISTRICT,
    Filter,
    Lack,
    LastCame,
    Listed,
    Lives,
    Order,
    Reached,
)
from classroom.core.db import RowSelect
from classroom.desk.participant.models import Participant
from classroom.desk.participant.queries import RESIDENCE_TO_ASK, STANDING, is_here
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import CourseSession
from classroom.planning.place.models import District
from classroom.rules import months
from classroom.rules.age import age_on, latest_birth
from classroom.rules.words.app import Stage, onward
from classroom.rules.words.attendance import CAME
from classroom.rules.words.bands import Band, ToldBand
from classroom.rules.words.residence import Residence

Condition = sa.ColumnElement[bool]
Group = tuple[Sequence[Any], Callable[[Any], Condition]]
STEPS: Final = tuple(Reached)  # in order: a place in it is how far someone is
_LACKS: Final[dict[Lack, Condition]] = {
    Lack.KANA: col(Participant.kana_checked).is_(False),
    Lack.AGE: sa.and_(
        col(Participant.born_on).is_(None),
        sa.func.coalesce(col(Participant.told_band), ToldBand.UNKNOWN) == ToldBand.UNKNOWN,
    ),
    Lack.CONSENT: col(Participant.consent_on).is_(None),
    Lack.RESIDENCE: RESIDENCE_TO_ASK,
    Lack.TELEPHONE: sa.and_(col(Participant.telephone) == "", col(Participant.telephone2) == ""),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter on a day; who reached `registered_stage` is stopped by nothing any more."""

    filter: Filter
    today: date
    registered_stage: Stage


def count(db: Session, asked: Asked) -> int:
    return int(db.connection().execute(_matching(asked, sa.func.count())).scalar_one())


def left_out(db: Session, asked: Asked) -> int:
    """Return how many who match are not listed, because they have moved away or died."""
    if asked.filter.lives:
        return 0  # who has left is asked for by a word of its own
    gone = replace(asked.filter, lives=(Lives.MOVED, Lives.DIED))
    return count(db, replace(asked, filter=gone))


def listed(db: Session, asked: Asked, *, limit: int | None = None, offset: int = 0) -> list[Listed]:
    """Return who matches, in the order that the filter names."""
    found = _matching(asked, *_columns(asked)).order_by(*_order(asked.filter))
    rows = db.connection().execute(found.limit(limit).offset(offset))
    return [_line(row, asked) for row in rows]


def _steps() -> sa.Subquery:
    """Select how far each person is who is anywhere, as a place in STEPS."""
    place = sa.case(
        {stage: STEPS.index(Reached(stage.value)) for stage in Stage},
        value=col(AppRegistration.stage),
    )
    person = col(AppRegistration.participant_id)
    return sa.select(person, sa.func.max(place).label("step")).group_by(person).subquery("steps")


def _visits() -> sa.Subquery:
    """Select the last day on which each person was at a class, if there is one."""
    person = col(Enrolment.participant_id)
    return (
        sa.select(person, sa.func.max(col(CourseSession.on)).label("came_on"))
        .select_from(Attendance)
        .join(Enrolment, col(Enrolment.id) == col(Attendance.enrolment_id))
        .join(CourseSession, col(CourseSession.id) == col(Attendance.course_session_id))
        .where(col(Attendance.mark).in_(CAME))
        .group_by(person)
        .subquery("visits")
    )


def _outcomes() -> sa.Subquery:
    """Select the outcome of each person's last class that has one."""
    person, session = col(AppOutcome.participant_id), col(CourseSession.id)
    last = sa.func.row_number().over(
        partition_by=person, order_by=(col(CourseSession.on).desc(), session.desc())
    )
    inner = (
        sa.select(person, col(AppOutcome.blocker), last.label("nth"))
        .join(CourseSession, session == col(AppOutcome.course_session_id))
        .subquery()
    )
    return (
        sa.select(inner.c.participant_id, inner.c.blocker)
        .where(inner.c.nth == 1)
        .subquery("outcomes")
    )


STEP: Final = _steps()
VISIT: Final = _visits()
OUTCOME: Final = _outcomes()
_STEP: Final = sa.func.coalesce(STEP.c.step, 0)


def _matching(asked: Asked, *columns: Any) -> RowSelect:
    found = sa.select(*columns).select_from(Participant)
    for more in (STEP, VISIT, OUTCOME):
        found = found.outerjoin(more, more.c.participant_id == col(Participant.id))
    found = found.outerjoin(District, col(District.id) == col(Participant.district_id))
    wants_left = any(word.has_left for word in asked.filter.lives)
    here = [] if wants_left else [is_here(asked.today)]
    return found.where(STANDING, *here, *_conditions(asked))


def _columns(asked: Asked) -> list[sa.ColumnElement[Any]]:
    names = (
        *("id", "name", "name_kana", "born_on", "told_band", "telephone", "telephone2"),
        *("address", "good_times", "family_name", "family_relation", "family_telephone"),
        *("needs_hearing", "device", "consent_on", "residence", "moved_on", "died_on"),
    )
    return [
        *(col(getattr(Participant, name)).label(name) for name in names),
        sa.func.coalesce(col(District.name), "").label("district"),
        _STEP.label("step"),
        VISIT.c.came_on.label("came_on"),
        sa.case((_is_stopped(asked), OUTCOME.c.blocker)).label("blocker"),
        *(condition.label(f"lacks_{lack}") for lack, condition in _LACKS.items()),
    ]


def _conditions(asked: Asked) -> list[Condition]:
    """Return a condition for each group of the filter that names anything."""
    made: list[Group] = [
        (asked.filter.band, lambda band: _of_band(band, asked.today)),
        (asked.filter.district, _of_district),
        (asked.filter.device, lambda device: col(Participant.device) == device),
        (asked.filter.stage, lambda reached: _STEP.in_([STEPS.index(reached)])),
        (asked.filter.blocker, lambda why: sa.and_(_is_stopped(asked), OUTCOME.c.blocker == why)),
        (asked.filter.came, lambda came: _came(came, asked.today)),
        (asked.filter.lack, lambda lack: _LACKS[lack]),
    ]
    found = [sa.or_(*map(condition, words)) for words, condition in made if words]
    lives = asked.filter.lives
    return [*found, sa.or_(*(_lives(word, asked.today) for word in lives))] if lives else found


def _lives(word: Lives, today: date) -> Condition:
    moved, died = col(Participant.moved_on), col(Participant.died_on)
    if word is Lives.DIED:
        return sa.and_(died.is_not(None), died <= today)
    if word is Lives.MOVED:
        is_alive = died.is_(None) | (died > today)
        return sa.and_(moved.is_not(None), moved <= today, is_alive)
    return sa.and_(col(Participant.residence) == Residence(word.value), is_here(today))


def _of_band(band: Band, today: date) -> Condition:
    """Match by the birth date, or by a told band that may mean the same age."""
    youngest, oldest = band.ages or (0, 0)
    born = col(Participant.born_on)
    by_birth = born.between(
        # The day after the latest birth of who is older than the band.
        date.fromordinal(latest_birth(oldest + 1, today).toordinal() + 1),
        latest_birth(youngest, today),
    )
    told = [
        each
        for each in ToldBand
        if each.ages and each.ages[0] <= oldest and each.ages[1] >= youngest
    ]
    by_word = sa.and_(born.is_(None), col(Participant.told_band).in_(told))
    return sa.or_(by_birth, by_word)


def _of_district(number: int) -> Condition:
    own = col(Participant.district_id)
    return own.is_(None) if number == NO_DISTRICT else own == number


def _is_stopped(asked: Asked) -> Condition:
    """Tell whether what stopped someone still counts: not for who has registered since."""
    done = [STEPS.index(Reached(stage.value)) for stage in onward(asked.registered_stage)]
    return _STEP.not_in([*done, STEPS.index(Reached.ALREADY)])


def _came(came: LastCame, today: date) -> Condition:
    last = VISIT.c.came_on
    if came.months is None:
        return last.is_(None)
    latest, earliest = came.months
    ends = [] if latest == 0 else [last < _months_ago(today, latest)]
    begins = [] if earliest is None else [last >= _months_ago(today, earliest)]
    return sa.and_(last.is_not(None), *ends, *begins)


def _months_ago(today: date, number: int) -> date:
    """Return the same day so many months ago; the month's last where it has no such day."""
    month = months.later(today, -number)
    return month.replace(day=min(today.day, months.last_of(month).day))


def _order(chosen: Filter) -> list[sa.ColumnElement[Any]]:
    """Return the order; what is not known stands last either way, and ties go by 五十音."""
    by_name: list[Any] = [col(Participant.sort_key), col(Participant.name_key), col(Participant.id)]
    columns: dict[Order, Any] = {
        Order.KANA: col(Participant.sort_key),
        # Who is younger was born later.
        Order.AGE: col(Participant.born_on),
        Order.DISTRICT: col(District.position),
        Order.STAGE: _STEP,
        Order.CAME: VISIT.c.came_on,
    }
    first = columns[chosen.sort]
    is_down = chosen.is_down is not (chosen.sort is Order.AGE)
    return [first.is_(None), first.desc() if is_down else first.asc(), *by_name]


def _line(row: sa.Row[*tuple[Any, ...]], asked: Asked) -> Listed:
    given = row._asdict()
    lacks = tuple(lack for lack in Lack if given.pop(f"lacks_{lack}"))
    return Listed(
        age=age_on(row.born_on, asked.today) if row.born_on else None,
        stage=STEPS[given.pop("step")],
        agreed_on=given.pop("consent_on"),
        lacks=lacks,
        **given,
    )
