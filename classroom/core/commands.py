"""`classroom db`: the database's form, and copies of it."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import click
import sqlalchemy as sa

from classroom.core import config, migrations
from classroom.core.db import make_engine
from classroom.core.errors import Refusal


@click.group(help="データベースの形と控え")
def db() -> None:
    """Hold the commands of the database."""


@db.command(help="データベースを作るか、新しい形に直します。")
def upgrade() -> None:
    settings = config.load()
    engine = make_engine(settings.database_url)
    before = migrations.present(engine)
    migrations.upgrade(engine)
    now = migrations.present(engine)
    click.echo(
        f"データベースは新しい形です（{now}）。" if before == now else f"{now} に直しました。"
    )


@db.command(help="データベースの形と中身が正しいかを確かめます。")
def check() -> None:
    """Check the form, and SQLite's own integrity."""
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


@db.command(help="控えを1つのファイルに取ります。使っている最中でもかまいません。")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
def backup(path: Path) -> None:
    """Copy the database into one file."""
    url = sa.make_url(config.load().database_url)
    if path.exists():
        raise Refusal(f"{path.name} はもうあります。別の名前にしてください。")
    unfinished = path.with_name(path.name + ".part")
    if url.get_backend_name() == "sqlite":
        _copy_sqlite(_sqlite_path(url), unfinished)
    else:
        _run_postgres("pg_dump", url, "--format=custom", f"--file={unfinished}")
    unfinished.replace(path)
    click.echo(f"控えを取りました：{path}")


@db.command(help="控えからもどします。いまの中身は控えの中身に入れかわります。")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="確かめずにもどします。")
def restore(path: Path, yes: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Put a backup in the database's place."""
    url = sa.make_url(config.load().database_url)
    if not yes:
        click.confirm("いまの中身を控えの中身に入れかえます。よろしいですか", abort=True)
    if url.get_backend_name() == "sqlite":
        _restore_sqlite(path, _sqlite_path(url))
    else:
        _run_postgres(
            "pg_restore", url, "--clean", "--if-exists", "--single-transaction", str(path)
        )
    click.echo("控えからもどしました。")


def _sqlite_path(url: sa.URL) -> Path:
    if url.database in (None, "", ":memory:"):
        raise Refusal("メモリの中のデータベースは、控えを取れません。")
    return Path(str(url.database))


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.exists():
        raise Refusal("データベースがまだありません。classroom db upgrade を実行してください。")
    target.unlink(missing_ok=True)
    old, new = sqlite3.connect(source), sqlite3.connect(target)
    try:
        old.backup(new)
    finally:
        old.close()
        new.close()


def _restore_sqlite(copy: Path, target: Path) -> None:
    probe = sqlite3.connect(copy)
    try:
        sound = probe.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        ours = probe.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()
    except sqlite3.DatabaseError:
        sound, ours = False, None
    finally:
        probe.close()
    if not sound or ours is None:
        raise Refusal(
            f"{copy.name} は、このシステムの控えではありません。ファイルを確かめてください。"
        )
    unfinished = target.with_name(target.name + ".part")
    shutil.copyfile(copy, unfinished)
    for ending in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    unfinished.replace(target)


def _run_postgres(program: str, url: sa.URL, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise Refusal(f"{program} が見つかりません。PostgreSQL の道具を入れてください。")
    plain = url.set(drivername="postgresql", password=None)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    target = f"--dbname={plain.render_as_string(hide_password=False)}"
    result = subprocess.run(  # noqa: S603  a program of PostgreSQL's, found on the PATH
        [found, target, *arguments], env=environment, check=False, capture_output=True, text=True
    )
    if result.returncode:
        raise Refusal(f"{program} ができませんでした：{result.stderr.strip()[:300]}")
