"""`classroom db`: the database's form, and copies of it."""

import errno
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import click
import sqlalchemy as sa

from classroom.core import clock, config, migrations
from classroom.core.command_line import confirm
from classroom.core.db import make_engine, patience, sqlite_file, url_of, writing
from classroom.core.errors import Refusal
from classroom.core.files import made_whole
from classroom.core.journal import service as journal
from classroom.core.trouble import BUSY, log_trouble

_UNWRITTEN = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR_WRITE: errno.EIO,
    sqlite3.SQLITE_IOERR_FSYNC: errno.EIO,
    sqlite3.SQLITE_IOERR_TRUNCATE: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_READONLY: errno.EROFS,
}


@click.group
def db() -> None:
    """Hold the commands of the database."""


@db.command(help="データベースを作るか、新しい形に直します。")
def upgrade() -> None:
    settings = config.load(begins=True)
    engine = make_engine(settings.database_url)
    before = migrations.present(engine)
    migrations.upgrade(engine)
    now = migrations.present(engine)
    click.echo(
        f"データベースは新しい形です（{now}）。" if before == now else f"{now} に直しました。"
    )
    click.echo(_folder_said(settings))


@db.command(help="データベースの形と中身が正しいかを確かめます。")
def check() -> None:
    settings = config.load()
    engine = make_engine(settings.database_url)
    migrations.require_current(engine)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if said != "ok" or lost is not None:
            raise Refusal(
                "データベースがこわれています。classroom db restore で控えからもどしてください。"
            )
    click.echo("データベースに問題はありません。")
    click.echo(_folder_said(settings))


def _folder_said(settings: config.Settings) -> str:
    return f"設定とデータのフォルダー：{settings.instance}"


@db.command(help="控えを1つのファイルに取ります。使っている最中でもかまいません。")
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Copy the database into one file."""
    settings = config.load()
    if path.is_file():
        raise Refusal(f"{path.name} はもうあります。別の名前にしてください。")
    if path.exists() and not path.is_dir():  # a device: SQLite would leave its journal beside it
        raise Refusal(f"{path} はファイルではありません。新しいファイルの名前を指定してください。")
    copy_database(settings.database_url, path)
    _note_backup(settings.database_url)
    click.echo(f"控えを取りました：{path}")


def copy_database(database_url: str, path: Path) -> None:
    """Copy a database into one file, whole or not at all, also while it is used."""
    url = url_of(database_url)
    with made_whole(path) as part:
        if url.get_backend_name() == "sqlite":
            _backup_sqlite(_sqlite_file(url), part, patience(url))
        else:
            _run_postgres("pg_dump", url, "--format=custom", f"--file={part}")


def _note_backup(database_url: str) -> None:
    """Let the list of the first week know; a copy is as good where nobody can be told."""
    engine = make_engine(database_url)
    with suppress(sa.exc.SQLAlchemyError):
        if migrations.present(engine) == migrations.newest():
            with writing(engine) as session:
                journal.audit(session, "db.backup", {}, staff_member_id=None, at=clock.now())
    engine.dispose()


@db.command(help="控えからもどします。いまの中身は控えの中身に入れかわります。")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="確かめずにもどします。")
def restore(path: Path, yes: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Put a backup in the database's place."""
    url = url_of(config.load(begins=True).database_url)
    _check_readable(path)
    if not yes:
        confirm(
            "いまの中身を控えの中身に入れかえます。よろしいですか",
            otherwise="もどしていません。もどすときは y と答えるか、--yes を付けてください。",
        )
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(path, _sqlite_file(url), patience(url))
    else:
        _run_postgres(
            "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(path)
        )
    click.echo("控えからもどしました。")


def _sqlite_file(url: sa.URL) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise Refusal("メモリの中のデータベースは、控えを取れません。")
    return file


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb"):
            return
    except OSError:
        raise Refusal(f"{path} を開けません。ファイルの名前と場所を確かめてください。") from None


def _backup_sqlite(source: Path, target: Path, wait: float) -> None:
    if not source.exists():
        raise Refusal(migrations.absent(source))
    with closing(sqlite3.connect(source, timeout=wait)) as old:
        _check_sound(old)
        with _copy_blamed(), closing(sqlite3.connect(target)) as new:
            old.backup(new, progress=_waiting(wait))


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


def _check_sound(connection: sqlite3.Connection) -> None:
    """Refuse to keep what could not be put back."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _restore_sqlite(copy: Path, target: Path, wait: float) -> None:
    """Copy it page by page under SQLite's own locks: a server that runs sees the new content."""
    with closing(sqlite3.connect(f"{copy.resolve().as_uri()}?mode=ro", uri=True)) as old:
        if not _is_backup(old):
            raise Refusal(
                f"{copy.name} は、このシステムの控えではありません。ファイルを確かめてください。"
            )
        try:
            with closing(sqlite3.connect(target, timeout=wait)) as new:
                _check_sound(new)
                old.backup(new, progress=_waiting(wait))
        except sqlite3.OperationalError:  # locked, full, no such folder
            raise
        except sqlite3.DatabaseError:  # what stands there is no database any more
            _replace_sqlite(old, target)


def _replace_sqlite(old: sqlite3.Connection, target: Path) -> None:
    with made_whole(target) as part:
        with closing(sqlite3.connect(part)) as new:
            old.backup(new)
        for ending in ("-wal", "-shm", "-journal"):
            target.with_name(target.name + ending).unlink(missing_ok=True)


def _is_backup(connection: sqlite3.Connection) -> bool:
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ours = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
        return sound and ours.fetchone() is not None
    except sqlite3.DatabaseError:
        return False


def _waiting(seconds: float) -> Callable[[int, int, int], None]:
    """Give up where another process holds the lock: Python's backup would ask for ever."""
    until = time.monotonic() + seconds

    def check(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > until:
            raise Refusal(BUSY)

    return check


def _run_postgres(program: str, url: sa.URL, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Refusal(f"{program} が見つかりません。PostgreSQL の道具を入れてください。")
    plain = url.set(drivername="postgresql", password=None)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    target = f"--dbname={plain.render_as_string(hide_password=False)}"
    result = subprocess.run(  # noqa: S603  a program of PostgreSQL's, found on the PATH
        [found, "--no-password", target, *arguments],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if result.returncode:
        kept = log_trouble(config.instance_folder, f"{program}: {result.stderr}", clock.now())
        raise Refusal(
            f"{program} ができませんでした。PostgreSQLが動いているか、ファイルが控えか、"
            f"ディスクの空きがあるかを確かめてください（くわしい記録：{kept or 'ありません'}）。"
        )
