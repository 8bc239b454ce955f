"""Opening the real database, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from classroom import config, db, migrations


@contextmanager
def reading() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session that only reads. Refuses a database that is behind."""
    settings = config.load()
    engine = db.make_engine(settings.database_url)
    migrations.require_current(engine)
    with db.reading(engine) as session:
        yield settings, session


@contextmanager
def writing() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session for one piece of work, committed at its end."""
    settings = config.load()
    engine = db.make_engine(settings.database_url)
    migrations.require_current(engine)
    with db.writing(engine) as session:
        yield settings, session
