"""The migrations and the tables in the code are the same thing, said twice."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine
from sqlmodel import SQLModel

import tests.tables  # noqa: F401  fills the metadata
from classroom.app import create_app
from classroom.core import migrations
from classroom.core.config import Settings
from classroom.core.db import for_writing, make_engine
from classroom.core.errors import Refusal
from classroom.core.migrations import steps


def test_there_is_one_line_of_migrations_and_its_end_has_the_highest_number(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        steps_there = ScriptDirectory.from_config(steps.config(connection))
        stands_at = MigrationContext.configure(connection).get_current_revision()
    assert [migrations.newest()] == steps_there.get_heads() == [stands_at]
    assert migrations.present(engine) == stands_at


def test_the_migrations_make_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    migrated = make_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    migrations.upgrade(migrated)
    created = make_engine(f"sqlite:///{tmp_path / 'created.sqlite'}")
    SQLModel.metadata.create_all(created)
    assert _clauses(migrated) == _clauses(created)


def test_alembic_sees_nothing_left_to_do_on_either_database(engine: Engine) -> None:
    with for_writing(engine).begin() as connection:
        command.check(steps.config(connection))


def test_it_goes_down_and_up_again(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'there-and-back.sqlite'}")
    migrations.upgrade(engine)
    before = _clauses(engine)
    with for_writing(engine).begin() as connection:
        command.downgrade(steps.config(connection), "base")
    assert _clauses(engine).keys() <= {"alembic_version"}
    migrations.upgrade(engine)
    assert _clauses(engine) == before


def test_it_refuses_to_start_on_an_empty_database(settings: Settings, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with pytest.raises(Refusal, match="classroom db upgrade"):
        create_app(settings, engine)


def test_it_refuses_to_start_on_a_database_that_is_behind(
    settings: Settings, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'behind.sqlite'}")
    migrations.upgrade(engine)
    _pretend(engine, "0001")
    with pytest.raises(Refusal, match="古いまま"):
        create_app(settings, engine)


def test_it_refuses_to_start_on_a_database_of_a_newer_program(
    settings: Settings, tmp_path: Path
) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'ahead.sqlite'}")
    migrations.upgrade(engine)
    _pretend(engine, "9999")
    with pytest.raises(Refusal, match="新しいものに入れかえて"):
        create_app(settings, engine)


def _pretend(engine: Engine, number: str) -> None:
    with for_writing(engine).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :n"), {"n": number})


def _clauses(engine: Engine) -> dict[str, list[str]]:
    """Return each object's definition as its sorted clauses: Alembic orders them differently."""
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE sql > '' AND type <> 'trigger'"
        )
        for name, sql in rows:
            if name != "alembic_version":
                plain = re.sub(r'[\s"]+', " ", sql).strip()
                head, _, body = plain.partition("(")
                parts = re.split(r",(?![^(]*\))", body.removesuffix(")"))
                found[name] = [head.strip(), *sorted(part.strip() for part in parts)]
    return found
