"""The README names every command, option, setting and package there is, and no others."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from classroom.cli import group
from classroom.core.settings.values import definitions

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None, name
            yield from commands(found, f"{path} {name}")
    else:
        yield path, command


def test_every_command_and_option_is_in_the_readme() -> None:
    for path, command in commands(group, "classroom"):
        line = next((line for line in README.splitlines() if f"`{path}" in line), None)
        assert line is not None, path
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert any(name in README for name in parameter.opts), f"{path} {parameter.opts}"


def test_no_command_in_the_readme_is_missing_from_the_program() -> None:
    real = {path for path, _ in commands(group, "classroom")}
    for words in re.findall(r"`(classroom [a-z][a-z -]*[a-z])", README):
        assert any(words.startswith(path) or path.startswith(words) for path in real), words


def test_every_setting_is_in_the_readme() -> None:
    for name in ("instance", "secret_key", "database_url", *definitions()):
        known = f"`{name}`" in README or f"`CLASSROOM_{name.upper()}`" in README
        assert known, name


def test_every_package_of_the_program_is_on_the_map() -> None:
    the_map = README.partition("## Map of the code")[2].partition("## Glossary")[0]
    for folder in (ROOT / "classroom").iterdir():
        if (folder / "__init__.py").exists():
            assert re.search(rf"\b{folder.name}\b", the_map), folder.name


def test_every_file_it_points_to_exists() -> None:
    for path in re.findall(r"\]\(([^):]+)\)", README):
        assert (ROOT / path).exists(), path
