"""Numbered migrations: what the database stands at, and bringing it to the newest.

Every command looks whether the database is current, and few change it: so looking does without
Alembic, which takes longer to come up than most commands to answer.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from classroom.core.db import for_writing, sqlite_file
from classroom.core.errors import Refusal

_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))


def newest() -> str:
    """Return the number of the newest migration: the first word of its file's name."""
    files = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return max(file.name.partition("_")[0] for file in files)


def present(engine: Engine) -> str | None:
    """Return the number that the database stands at; None while it is empty."""
    if not _is_there(engine):
        return None
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(_VERSION.name):
            return None
        return connection.execute(sa.select(_VERSION.c.version_num)).scalar_one_or_none()


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest form, or leave it as it was."""
    _run(engine, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take the database back to an older form, for an older program, or leave it as it was."""
    _run(engine, revision, back=True)


def _run(engine: Engine, revision: str, *, back: bool = False) -> None:
    from classroom.core.migrations import steps  # noqa: PLC0415  Alembic only where it is needed

    with for_writing(engine).connect() as connection:
        # SQLite rebuilds a table by dropping it, which would take the rows that point to it along.
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _check_references(connection, wanted=False)
        with connection.begin():
            (steps.downgrade if back else steps.upgrade)(connection, revision)
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
        raise Refusal(absent(sqlite_file(engine.url)))
    if now > head:
        raise Refusal(
            "データベースのほうが新しい形です。プログラムを新しいものに入れかえてください。"
        )
    raise Refusal(
        "データベースの形が古いままです。先に classroom db backup で控えを取り、"
        "classroom db upgrade を実行してください。"
    )


def absent(file: Path | None) -> str:
    """Say that there is no database yet, and where it was looked for."""
    place = f"（{file}）" if file else ""
    return (
        f"データベースがまだありません{place}。classroom db upgrade を実行してください。"
        "ほかの場所にあるときは、環境変数 CLASSROOM_INSTANCE でフォルダーを指定してください。"
    )


def exists(engine: Engine) -> bool:
    return _is_there(engine) and bool(sa.inspect(engine).get_table_names())


def _is_there(engine: Engine) -> bool:
    """Tell whether there is a file: SQLite would make one by being asked."""
    file = sqlite_file(engine.url)
    return file is None or file.exists()
