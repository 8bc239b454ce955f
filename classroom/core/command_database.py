"""The real database, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.core import config, db, migrations
from classroom.core.settings.queries import carried, stored
from classroom.core.settings.values import with_stored


@contextmanager
def reading() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session that only reads. Refuses a database that is behind."""
    with _opened() as (settings, engine), db.reading(engine) as session:
        yield _in_force(settings, session), session


@contextmanager
def writing() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session for one piece of work, committed at its end."""
    with _opened() as (settings, engine), db.writing(engine) as session:
        yield _in_force(settings, session), session


def _in_force(given: config.Settings, session: Session) -> config.Settings:
    found = with_stored(given, stored(session))
    carried(session, lambda: found)
    return found


@contextmanager
def _opened() -> Iterator[tuple[config.Settings, Engine]]:
    settings = config.load()
    engine = db.make_engine(settings.database_url)
    try:
        migrations.require_current(engine)
        yield settings, engine
    finally:
        engine.dispose()
