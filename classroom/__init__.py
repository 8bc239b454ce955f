"""The smartphone-class (スマホ教室) management system of a city."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.engine import Engine

    from classroom.config import Settings


def create_app(settings: "Settings | None" = None, engine: "Engine | None" = None) -> "Flask":
    """Make the application on a database that is up to date.

    Raises SettingError or Refusal, in Japanese, where a setting or the database does not fit.
    """
    # Imported only here, so that a command that shows no page starts without all of them.
    from classroom.factory import build  # noqa: PLC0415

    return build(settings, engine)
