"""Backups of an SQLite database: taken, proved, and put back."""

import errno
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from classroom.core import migrations
from classroom.core.errors import Refusal
from classroom.core.files import made_whole
from classroom.core.shapes import lacking
from classroom.core.trouble import BUSY

_UNWRITTEN: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR_WRITE: errno.EIO,
    sqlite3.SQLITE_IOERR_FSYNC: errno.EIO,
    sqlite3.SQLITE_IOERR_TRUNCATE: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}


def backup_sqlite(source: Path, target: Path, wait: float) -> None:
    """Copy a database that may be in use; refuses a copy that could not be put back."""
    if not source.exists() or not source.stat().st_size:
        raise Refusal(migrations.absent(source))
    with closing(sqlite3.connect(source, timeout=wait)) as old:
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with _copy_blamed(), closing(sqlite3.connect(target)) as new:
            old.backup(new, progress=_waiting(wait))
            new.execute("PRAGMA journal_mode = DELETE")  # one file, without a -wal beside it
            if _revision(new) is None:
                raise Refusal(
                    "データベースがこわれていて、控えを取れません。classroom db check で確かめ、"
                    "前の控えからもどしてください。"
                )


@contextmanager
def _copy_blamed() -> Iterator[None]:
    """Raise what SQLite could not write as OSError: the copy's place is full or closed."""
    try:
        yield
    except sqlite3.OperationalError as problem:
        code = getattr(problem, "sqlite_errorcode", None)
        if code not in _UNWRITTEN:
            raise
        raise OSError(_UNWRITTEN[code], str(problem)) from problem


def revision_of_sqlite(copy: Path) -> str:
    """Return the number of the form of a backup that is sound and whole; refuses any other."""
    with closing(_read_only(copy)) as old:
        revision = _revision(old)
        if revision is None:
            raise not_ours(copy)
        migrations.require_known(revision)
        if lacking(_shape(old), revision):
            raise not_ours(copy)
    return revision


def not_ours(copy: Path) -> Refusal:
    return Refusal(
        f"{copy.name} は、このシステムの控えではありません（または、こわれています）。"
        "別の控えを指定してください。"
    )


def restore_sqlite(copy: Path, target: Path, wait: float) -> None:
    """Copy it page by page under SQLite's own locks: a server that runs sees the new content."""
    with closing(_read_only(copy)) as old:
        try:
            with closing(sqlite3.connect(target, timeout=wait)) as new:
                new.execute("SELECT count(*) FROM sqlite_master").fetchone()
                old.backup(new, progress=_waiting(wait))
        except sqlite3.OperationalError:  # locked, full, no such folder
            raise
        except sqlite3.DatabaseError:  # what stands there is no database any more
            _replace(old, target)


def _replace(old: sqlite3.Connection, target: Path) -> None:
    with made_whole(target) as part:
        with closing(sqlite3.connect(part)) as new:
            old.backup(new)
        for ending in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)


def _read_only(copy: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)


def _revision(connection: sqlite3.Connection) -> str | None:
    """Return the one number of the form of a sound database; None for anything else."""
    try:
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            return None
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            return None
        numbers = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError:
        return None
    return str(numbers[0][0]) if len(numbers) == 1 else None


def _shape(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    rows = connection.execute(
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table'"
    ).fetchall()
    return {
        table: frozenset(column for of, column in rows if of == table)
        for table in {row[0] for row in rows}
    }


def _waiting(seconds: float) -> Callable[[int, int, int], None]:
    """Give up where another process holds the lock: Python's backup would ask for ever."""
    until = time.monotonic() + seconds

    def check(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > until:
            raise Refusal(BUSY)

    return check
