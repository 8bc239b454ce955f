"""A city with many registrations: who came, how far they got, and what stopped the others.

All of it lies in the last three years, so that a good third belongs to this fiscal year.
"""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.class_day.app_registration.models import AppRegistration
from classroom.planning.place.models import District
from classroom.rules.words.app import Blocker
from classroom.tools.bench import town
from classroom.tools.demo import figures as demo

YEARS, DISTRICTS = 3, 60
PEOPLE_A_REGISTRATION = 0.62
"""How many people it takes for one line of a stage: nearly one in three gets nowhere."""

# Of a hundred who come: who had been registered before, who reaches which stage, who is stopped.
LOTS = {
    "already": (0, 9),
    "installed": (10, 84),
    "card_linked": (25, 84),
    "terms_accepted": (60, 84),
    "opened_alone": (75, 84),
}
STOPPED_FROM = 85
LOT = "e.participant_id * 7919 % 100"
CAME = (
    "FROM enrolment e JOIN attendance a ON a.enrolment_id = e.id "
    "JOIN course_session s ON s.id = a.course_session_id WHERE a.mark = 'present'"
)
# One in ten stays away; of one in twenty only the decade is known.
MARKS = (
    "INSERT INTO attendance (enrolment_id, course_session_id, mark, marked_at, how) "
    "SELECT e.id, s.id, CASE WHEN e.id % 10 = 0 THEN 'absent' ELSE 'present' END, :at, 'screen' "
    "FROM enrolment e JOIN course_session s ON s.offering_id = e.offering_id "
    'WHERE s."on" < :today ORDER BY e.id'
)
REACHED = (
    "INSERT INTO app_registration "
    "(participant_id, stage, reached_on, course_session_id, recorded_at) "
    f'SELECT e.participant_id, :stage, min(s."on"), min(s.id), :at {CAME} '
    f"AND {LOT} BETWEEN :low AND :high GROUP BY e.participant_id"
)
STOPPED = (
    "INSERT INTO app_outcome (participant_id, course_session_id, blocker, recorded_at) "
    f"SELECT e.participant_id, s.id, :blocker, :at {CAME} AND {LOT} >= :low "
    "AND e.participant_id % :reasons = :reason"
)
TOLD = (
    "UPDATE participant SET born_on = NULL, told_band_on = :told_on, "
    "told_band = CASE WHEN id % 40 = 0 THEN '60s' ELSE '70s' END WHERE id % 20 = 0"
)
LIVING = "UPDATE participant SET district_id = :first + id % :districts"


def fill(db: Session, registrations: int, *, today: date, at: datetime) -> int:
    """Write a city with about so many registrations, unless one stands; return how many they are.

    The caller commits.
    """
    if not count(db):
        people = max(town.CLASS_SIZE, round(registrations * PEOPLE_A_REGISTRATION))
        if not town.is_filled(db, 0):
            town.fill(db, people, today=today, at=at, years=YEARS)
        register(db, today=today, at=at)
        demo.add_population(db, Random(town.SEED), today, at)  # noqa: S311  fictitious
        demo.add_officials(db, today, at)
    return count(db)


def register(db: Session, *, today: date, at: datetime) -> None:
    """Let the people of a city come to their past classes and register there."""
    instant = at.astimezone(UTC).replace(tzinfo=None)
    _settle(db, today)
    _write(db, "ANALYZE")
    _write(db, MARKS, at=instant, today=today)
    _write(db, "ANALYZE")  # or PostgreSQL would not know how many came
    for stage, (low, high) in LOTS.items():
        _write(db, REACHED, at=instant, stage=stage, low=low, high=high)
    for number, blocker in enumerate(Blocker):
        chosen = {"reason": number, "reasons": len(Blocker), "low": STOPPED_FROM}
        _write(db, STOPPED, at=instant, blocker=blocker.value, **chosen)
    _write(db, "ANALYZE")


def count(db: Session) -> int:
    """Return how many registrations there are."""
    wanted = sa.select(sa.func.count()).select_from(AppRegistration)
    return int(db.execute(wanted).scalar_one())


def _settle(db: Session, today: date) -> None:
    """Give people districts, and take from some the birth date."""
    db.add_all(
        District(code=f"B{number}", name=f"測定{number}区", name_kana="ソクテイ", position=number)
        for number in range(DISTRICTS)
    )
    db.flush()
    first = db.execute(sa.select(sa.func.min(col(District.id)))).scalar_one()
    _write(db, LIVING, first=first, districts=DISTRICTS)
    _write(db, TOLD, told_on=today - timedelta(days=200))


def _write(db: Session, statement: str, **values: object) -> None:
    known = [sa.bindparam(name, type_=_type(value)) for name, value in values.items()]
    db.connection().execute(sa.text(statement).bindparams(*known), values)


def _type(value: object) -> sa.types.TypeEngine[Any]:
    kinds: dict[type, sa.types.TypeEngine[Any]] = {
        datetime: sa.DateTime(),
        date: sa.Date(),
        int: sa.Integer(),
        str: sa.String(),
    }
    return kinds[type(value)]
