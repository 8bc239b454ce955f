"""A fictitious year of a city of this size, made by code from a fixed seed.

People, telephone numbers and figures are invented. The year is the 年度 of the day on which it is
made, so that there is always a class today.
"""

from datetime import date, datetime
from random import Random

from sqlmodel import Session

from classroom.core.db import key
from classroom.tools.demo import (
    calls,
    figures,
    history,
    leaving,
    outlook,
    people,
    questionnaire,
    review,
    town,
    year,
)
from classroom.tools.demo.town import PASSWORD, SAMPLE_LOGINS

__all__ = ["PASSWORD", "SAMPLE_LOGINS", "fill"]

SEED = 20_260_401


def fill(db: Session, *, today: date, at: datetime) -> None:
    """Fill an empty database. The caller commits."""
    random = Random(SEED)
    staff = town.add_staff(db, at)
    districts = town.add_districts(db)
    venues = town.add_venues(db, districts)
    courses = town.add_courses(db)
    team = town.add_teachers(db, random, staff)
    crowd = history.add_people(db, random, list(people.people(random, today)), districts, today)
    clerk = key(staff["uketsuke"])
    place = history.Town(venues, courses, team, crowd, clerk, today)
    for number, run in enumerate(year.runs(random, today), 1):
        history.add_run(db, random, number, run, place)
    calls.add_phones(db)
    calls.add_calls(db, place, at)
    leaving.add_leaving(db, crowd, at)
    figures.add_population(db, random, today, at)
    figures.say_records_from(db, today, at)
    db.flush()
    figures.add_officials(db, today, at)
    questionnaire.fill_questionnaire(db, today, at)
    outlook.fill_outlook(db, key(staff["tantou"]), at)
    review.fill_review(db, key(staff["tantou"]), today=today, at=at)
    db.flush()
