"""`classroom db`: the database's form, and copies of it."""

from contextlib import suppress
from pathlib import Path

import click
import sqlalchemy as sa

from classroom.core import clock, config, migrations
from classroom.core.command_line import confirm
from classroom.core.copies import backup_sqlite, restore_sqlite, revision_of_sqlite
from classroom.core.db import make_engine, patience, sqlite_file, url_of, writing
from classroom.core.dumps import backup_postgresql, restore_postgresql, revision_of_dump
from classroom.core.errors import Refusal
from classroom.core.files import made_whole, refuse_own
from classroom.core.journal import service as journal
from classroom.core.shapes import lacking, shape_of

NAMED_MAX = 3
"""Of what is missing so many are named: a sentence stays one."""


@click.group
def db() -> None:
    """Hold the commands of the database."""


@db.command(help="データベースを作るか、新しい形に直します。")
def upgrade() -> None:
    settings = config.load(begins=True)
    engine = make_engine(settings.database_url)
    migrations.refuse_lost(engine, settings.instance)
    before = migrations.present(engine)
    migrations.upgrade(engine)
    now = migrations.present(engine)
    click.echo(
        f"データベースは新しい形です（{now}）。" if before == now else f"{now} に直しました。"
    )
    click.echo(_folder_said(settings))


def check_form() -> None:
    """Refuse a database that is damaged or not as this program needs it; else say so."""
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
    gone = lacking(shape_of(engine), migrations.newest())
    if gone:
        raise Refusal(
            f"データベースに足りないものがあります（{'・'.join(gone[:NAMED_MAX])}）。"
            "classroom db restore で控えからもどしてください。"
        )
    click.echo("データベースに問題はありません。")
    click.echo(_folder_said(settings))


def _folder_said(settings: config.Settings) -> str:
    return f"設定とデータのフォルダー：{settings.instance}"


@db.command(help="控えを1つのファイルに取ります。使っている最中でもかまいません。")
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Copy the database into one file, which appears once it is whole."""
    settings = config.load()
    if path.is_file():
        raise Refusal(f"{path.name} はもうあります。別の名前にしてください。")
    if path.exists() and not path.is_dir():  # a device: SQLite would leave its journal beside it
        raise Refusal(f"{path} はファイルではありません。新しいファイルの名前を指定してください。")
    refuse_own(path)
    copy_database(settings.database_url, path)
    _note_backup(settings.database_url)
    click.echo(f"控えを取りました：{path}")


def copy_database(database_url: str, path: Path) -> None:
    """Copy a database into one file, whole or not at all, also while it is used."""
    url = url_of(database_url)
    with made_whole(path) as part:
        if url.get_backend_name() == "sqlite":
            backup_sqlite(_sqlite_file(url), part, patience(url))
        else:
            backup_postgresql(url, part)


def _note_backup(database_url: str) -> None:
    """Let the list of the first week know; a copy is as good where nobody can be told."""
    engine = make_engine(database_url)
    with suppress(sa.exc.SQLAlchemyError, Refusal):
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
    revision = _revision_of_backup(path, url)
    if not yes:
        confirm(
            "いまの中身を控えの中身に入れかえます。よろしいですか",
            otherwise="もどしていません。もどすときは y と答えるか、--yes を付けてください。",
        )
    if url.get_backend_name() == "sqlite":
        restore_sqlite(path, _sqlite_file(url), patience(url))
    else:
        restore_postgresql(url, path)
    click.echo("控えからもどしました。")
    if revision != migrations.newest():
        click.echo("控えの形が古いので、続けて classroom db upgrade を実行してください。")


def _sqlite_file(url: sa.URL) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise Refusal("メモリの中のデータベースは、控えを取れません。")
    return file


def _revision_of_backup(path: Path, url: sa.URL) -> str:
    """Read a backup wholly and return its form's number; refuses whatever cannot be put back."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        raise Refusal(f"{path} を開けません。ファイルの名前と場所を確かめてください。") from None
    own = sqlite_file(url)
    if own is not None and own.exists() and path.samefile(own):
        raise Refusal(
            f"{path} は、いま使っているデータベースです。控えのファイルを指定してください。"
        )
    return revision_of_sqlite(path) if own is not None else revision_of_dump(path)
