"""`classroom audit`: checking the audit log."""

import click

from classroom.core.command_database import reading
from classroom.core.errors import Refusal
from classroom.core.journal.service import broken_entries


@click.group
def audit() -> None:
    """Hold the commands of the audit log."""


@audit.command(help="監査記録が書きかえられていないかを確かめます。")
def verify() -> None:
    with reading() as (_, db):
        broken = list(broken_entries(db))
    if broken:
        raise Refusal(f"監査記録の{broken[0]}番が書きかえられているか、その前が消されています。")
    click.echo("監査記録に書きかえはありません。")
