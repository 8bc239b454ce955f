"""`classroom export`: what anybody may have, into files."""

from pathlib import Path

import click

from classroom.core import clock
from classroom.core.command_database import reading
from classroom.core.files import write_out
from classroom.figures.opendata import service
from classroom.figures.opendata.service import Encoding, Table
from classroom.rules.era_calendar import era_year_label

OUTPUT = click.option("-o", "out", type=click.Path(path_type=Path), help="書き出すファイル")
EVENTS = "イベント一覧"
ENCODING = click.option(
    "--encoding",
    type=click.Choice([one.value for one in Encoding]),
    default=Encoding.UTF8.value,
    help="CSVの文字コード。cp932 で書けない字は置きかえて知らせます。",
)


@click.group
def export() -> None:
    """Hold the commands of open data."""


@export.command(help="公開してよい教室の予定を、イベント一覧として書き出します。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "ics", "json"]),
    required=True,
    help="ファイルの形",
)
@click.option("--edition", help="イベント一覧の版（省くと正式版）。例）event-2021")
@ENCODING
@OUTPUT
def events(form: str, edition: str | None, encoding: str, out: Path | None) -> None:
    with reading() as (settings, db):
        wanted = service.edition_named(settings, edition)
        found = service.event_list(db, settings, clock.today())
    if form == "csv":
        table = found.table(wanted)
        write_out(table.content(Encoding(encoding)), out, EVENTS)
        _say_replaced(table, Encoding(encoding))
    else:
        content = found.json() if form == "json" else found.calendar(clock.now())
        write_out(content, out, EVENTS)


@export.command(help="ひと月の人数（5人未満は秘匿）をCSVに書き出します。")
@click.option("--month", help="どの月か（省くと先月）。例）2026-10")
@ENCODING
@OUTPUT
def monthly(month: str | None, encoding: str, out: Path | None) -> None:
    first = service.closed_month(month, clock.today())
    with reading() as (settings, db):
        table = service.month_table(db, settings, first)
    said = f"{era_year_label(first)}{first.month}月の人数"
    write_out(table.content(Encoding(encoding)), out, said)
    _say_replaced(table, Encoding(encoding))


def _say_replaced(table: Table, encoding: Encoding) -> None:
    if encoding is Encoding.CP932:
        for one in table.replaced:
            click.echo(f"置きかえた文字：{one.said}", err=True)
