"""Two small worlds made to betray: few people, of every kind, whose birthdays fall in the year.

In `crumbs` hardly a month has five people. In `edges` counts are just over five, with one or two of
another kind beside them: who came again, who registered at the counter, who turned 70.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta

from sqlmodel import Session

from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.planning.course.models import CourseSession
from classroom.rules.fiscal_year import months_of
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.planning import Status
from tests import make
from tests.figures.report import months

YEAR = 2025


def crumbs(db: Session) -> None:
    _fill(db, random.Random(3), lambda draw: draw.choice((0, 1, 2, 3, 4, 6)))  # noqa: S311


def edges(db: Session) -> None:
    _fill(db, random.Random(8), lambda draw: draw.choice((5, 6, 7, 9)))  # noqa: S311


def _fill(db: Session, draw: random.Random, size: Callable[[random.Random], int]) -> None:
    months.official(db, date(YEAR, 3, 31), 3_910, 9_190)
    months.official(db, date(YEAR, 9, 16), 3_962, 9_190)
    places = [key(make.district(db, name)) for name in ("矢本東", "大曲", "宮戸")]
    courses = [
        make.course(db, title=title, teaches_app=title != "地図をつかう")
        for title in ("はじめての登録", "登録のつづき", "地図をつかう")
    ]
    rooms = [make.venue(db), make.venue(db)]
    known: list[Participant] = []
    for month in months_of(YEAR):
        for number in range(2):
            day = month + timedelta(days=draw.randrange(3, 26))
            run = make.offering(
                db, day, status=Status.FINISHED, capacity=60,
                course_id=key(draw.choice(courses)), place=draw.choice(rooms),
            )  # fmt: skip
            where = make.sessions(db, run)[0]
            for _ in range(size(draw)):
                again = bool(known) and draw.random() < 0.25
                who = draw.choice(known) if again else _somebody(db, draw, places)
                if not again:
                    known.append(who)
                _visit(db, draw, who, where)
            if number and draw.random() < 0.5:
                at_counter = _somebody(db, draw, places)
                months.reached(db, at_counter, Stage.CARD_LINKED, day)
    db.commit()


def _somebody(db: Session, draw: random.Random, places: list[int]) -> Participant:
    age = draw.choice((68, 69, 69, 70, 71, 74, 78, 83, 91))
    return make.participant(
        db,
        born_on=date(YEAR - age, draw.randrange(1, 13), draw.randrange(1, 29)),
        district_id=draw.choice(places),
        device=draw.choice(list(Device)),
    )


def _visit(db: Session, draw: random.Random, who: Participant, where: CourseSession) -> None:
    """Let somebody come, and let one of the things happen that happen to newcomers."""
    seen = (key(who), where.offering_id)
    if seen in _seen(db):
        return
    _seen(db).add(seen)
    months.came(db, who, where)
    done = _done(db)
    if key(who) in done:
        return
    deed = draw.choice(("registered", "registered", "stopped", "stopped", "already", "nothing"))
    if deed == "registered":
        months.reached(db, who, draw.choice(LADDER[1:]), where.on, where)
        done.add(key(who))
    elif deed == "already":
        months.reached(db, who, Stage.ALREADY, where.on, where)
        done.add(key(who))
    elif deed == "stopped":
        months.stopped(db, who, draw.choice(list(Blocker)), where)


def _seen(db: Session) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = db.info.setdefault("seen", set())
    return found


def _done(db: Session) -> set[int]:
    found: set[int] = db.info.setdefault("done", set())
    return found
