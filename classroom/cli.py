"""The command line: `classroom …`. Each command is thin, like a view."""

import click

from classroom.core.command_line import LazyGroup, run

COMMANDS = {
    "age": "classroom.desk.participant.commands:age",
    "bench": "classroom.tools.bench.commands:bench",
    "export": "classroom.figures.opendata.commands:export",
    "db": "classroom.core.commands:db",
    "demo": "classroom.tools.demo.commands:demo",
    "serve": "classroom.app:serve",
    "staff": "classroom.office.accounts.commands:staff",
    "import": "classroom.cli:import_",
    "official": "classroom.figures.official.commands:official",
    "report": "classroom.figures.dashboard.commands:report",
    "print": "classroom.papers.commands.printing:print_",
    "audit": "classroom.core.journal.commands:audit",
}


IMPORTS = {
    "population": "classroom.figures.population.commands:population",
    "participants": "classroom.office.imports.commands:participants",
    "sessions": "classroom.office.imports.commands:sessions",
}


@click.group(cls=LazyGroup, commands_at=COMMANDS, help="スマホ教室の管理システム")
@click.version_option(
    package_name="classroom", message="スマホ教室 %(version)s", help="プログラムの版を出します。"
)
def group() -> None:
    """Hold the commands."""


@click.group("import", cls=LazyGroup, commands_at=IMPORTS, help="ファイルからの取り込み")
def import_() -> None:
    """Hold the commands that take in files."""


def main() -> None:
    """Run the command that was typed."""
    run(group)
