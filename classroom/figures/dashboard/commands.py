"""`classroom report kpi`."""

import sys
from datetime import date
from pathlib import Path

import click

from classroom.core import clock, command_line
from classroom.core.errors import Refusal
from classroom.figures.dashboard.board import board
from classroom.figures.dashboard.values import Board
from classroom.figures.report import export
from classroom.rules.era import parse_date
from classroom.rules.era_calendar import EraError


@click.group(help="報告")
def report() -> None:
    """Hold the commands of reports."""


@report.command("kpi", help="登録者率と教室の実績を出します。")
@click.option("--on", "on_text", required=True, help="いつの数字か（和暦でも西暦でも）")
@click.option("--format", "form", type=click.Choice(["json", "csv", "xlsx", "pdf"]), required=True)
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="書き出すファイル")
def kpi(on_text: str, form: str, out: Path | None) -> None:
    """Write the figures of a day to a file or to standard output."""
    on = _day(on_text)
    if form in {"pdf", "xlsx"} and out is None and sys.stdout.isatty():
        raise Refusal(f"{form.upper()}は画面に出せません。-o でファイルの名前を付けてください。")
    with command_line.reading() as (settings, db):
        found = board(db, settings, on)
    content = _written(found, form, settings.city_name)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


def _written(found: Board, form: str, city_name: str) -> bytes:
    if form == "json":
        return f"{export.as_json(found.kpi)}\n".encode()
    if form == "csv":
        return export.as_csv(found.kpi)
    if form == "xlsx":
        from classroom.figures.report.excel import kpi_workbook  # noqa: PLC0415  openpyxl only where it writes

        return kpi_workbook(found.kpi, city_name, clock.now())
    from classroom.figures.dashboard.pdf import board_paper  # noqa: PLC0415  fonts only where they are drawn

    return board_paper(found, city_name).pdf


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except EraError as problem:
        raise Refusal(str(problem)) from None
