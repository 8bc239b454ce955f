"""Numbered migrations: what the database stands at, and bringing it to the newest.

Every command looks whether the database is current, and few change it: so looking does without
Alembic, which takes longer to come up than most commands to answer.
"""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from classroom.core.db import BUSY_SECONDS, for_writing, sqlite_file
from classroom.core.errors import Refusal

ALWAYS = "staff_member"
"""A table that every form has had."""
UPGRADE_LOCK = 770_003
NEWER = "データベースのほうが新しい形です。プログラムを新しいものに入れかえてください。"
TORN = "データベースの版の記録がこわれています。classroom db restore で控えからもどしてください。"
_VERSION = sa.table("alembic_version", sa.column("version_num", sa.String))


def newest() -> str:
    return max(_known())


def _known() -> set[str]:
    """Return the migrations' numbers: the first words of their files' names."""
    files = (Path(__file__).parent / "versions").glob("[0-9]*.py")
    return {file.name.partition("_")[0] for file in files}


def require_known(revision: str | None) -> None:
    """Refuse the number of a form that this program has never had."""
    if revision is not None and revision not in _known():
        raise Refusal(NEWER if revision > newest() else TORN)


def present(engine: Engine) -> str | None:
    """Return the number that the database stands at; None while it is empty."""
    if not _is_there(engine):
        return None
    with engine.connect() as connection:
        return _present(connection)


def _present(connection: Connection) -> str | None:
    inspector = sa.inspect(connection)
    numbers: list[str] = []
    if inspector.has_table(_VERSION.name):
        numbers = list(connection.execute(sa.select(_VERSION.c.version_num)).scalars())
    if len(numbers) > 1 or (not numbers and inspector.has_table(ALWAYS)):
        raise Refusal(TORN)
    return numbers[0] if numbers else None


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
            _heed_references(connection, heed=False)
        with connection.begin():
            if not sqlite:
                _take_turn(connection)
            require_known(_present(connection))
            (steps.downgrade if back else steps.upgrade)(connection, revision)
            if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise Refusal("データベースの参照がこわれています。控えからもどしてください。")
        if sqlite:
            _heed_references(connection, heed=True)


def refuse_lost(engine: Engine, instance: Path) -> None:
    """Refuse to make an empty database where one was served before and is gone."""
    file, served = sqlite_file(engine.url), instance / "address"
    if file is not None and served.exists() and not exists(engine):
        raise Refusal(
            f"前に使っていたデータベース {file} がありません。もとの場所にもどすか、"
            "classroom db restore で控えからもどしてください"
            f"（はじめから作り直すときは、先に {served} を消してください）。"
        )


def _take_turn(connection: Connection) -> None:
    """Let one program after another in, and wait for what others hold no longer than for SQLite."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(UPGRADE_LOCK)))


def _heed_references(connection: Connection, *, heed: bool) -> None:
    # Inside a transaction this setting does nothing, so it is said to the driver directly.
    driver = connection.connection.driver_connection
    if driver is None:
        raise LookupError("the connection is closed")
    driver.execute(f"PRAGMA foreign_keys = {'ON' if heed else 'OFF'}")


def require_current(engine: Engine) -> None:
    """Refuse a database that is behind this program, or ahead of it."""
    now, head = present(engine), newest()
    if now == head:
        return
    if now is None:
        raise Refusal(absent(sqlite_file(engine.url)))
    require_known(now)
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
