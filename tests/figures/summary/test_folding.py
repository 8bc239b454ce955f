"""Bringing the kept counts up to date: by several at once, broken off, for other days."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.class_day.app_registration.models import AppRegistration
from classroom.core.db import key, reading, writing
from classroom.desk.participant.models import Participant
from classroom.figures.summary import queries, service
from classroom.figures.summary.models import KeptCell, KeptChange, KeptState
from classroom.rules.words.app import Stage
from tests import make
from tests.figures.report import months
from tests.figures.summary.world import table

ON = date(2026, 10, 31)
STAGE = Stage.CARD_LINKED
WATCHED = {
    "app_outcome": "insert update delete",
    "app_registration": "insert update delete",
    "attendance": "insert update delete",
    "course_session": "update",
    "enrolment": "update delete",
    "participant": "update delete",
}


@pytest.fixture
def people(db: Session) -> list[int]:
    """Give twenty people of 83, who came to a class and registered there."""
    where = months.class_on(db, date(2026, 10, 15))
    found = []
    for _ in range(20):
        who = months.came(db, make.participant(db), where)
        months.reached(db, who, STAGE, date(2026, 10, 15), where)
        found.append(key(who))
    db.commit()
    return found


def newly(engine: Engine, on: date = ON) -> tuple[bool, int]:
    """Return whether a reader is shown the kept counts, and how many registered."""
    with reading(engine) as db:
        found = service.counted(db, STAGE, on, on)
        return found.is_kept, found.classes().newly_registered


def take_back(engine: Engine, person: int) -> None:
    """Delete a person's stages."""
    stages = table(AppRegistration)
    with writing(engine) as db:
        db.connection().execute(sa.delete(stages).where(stages.c.participant_id == person))


@pytest.mark.usefixtures("people")
def test_a_reader_is_shown_the_kept_counts(engine: Engine) -> None:
    assert newly(engine) == (True, 20)


def test_a_write_shows_at_once(engine: Engine, people: list[int]) -> None:
    newly(engine)
    take_back(engine, people[0])
    assert newly(engine) == (True, 19)


@pytest.mark.usefixtures("people")
def test_another_day_is_counted_anew(db: Session) -> None:
    found = service.counted(db, STAGE, ON, ON + timedelta(days=1))
    assert not found.is_kept
    assert found.classes().newly_registered == 20


@pytest.mark.usefixtures("people")
def test_a_clock_that_was_ahead_is_forgiven(engine: Engine) -> None:
    newly(engine, date(2030, 1, 1))
    assert newly(engine) == (True, 20)
    # A neighbour whose midnight was a moment earlier leaves the counts alone.
    assert newly(engine, ON - timedelta(days=1)) == (False, 20)
    assert newly(engine) == (True, 20)


@pytest.mark.usefixtures("people")
def test_new_rules_and_another_stage_make_all_anew(engine: Engine) -> None:
    newly(engine)
    with writing(engine) as db:
        db.connection().execute(sa.update(KeptState).values(rules_version=0))
    assert newly(engine) == (True, 20)
    with reading(engine) as db:
        strict = service.counted(db, Stage.OPENED_ALONE, ON, ON)
        assert (strict.is_kept, strict.classes().newly_registered) == (True, 0)


def test_a_write_that_was_taken_back_leaves_nothing(db: Session, people: list[int]) -> None:
    service.fold(db, STAGE, ON)
    db.commit()
    before = queries.all_cells(db)
    stages = table(AppRegistration)
    for person in people:
        db.connection().execute(sa.delete(stages).where(stages.c.participant_id == person))
    service.fold(db, STAGE, ON)
    assert queries.all_cells(db) != before
    db.rollback()
    assert queries.all_cells(db) == before
    assert db.connection().execute(sa.select(KeptChange)).all() == []
    assert service.differences(db, STAGE, ON) == Counter()


def test_what_is_wrong_is_found_and_put_right(
    db: Session, engine: Engine, people: list[int]
) -> None:
    service.fold(db, STAGE, ON)
    cells = table(KeptCell)
    wrong = sa.update(cells).where(cells.c.measure == "newly").values(people=len(people) + 3)
    db.connection().execute(wrong)
    (found,) = service.differences(db, STAGE, ON).values()
    assert found == 3
    db.commit()
    assert service.put_right(engine, STAGE, ON) == 1
    assert service.put_right(engine, STAGE, ON) == 0
    assert newly(engine) == (True, 20)


@pytest.mark.usefixtures("people")
def test_a_large_backlog_is_taken_in_by_slices(engine: Engine, db: Session) -> None:
    assert not service.fold(db, STAGE, ON, at_most=7)
    db.commit()
    assert not service.fold(db, STAGE, ON, at_most=7)
    assert service.fold(db, STAGE, ON, at_most=7)
    db.commit()
    assert newly(engine) == (True, 20)


def test_readers_and_writers_at_once_neither_lose_nor_double(
    engine: Engine, people: list[int]
) -> None:
    def write(number: int) -> None:
        with writing(engine) as db:
            who = db.get_one(Participant, people[number])
            stage = (Stage.TERMS_ACCEPTED, Stage.INSTALLED)[number % 2]
            stages = table(AppRegistration)
            is_this = stages.c.participant_id == key(who)
            if number % 2:
                db.connection().execute(sa.delete(stages).where(is_this))
            else:
                months.reached(db, make.participant(db), stage, ON)

    def read(number: int) -> None:
        del number
        service.keep_up(engine, STAGE, ON, slices=1)

    with ThreadPoolExecutor(6) as threads:
        acts = [threads.submit(act, n) for n in range(20) for act in (write, read, read)]
    for act in acts:
        act.result()
    assert newly(engine) == (True, 20)  # ten were added, and ten taken back
    with reading(engine) as db:
        assert service.differences(db, STAGE, ON) == Counter()


def test_every_table_that_counts_is_watched(engine: Engine) -> None:
    """A migration that builds a table anew on SQLite must put its triggers back."""
    on_sqlite = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    on_postgresql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with engine.connect() as connection:
        wanted = on_sqlite if engine.dialect.name == "sqlite" else on_postgresql
        found = {name for (name,) in connection.exec_driver_sql(wanted)}
    assert found >= {
        f"kept_{name}_{verb}" for name, verbs in WATCHED.items() for verb in verbs.split()
    }
