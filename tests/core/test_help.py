"""`--help` of every command: Japanese headings, and every option says in Japanese what it does."""

import re

import click
import pytest

from classroom.cli import group
from classroom.core.command_help import JapaneseHelp
from tests.outside.table import leaves


def help_of(path: str, command: click.Command) -> str:
    """Return the text of `classroom PATH --help`, on a wide terminal."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(click.Context, "formatter_class", JapaneseHelp)
        context = click.Context(command, info_name=f"classroom {path}", terminal_width=400)
        context.max_content_width = 400
        return command.get_help(context)


@pytest.mark.parametrize(
    ("path", "command"), [("", group), *leaves()], ids=lambda one: str(one)[:30]
)
def test_help_is_japanese(path: str, command: click.Command) -> None:
    text = help_of(path, command)
    assert text.startswith(f"使い方: classroom {path}")
    assert re.search("[ぁ-ん一-龠]", text.split("\n\n")[1]), "what the command does"
    options = re.findall(r"^  (-.*(?:\n {10,}.*)*)$", text, re.MULTILINE)
    assert options
    for option in options:
        assert re.search("[ぁ-ん一-龠]", re.sub(r"^\S+( \S+)?", "", option)), option
    assert not re.search(r"Usage|Options|Commands|Show|default|required|INTEGER|RANGE", text)
