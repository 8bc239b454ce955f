"""What every command shares: a lazy group, the real database, and sentences for wrong calls."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, cast

import click
from sqlalchemy.engine import Engine
from sqlmodel import Session

from classroom.core import config, db, migrations


class LazyGroup(click.Group):
    """A click group whose commands are named as "module:attribute"."""

    def __init__(self, *args: Any, commands_at: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands_at = dict(commands_at)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names."""
        del ctx
        return sorted(self.commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of this name."""
        del ctx
        place = self.commands_at.get(cmd_name)
        if place is None:
            return None
        module, _, attribute = place.partition(":")
        return cast("click.Command", getattr(importlib.import_module(module), attribute))


@contextmanager
def reading() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session that only reads. Refuses a database that is behind."""
    with _opened() as (settings, engine), db.reading(engine) as session:
        yield settings, session


@contextmanager
def writing() -> Iterator[tuple[config.Settings, Session]]:
    """Give the settings and a session for one piece of work, committed at its end."""
    with _opened() as (settings, engine), db.writing(engine) as session:
        yield settings, session


@contextmanager
def _opened() -> Iterator[tuple[config.Settings, Engine]]:
    settings = config.load()
    engine = db.make_engine(settings.database_url)
    try:
        migrations.require_current(engine)
        yield settings, engine
    finally:
        engine.dispose()


def sentence_of(problem: click.ClickException) -> str:
    """Return what to do about a wrong call."""
    see = f"{_path(problem)} --help で、使い方が見られます。"
    match problem:
        case click.NoSuchOption(option_name=name):
            return f"「{name}」という指定はありません。{see}"
        case click.MissingParameter(param=param) if param is not None:
            return f"{_named(param)}を指定してください。{see}"
        case click.BadParameter(param=param) if param is not None:
            return f"{_named(param)}に指定した値は使えません。{see}"
        case click.FileError(ui_filename=name):
            return f"ファイル {name} を開けません。場所と名前を確かめてください。"
        case click.UsageError(message=message) if "No such command" in message:
            name = message.split("'")[1] if "'" in message else ""
            return f"「{name}」という命令はありません。{see}"
        case _:
            return f"この書き方では実行できません。{see}"


def _path(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return context.command_path if context is not None else "classroom"


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"「{param.opts[-1]}」"
    return f"「{param.human_readable_name}」"
