"""Numbered migrations, and the few commands that run them."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from classroom.core.db import for_writing, sqlite_file
from classroom.core.errors import Refusal


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for the migrations in this package."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def newest() -> str:
    head = ScriptDirectory.from_config(config()).get_current_head()
    if head is None:
        raise LookupError("the package carries no migration")
    return head


def present(engine: Engine) -> str | None:
    """Return the number that the database stands at; None while it is empty."""
    if not _is_there(engine):
        return None
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form, or leave it as it was."""
    _run(engine, command.upgrade, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an older form, for an older program, or leave it as it was."""
    _run(engine, command.downgrade, revision)


def _run(engine: Engine, step: Callable[[Config, str], None], revision: str) -> None:
    with for_writing(engine).connect() as connection:
        # SQLite rebuilds a table by dropping it, which would take the rows that point to it along.
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _check_references(connection, wanted=False)
        with connection.begin():
            step(config(connection), revision)
        if sqlite:
            _check_references(connection, wanted=True)


def _check_references(connection: Connection, *, wanted: bool) -> None:
    # Inside a transaction this setting does nothing, so it is said to the driver directly.
    driver = connection.connection.driver_connection
    if driver is None:
        raise LookupError("the connection is closed")
    driver.execute(f"PRAGMA foreign_keys = {'ON' if wanted else 'OFF'}")
    if wanted and driver.execute("PRAGMA foreign_key_check").fetchone():
        raise Refusal("データベースの参照がこわれています。控えからもどしてください。")


def require_current(engine: Engine) -> None:
    """Refuse a database that is behind this program, or ahead of it."""
    now, head = present(engine), newest()
    if now == head:
        return
    if now is None:
        raise Refusal("データベースがまだありません。classroom db upgrade を実行してください。")
    if now > head:
        raise Refusal(
            "データベースのほうが新しい形です。プログラムを新しいものに入れかえてください。"
        )
    raise Refusal(
        "データベースの形が古いままです。先に classroom db backup で控えを取り、"
        "classroom db upgrade を実行してください。"
    )


def exists(engine: Engine) -> bool:
    return _is_there(engine) and bool(sa.inspect(engine).get_table_names())


def _is_there(engine: Engine) -> bool:
    """Tell whether there is a file: SQLite would make one by being asked."""
    file = sqlite_file(engine.url)
    return file is None or file.exists()
