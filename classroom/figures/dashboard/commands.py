"""`classroom report kpi`."""

import sys
from datetime import date
from pathlib import Path

import click

from classroom.core import clock
from classroom.core.command_database import reading
from classroom.core.command_line import DAY
from classroom.core.errors import Refusal
from classroom.core.files import write_out
from classroom.figures.dashboard.service import board
from classroom.figures.dashboard.values import NOT_YET, Board
from classroom.figures.report import export
from classroom.rules.era_calendar import wareki


@click.group
def report() -> None:
    """Hold the commands of reports."""


@report.command("kpi", help="登録者率と教室の実績を出します。")
@click.option("--on", type=DAY, required=True, help="いつの数字か（和暦でも西暦でも）")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx", "pdf"]),
    required=True,
    help="ファイルの形",
)
@click.option("-o", "out", type=click.Path(path_type=Path), help="書き出すファイル")
def kpi(on: date, form: str, out: Path | None) -> None:
    """Write the figures of a day to a file or to standard output."""
    if form in {"pdf", "xlsx"} and out is None and sys.stdout and sys.stdout.isatty():
        raise Refusal(f"{form.upper()}は画面に出せません。-o でファイルの名前を付けてください。")
    if form == "pdf" and on > clock.today():
        raise Refusal(NOT_YET)
    with reading() as (settings, db):
        found = board(db, settings, on)
    write_out(_written(found, form, settings.city_name), out, f"{wareki(on)}の実績")


def _written(found: Board, form: str, city_name: str) -> bytes:
    if form == "json":
        return f"{export.as_json(found.kpi)}\n".encode()
    if form == "csv":
        return export.as_csv(found.kpi)
    if form == "xlsx":
        from classroom.figures.report.workbook import kpi_workbook  # noqa: PLC0415  openpyxl only where it writes

        return kpi_workbook(found.kpi, city_name, clock.now())
    from classroom.figures.dashboard.pdf import board_paper  # noqa: PLC0415  fonts only where they are drawn

    return board_paper(found, city_name).pdf
