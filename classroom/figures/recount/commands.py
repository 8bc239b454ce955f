"""`classroom db check`: the database's form, and with `--figures` every figure counted again."""

import click

from classroom.core import clock
from classroom.core.command_database import writing
from classroom.core.commands import check_form, db
from classroom.core.errors import Refusal
from classroom.rules.era_calendar import wareki

__all__ = ["check", "db"]
NAMED_MAX = 20
SHORT = "数が一致しません（{}か所）。上の一覧を控えて、担当に知らせてください。"


@db.command(help="データベースの形と中身が正しいかを確かめます。")
@click.option("--figures", is_flag=True, help="登録者率と実績の数を、別の方法で数え直します。")
def check(figures: bool) -> None:  # noqa: FBT001  a flag of the command line
    check_form()
    if figures:
        _check_figures()


def _check_figures() -> None:
    """Count every figure again. Refuses, after a list, where the two counts differ."""
    from classroom.figures.recount import service  # noqa: PLC0415  all of figures only where asked

    with writing() as (settings, session):
        found = service.recount(session, settings, clock.today())
        service.keep(session, found, clock.now())
    differing = [one for one in found if not one.agrees]
    if not differing:
        click.echo(f"{len(found):,}の数を別の方法で数え直し、すべて一致しました。")
        return
    for one in differing[:NAMED_MAX]:
        click.echo(f"{wareki(one.on)}　{one.what}：画面の数{one.ours:,}、数え直した数{one.again:,}")
    raise Refusal(SHORT.format(f"{len(differing):,}"))
