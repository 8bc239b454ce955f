"""The command line: `classroom …`. Each command is thin, like a view."""

import sys

import click

from classroom.commands.lazy import LazyGroup
from classroom.commands.words import sentence_of
from classroom.errors import Refusal

COMMANDS = {
    "age": "classroom.commands.age:age",
    "bench": "classroom.bench.commands:bench",
    "export": "classroom.opendata.commands:export",
    "db": "classroom.commands.database:db",
    "demo": "classroom.commands.serving:demo",
    "serve": "classroom.commands.serving:serve",
    "staff": "classroom.staff.commands:staff",
    "import": "classroom.commands.importing:import_",
    "official": "classroom.official.commands:official",
    "report": "classroom.dashboard.commands:report",
    "print": "classroom.commands.printing:print_",
    "audit": "classroom.journal.commands:audit",
}


@click.group(cls=LazyGroup, commands_at=COMMANDS, help="スマホ教室の管理システム")
@click.version_option(package_name="classroom")
def group() -> None:
    """Hold the commands."""


def main() -> None:
    """Run a command: 0 for success; 2 and one sentence on standard error for a refusal."""
    try:
        group(standalone_mode=False)
    except Refusal as refusal:
        click.echo(refusal.sentence, err=True)
        sys.exit(2)
    except click.ClickException as problem:
        click.echo(sentence_of(problem), err=True)
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
