"""`classroom import`: population, participants, sessions."""

import click

from classroom.commands.lazy import LazyGroup

COMMANDS = {
    "population": "classroom.population.commands:population",
    "participants": "classroom.imports.commands:participants",
    "sessions": "classroom.imports.commands:sessions",
}


@click.group("import", cls=LazyGroup, commands_at=COMMANDS, help="ファイルからの取り込み")
def import_() -> None:
    """Hold the commands that take in files."""
