"""Putting the list away, and the first backup."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from classroom.core import clock
from classroom.core.commands import copy_database
from classroom.core.errors import Refusal
from classroom.core.settings import queries, service
from classroom.core.settings.values import Settings

FOLDER = "backups"


def put_away(db: Session, settings: Settings, *, away: bool, at: datetime, by: int) -> None:
    """Show the list on the first page no more, or again."""
    wanted = {"setup_put_away": away}
    service.decide(db, settings, wanted, version=queries.version(db), at=at, by=by)


def back_up(settings: Settings, at: datetime) -> Path:
    """Copy the database into a file of the instance folder, and return its path."""
    folder = settings.instance / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise Refusal(
            "控えのフォルダーを作れません。データのフォルダーに書けるかを確かめてください。"
        ) from None
    path = folder / f"classroom-{clock.local(at):%Y%m%d-%H%M%S}.backup"
    copy_database(settings.database_url, path)
    return path
