"""Small worlds for the outlook: a projection's start, classes, and a town in the database."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from classroom.core.db import key
from classroom.figures.outlook.simulation import Conversion, Known, World
from classroom.figures.population.rules import PopulationSex
from classroom.figures.population.service import import_population
from classroom.figures.population.values import PopulationRow, PopulationTable
from classroom.figures.registrations.values import SessionChance
from classroom.planning.course.models import CourseSession
from classroom.rules.words.app import Stage
from classroom.rules.words.planning import Status
from tests import make
from tests.figures.report import months

START, ON, END = date(2026, 9, 30), date(2026, 11, 22), date(2031, 3, 31)


def world(**given: Any) -> World:
    """Give a town of 9,190 residents of 70 and over, 3,962 registered, with 3 classes a month."""
    made: dict[str, Any] = {
        "start": START,
        "on": ON,
        "end": END,
        "target": 50.0,
        "registered": 3_962,
        "population": 9_190,
        "since": 12,
        "classes": Known(3.0),
        "fresh": Known(5.0, 100),
        "conversion": Conversion(0.6, 200),
        "counter": Known(1.0, 12),
        "spread": 1.5,
        "other": 2.0,
        "turning": 540.0,
        "entry": 43.0,
        "leaving": 5.3,
        "ratio": 0.8,
    }
    return World(**{**made, **given})


def still(**given: Any) -> World:
    """Give the same town where nothing happens."""
    nothing: dict[str, Any] = {
        "since": 0,
        "classes": Known(0.0),
        "counter": Known(0.0),
        "other": 0.0,
        "turning": 0.0,
        "leaving": 0.0,
    }
    return world(**{**nothing, **given})


def held(fresh: int, newly: int, **given: Any) -> SessionChance:
    """Give a class to which so many came who were not registered, and so many registered."""
    made: dict[str, Any] = {
        "session_id": 1,
        "on": ON,
        "course_id": 1,
        "course": "身分証アプリ",
        "venue_id": 1,
        "venue": "矢本東",
        "capacity": 12,
        "came": fresh,
        "fresh": fresh,
        "newly": newly,
        "helpers": 2,
    }
    return SessionChance(**{**made, **given})


def town(db: Session, today: date, classes: int = 6) -> list[CourseSession]:
    """Make two districts with residents, two official counts, and classes of five people.

    In each class four register and one does not; the last one was on the day before.
    """
    near, far = make.district(db, "大曲"), make.district(db, "野蒜")
    place = make.venue(db, district_id=key(near), latitude=38.42, longitude=141.21)
    make.venue(db, short_name="野蒜", district_id=key(far), latitude=38.37, longitude=141.15)
    residents(db, today - timedelta(days=60), {"大曲地区": 1_300, "野蒜": 740, "宮戸": 270})
    months.official(db, today - timedelta(days=400), 950, 2_310)
    months.official(db, today - timedelta(days=40), 980, 2_310)
    course = make.course(db)
    days = [today - timedelta(days=1 + 7 * number) for number in reversed(range(classes))]
    found = []
    for day in days:
        run = make.offering(db, day, course_id=key(course), place=place, status=Status.FINISHED)
        (session,) = make.sessions(db, run)
        for number in range(5):
            who = make.participant(db, district_id=key(near), born_on=date(1945, 5, 1))
            months.came(db, who, session)
            if number:
                months.reached(db, who, Stage.CARD_LINKED, day, session)
        found.append(session)
    db.commit()
    return found


def residents(db: Session, on: date, aged: dict[str, int]) -> None:
    """Import residents of 65 to 69 and of 70 and over by area."""
    rows = [
        PopulationRow(
            on, "042145", "東松島市", str(number), area, PopulationSex.FEMALE, age_from, people
        )
        for number, (area, count) in enumerate(aged.items())
        for age_from, people in ((65, count // 4), (70, count // 2), (80, count - count // 2))
    ]
    import_population(db, PopulationTable(tuple(rows)), "p.csv", make.NOW, None)
