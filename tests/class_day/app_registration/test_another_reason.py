"""The migration that lets the database take 他, the reason that is none of the others."""

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from classroom.class_day.app_registration.models import AppOutcome
from classroom.core import migrations
from classroom.core.db import for_writing, writing
from classroom.rules.words.app import Blocker
from tests.class_day.app_registration.test_stages import Case

OF_TABLE = sa.text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name")


def down(engine: Engine) -> None:
    migrations.downgrade(engine, "0012-1")


def reasons(engine: Engine) -> list[Blocker | None]:
    with Session(engine) as db:
        return [row.blocker for row in db.exec(select(AppOutcome).order_by("id"))]


def test_going_back_keeps_the_result_and_leaves_its_reason_to_be_asked_again(
    engine: Engine,
) -> None:
    with writing(engine) as db:
        case = Case(db)
        case.block(Blocker.OTHER, case.first)
        case.block(Blocker.NO_CARD, case.second)
    down(engine)
    try:
        assert reasons(engine) == [None, Blocker.NO_CARD]
        another = sa.update(AppOutcome).values(blocker=Blocker.OTHER)
        with pytest.raises(IntegrityError), for_writing(engine).begin() as connection:
            connection.execute(another)
    finally:
        migrations.upgrade(engine)
    with for_writing(engine).begin() as connection:
        connection.execute(another)
    assert reasons(engine) == [Blocker.OTHER, Blocker.OTHER]


def test_the_triggers_of_the_table_outlive_it(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL changes the check in place")
    with engine.connect() as connection:
        before = connection.execute(OF_TABLE, {"name": "app_outcome"}).scalar_one()
    down(engine)
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(OF_TABLE, {"name": "app_outcome"}).scalar_one() == before
