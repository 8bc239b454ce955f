"""Fixtures of the whole suite. The same tests run on SQLite, and on PostgreSQL where one is named.

TEST_POSTGRESQL names a server's database that the suite may empty.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask, g, request
from hypothesis import settings as hypothesis_settings
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

import tests.tables  # noqa: F401  every table: PostgreSQL is emptied by them
from classroom.app import create_app
from classroom.core import config, migrations
from classroom.core import db as core_db
from classroom.core.db import for_writing, make_engine
from classroom.rules.words.staff import Role
from classroom.web.database import Runtime
from classroom.web.serving import _settle
from classroom.web.staff import service
from tests import make
from tests.page import PageClient

pytest_plugins = ["tests.browsers"]
# How long an example takes is nobody's business here: machines are busy.
hypothesis_settings.register_profile("steady", parent=hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("steady")
DATABASE_FIXTURES = {"db", "engine", "database_url", "app"}
POSTGRESQL = os.environ.get("TEST_POSTGRESQL")


# Browsers, PDF tools, simulations, state machines, processes, and each page asked by each role:
# `pytest -m "not slow"` leaves them out.
SLOW = (
    *("tests/browser/", "tests/outside/", "tests/tools/", "tests/papers/", "tests/kit/"),
    *("tests/web/test_routes.py", "tests/class_day/app_registration/test_replay.py"),
    "tests/desk/merging/test_desks_that_merge.py",
    "tests/desk/merging/test_merge_and_undo.py",
    "tests/desk/queue/test_eight_desks.py",
    "tests/desk/queue/test_last_seats.py",
    "tests/desk/queue/test_seats_add_up.py",
    "tests/figures/nowcast/test_gate.py",
    "tests/figures/opendata/test_suppression.py",
    "tests/figures/outlook/test_coverage.py",
    "tests/figures/registrations/test_any_town.py",
    "tests/figures/results/test_any_breakdown.py",
    "tests/figures/results/test_viewers_attack.py",
)
ROOT = Path(__file__).parent.parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is slow. On PostgreSQL run what touches a database; SQLite did the rest.

    What is slow begins: at the end a worker would wait for the other's half minute.
    """
    for item in items:
        if item.path.relative_to(ROOT).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
    if POSTGRESQL is None:
        return
    kept = [item for item in items if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def pytest_collection_finish() -> None:
    """Look for garbage in large rounds, and not in what the tests have loaded, as a server does."""
    _settle()


@pytest.fixture(autouse=True, scope="session")
def no_settings_from_outside() -> None:
    """Keep the machine's own CLASSROOM_* settings out of the tests."""
    for name in [name for name in os.environ if name.startswith("CLASSROOM_")]:
        del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hash passwords at argon2's least cost: a suite signs in hundreds of times."""
    usual = service.HASHER
    service.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    yield
    service.HASHER = usual


@pytest.fixture(autouse=True, scope="session")
def no_waiting_for_the_disk() -> Iterator[None]:
    """Let SQLite not wait for the disk at each commit: no test pulls the plug."""
    usual = core_db.SYNCHRONOUS
    core_db.SYNCHRONOUS = "OFF"
    yield
    core_db.SYNCHRONOUS = usual


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file made by the migrations, to be copied for each test."""
    path = tmp_path_factory.mktemp("pattern") / "pattern.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    migrations.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    """Return the address of a fresh PostgreSQL database of this run, where a server is named."""
    if POSTGRESQL is None:
        yield None
        return
    with another(POSTGRESQL, of="template1") as url:
        engine = make_engine(url)
        migrations.upgrade(engine)
        engine.dispose()
        yield url


@contextmanager
def another(url: str, of: str | None = None) -> Iterator[str]:
    """Make a PostgreSQL database as a copy of one that nobody is using, for as long as it takes.

    It is a copy of the database that the address names, unless `of` names another of its server.
    """
    address, name = sa.make_url(url), f"classroom_{uuid.uuid4().hex[:12]}"
    # Not from the database that is copied: a copy is made of one without visitors.
    server = sa.create_engine(POSTGRESQL or url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.exec_driver_sql(
            f'CREATE DATABASE "{name}" TEMPLATE "{of or address.database}" STRATEGY file_copy'
        )
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def kept_engine(
    postgresql: str | None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Keep one engine for the run: with each new one every statement would be compiled anew."""
    path = tmp_path_factory.mktemp("database") / "test.sqlite"
    engine = make_engine(postgresql or f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def database_url(pattern: Path, kept_engine: Engine) -> Iterator[str]:
    """Return the address of an empty database in the newest form."""
    if kept_engine.dialect.name == "postgresql":
        empty(kept_engine)
    else:
        Path(str(kept_engine.url.database)).write_bytes(pattern.read_bytes())
    yield kept_engine.url.render_as_string(hide_password=False)
    kept_engine.dispose()


@pytest.fixture
def engine(database_url: str, kept_engine: Engine) -> Iterator[Engine]:
    """Open the test's database: the kept one, or one of its own where a test has named another."""
    if database_url == kept_engine.url.render_as_string(hide_password=False):
        yield kept_engine
        return
    own = make_engine(database_url)
    yield own
    own.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """Give a session for arranging and looking; commit what other sessions are to see."""
    with Session(for_writing(engine), expire_on_commit=False) as session:
        yield session


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> config.Settings:
    """Return the settings of a test city, whose figures no plan knows."""
    return _settings(tmp_path, database_url)


def _settings(instance: Path, database_url: str) -> config.Settings:
    return config.Settings(
        instance=instance,
        database_url=database_url,
        secret_key="for tests only",
        contact="デジタル推進課（内線 2145）",
    )


class Uncommitted:
    """Writes down each request whose session flushed and was never committed."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        event.listen(Session, "after_flush", self._flushed)
        event.listen(Session, "after_commit", self._settled)
        event.listen(Session, "after_rollback", self._settled)

    def closing(self, error: BaseException | None) -> None:
        """Look at the request's session before it is closed."""
        session = g.get("db")
        if session is not None and error is None and session.info.get("flushed"):
            self.requests.append(f"{request.method} {request.path}")

    def _flushed(self, session: Session, context: object) -> None:
        del context
        session.info["flushed"] = True

    def _settled(self, session: Session) -> None:
        session.info.pop("flushed", None)


@pytest.fixture(scope="session")
def uncommitted() -> Uncommitted:
    """Watch every session of the run."""
    return Uncommitted()


@pytest.fixture(scope="session")
def built(
    pattern: Path, uncommitted: Uncommitted, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """Build the application once: its templates are compiled once, as in an office's day."""
    settings = _settings(tmp_path_factory.mktemp("built"), f"sqlite:///{pattern}")
    app = create_app(settings)
    app.config["TESTING"] = True
    # Teardowns run last first, so this one sees the session before it is closed.
    app.teardown_appcontext(uncommitted.closing)
    return app


@pytest.fixture
def app(
    built: Flask, settings: config.Settings, engine: Engine, uncommitted: Uncommitted
) -> Iterator[Flask]:
    """Give the application on this test's database; a view that never commits fails its test."""
    usual = built.extensions["classroom"]
    built.extensions["classroom"] = Runtime(settings, engine)
    uncommitted.requests.clear()
    yield built
    built.extensions["classroom"] = usual
    assert not uncommitted.requests, f"flushed and never committed: {uncommitted.requests}"


@pytest.fixture
def anyone(app: Flask) -> PageClient:
    """Give a browser in which nobody has signed in."""
    return PageClient(app.test_client())


class SignedIn:
    """Browsers of the cast, one a role: signed_in(Role.RECEPTION)."""

    def __init__(self, app: Flask, db: Session) -> None:
        self.app, self.db = app, db

    def __call__(self, role: Role) -> PageClient:
        """Give a browser in which the cast's person of this role is signed in."""
        person = make.staff(self.db, role)
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["member"] = person.id
            cookie["stamp"] = person.stamp
            cookie["seen"] = make.NOW.timestamp()
        self.db.commit()
        return PageClient(client)


@pytest.fixture
def signed_in(app: Flask, db: Session) -> SignedIn:
    """Give browsers of the cast by role."""
    return SignedIn(app, db)


@pytest.fixture
def desk(signed_in: SignedIn) -> PageClient:
    """Give the browser of the clerk at the reception desk."""
    return signed_in(Role.RECEPTION)


@pytest.fixture
def planner(signed_in: SignedIn) -> PageClient:
    """Give the coordinator's browser."""
    return signed_in(Role.COORDINATOR)


def empty(engine: Engine) -> None:
    """Empty every table, and start its numbers anew.

    DELETE, since TRUNCATE makes new files for each of thirty tables: twenty times slower here.
    """
    tables = SQLModel.metadata.sorted_tables
    emptied = [str(sa.delete(table)) for table in reversed(tables)]
    restarted = [
        f"setval(pg_get_serial_sequence('{table.name}', 'id'), 1, false)"
        for table in tables
        if "id" in table.c and isinstance(table.c.id.type, sa.Integer)
    ]
    with engine.begin() as connection:
        connection.exec_driver_sql("; ".join([*emptied, f"SELECT {', '.join(restarted)}"]))
