"""What every command shares: how it is found and run, and sentences for wrong calls.

`classroom --version` and whatever was mistyped wait for this module: it knows no library but click.
A command brings its own room along when it is called, and the database from `command_database`.
"""

import gc
import importlib
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, NoReturn, TextIO, cast

import click
from click.exceptions import NoArgsIsHelpError

from classroom.core import clock, config
from classroom.core.command_help import JapaneseHelp
from classroom.core.errors import Refusal
from classroom.core.trouble import (
    LACKING,
    details_of,
    lacks_table,
    log_trouble,
    sentence_of_trouble,
)
from classroom.rules.era import EraError, parse_date
from classroom.rules.text import clean_line

STOPPED = 130
"""The exit code of what was stopped by Ctrl + C, as shells have it."""

KEY = click.IntRange(1, 2**31 - 1)
"""The number of a record."""

PORT = click.IntRange(1, 65535)


class Day(click.ParamType[date]):
    """A date, in either calendar."""

    name = "日付"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        del param, ctx
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except EraError as problem:
            raise Refusal(str(problem)) from None


DAY = Day()


class Place(NamedTuple):
    """Where a command is found, as "module:attribute", and what `--help` says of it."""

    at: str
    help: str


def _fetched(at: str) -> click.Command:
    """Import it without the collector, which would look again and again for what has no use yet.

    Nothing that is imported goes away: a seventh of the time until a command begins.
    """
    module, _, attribute = at.partition(":")
    gc.disable()
    try:
        return cast("click.Command", getattr(importlib.import_module(module), attribute))
    finally:
        gc.enable()


class LazyGroup(click.Group):
    """A click group that fetches a command when it is called, and lists all without any."""

    def __init__(self, *args: Any, places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = dict(places)

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of this name."""
        del ctx
        place = self.places.get(cmd_name)
        if place is None:
            return None
        command = _fetched(place.at)
        command.help = place.help
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List them as they are known here: to bring all rooms along would take seconds."""
        known = [click.Command(name, help=place.help) for name, place in self.places.items()]
        click.Group(commands=known).format_commands(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out a command; a reader that has gone is no reason to be silent about it."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise Refusal("出力を受け取る側が先に終わったので、途中でやめました。") from None
        except EOFError as problem:  # click would take it for the user's own end of what is typed
            raise Refusal(sentence_of_trouble(problem) or _sentence_of_mistake(problem)) from None


def run(group: click.Group) -> None:
    """Run a command: 0 for success; 2 and one sentence on standard error for a refusal."""
    click.Context.formatter_class = JapaneseHelp
    _end_in_order()
    for stream in (sys.stdout, sys.stderr):
        _let_write_japanese(stream)
    try:
        group(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.Abort:
        sys.exit(STOPPED)
    except click.ClickException as problem:
        _end(sentence_of(problem))
    except Refusal as refusal:
        _end(refusal.sentence)
    except Exception as problem:  # noqa: BLE001  nobody at a desk is helped by a traceback
        _end(sentence_of_trouble(problem) or _sentence_of_mistake(problem))


def _end(sentence: str) -> NoReturn:
    """Say it on one line, and end without Python's own complaint about an output that is gone."""
    with suppress(OSError):
        click.echo(clean_line(sentence), err=True)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(2)


def _end_in_order() -> None:
    """Let a program that is told to end undo what it began, and remove its unfinished files."""
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _ended)
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _ended(number: int, frame: object) -> NoReturn:
    del frame
    sys.exit(128 + number)  # as shells have it


def _let_write_japanese(stream: TextIO | None) -> None:
    """Let an output without Japanese have UTF-8; a character that one lacks becomes a mark."""
    reconfigure = getattr(stream, "reconfigure", None)
    if stream is None or reconfigure is None:
        return
    try:
        "あ".encode(stream.encoding)
    except UnicodeEncodeError:
        reconfigure(encoding="utf-8")
    reconfigure(errors="replace")


def _sentence_of_mistake(problem: Exception) -> str:
    if isinstance(problem, UnicodeError) and any(map(_is_no_text, sys.argv)):
        return "命令のことばをUTF-8の文字で指定してください。"
    kept = log_trouble(config.instance_folder, details_of(problem), clock.now())
    if lacks_table(problem):
        return f"{LACKING}（くわしい記録：{kept or 'ありません'}）"
    if kept is None:
        kind = type(problem).__name__
        return f"プログラムのまちがいで止まりました（{kind}）。担当に伝えてください。"
    return f"プログラムのまちがいで止まりました。くわしい記録 {kept} を担当に渡してください。"


def _is_no_text(word: str) -> bool:
    """Tell whether it holds bytes that Python could not read as letters."""
    return any("\ud800" <= char <= "\udfff" for char in word)


def first_line() -> str:
    try:
        line = "" if sys.stdin is None else sys.stdin.readline()
        line.encode()  # in the C locale Python lets bytes through that are no text
    except (OSError, UnicodeError):
        raise Refusal("標準入力を読めません。UTF-8の文字で渡してください。") from None
    return line.rstrip("\r\n")


def confirm(question: str, otherwise: str) -> None:
    """Ask at the terminal; whatever is not a yes is refused."""
    click.echo(f"{question}（はい：y　いいえ：n）：", nl=False)
    if first_line().strip().lower() not in {"y", "yes", "はい"}:
        raise Refusal(otherwise)


def say_done(said: str) -> None:
    """Say what was kept, after its commit; where that cannot be said, that it was kept."""
    try:
        click.echo(said)
    except OSError:
        raise Refusal(
            "登録は済みましたが、結果を画面に出せませんでした。"
            "もう一度実行する前に、登録された内容を確かめてください。"
        ) from None


def sentence_of(problem: click.ClickException) -> str:
    return f"{_wrong(problem)}{_path(problem)} --help で、使い方が見られます。"


def _wrong(problem: click.ClickException) -> str:
    said = "この書き方では実行できません。"
    match problem:
        case NoArgsIsHelpError():
            said = "命令を指定してください。"
        case click.NoSuchOption(option_name=name):
            said = f"「{name}」という指定はありません。"
        case click.NoSuchCommand(command_name=name):
            said = f"「{name}」という命令はありません。"
        case click.MissingParameter(param=param) if param is not None:
            said = f"{_named(param)}を指定してください。"
        case click.BadParameter(param=param) if param is not None:
            said = f"{_named(param)}に指定した値は使えません。{_wanted(param.type)}"
        case click.BadOptionUsage(option_name=name):
            said = f"「{name}」のあとの値を確かめてください。"
    return said


def _wanted(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.Choice(choices=choices):
            return f"{'・'.join(str(one) for one in choices)} のどれかにしてください。"
        case click.IntRange(min=least, max=most) if kind is PORT:
            return f"{least}から{most}までの数にしてください。"
        case click.IntRange(min=least):
            return f"{least}からの数にしてください。"
        case _ if kind is click.INT:
            return "数にしてください。"
        case _:
            return ""


def _path(problem: click.ClickException) -> str:
    context = getattr(problem, "ctx", None)
    return context.command_path if context is not None else "classroom"


def _named(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return f"「{param.opts[-1]}」"
    return f"「{param.human_readable_name}」"
