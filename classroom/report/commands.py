"""`classroom import population`, `official add` and `report kpi`."""

import sys
from datetime import date
from pathlib import Path

import click

from classroom import clock, opening
from classroom.errors import Refusal
from classroom.journal import service as journal
from classroom.report import export, figures, service
from classroom.report.population import read_population
from classroom.report.rules import percentage, rounded
from classroom.report.values import DayChange, Kpi, OfficialDetails
from classroom.rules.era import EraError, parse_date, wareki


@click.command(help="地域・年齢別人口のCSVを取り込みます。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
def population(file: Path, dry_run: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Read a population file, say what is in it, and keep it."""
    at, content = clock.now(), _content(file)
    with opening.writing() as (settings, db):
        table = read_population(content, settings.city_code)
        changes = service.changes(db, table)
        if not dry_run:
            record = service.import_population(db, table, file.name, at, None)
            details = {"population_import": record.id, "rows": len(table.rows)}
            journal.audit(db, "import.population", details, staff_member_id=None, at=at)
    for change in changes:
        click.echo(_day_line(change))
    said = (
        "日分の人口を確かめました。取り込んでいません。"
        if dry_run
        else "日分の人口を取り込みました。"
    )
    click.echo(f"{len(changes)}{said}")
    if not any(change.residents.municipality_code == settings.city_code for change in changes):
        names = {change.residents.municipality or "ほかの市区町村" for change in changes}
        click.echo(
            f"{'・'.join(sorted(names))}の人口です。{settings.city_name}の人口を取り込むまで、"
            "率の分母にはこれを使います。"
        )


@click.group(help="公式値（登録者数と住民数）")
def official() -> None:
    """Hold the commands of official counts."""


@official.command("add", help="公式値を入れます。同じ日の前の値は、記録に残ります。")
@click.option("--on", "on_text", required=True, help="登録者数の基準日（和暦でも西暦でも）")
@click.option("--registered", type=int, required=True, help="70歳以上の登録者数")
@click.option("--population", type=int, required=True, help="70歳以上の住民数")
@click.option("--source", required=True, help="出典。例）宮城県提供")
@click.option("--population-on", "population_on_text", help="住民数の基準日（省くと同じ日）")
def add(
    on_text: str, registered: int, population: int, source: str, population_on_text: str | None
) -> None:
    """Keep an official count."""
    on, at = _day(on_text), clock.now()
    population_on = _day(population_on_text) if population_on_text else on
    details = OfficialDetails(on, population_on, registered, population, source.strip())
    with opening.writing() as (_, db):
        row = service.add_official(db, details, at=at, by=None, today=clock.today())
        journal.audit(db, "official.add", {"official_count": row.id}, staff_member_id=None, at=at)
    rate = rounded(percentage(registered, population))
    click.echo(f"{wareki(on)}の公式値を入れました：{rate}%（{registered:,}人 ÷ {population:,}人）")


@click.group(help="報告")
def report() -> None:
    """Hold the commands of reports."""


@report.command("kpi", help="登録者率と教室の実績を出します。")
@click.option("--on", "on_text", required=True, help="いつの数字か（和暦でも西暦でも）")
@click.option("--format", "form", type=click.Choice(["json", "csv", "pdf"]), required=True)
@click.option("-o", "out", type=click.Path(dir_okay=False, path_type=Path), help="書き出すファイル")
def kpi(on_text: str, form: str, out: Path | None) -> None:
    """Write the figures of a day to a file or to standard output."""
    on = _day(on_text)
    if form == "pdf" and out is None and sys.stdout.isatty():
        raise Refusal("PDFは画面に出せません。-o でファイルの名前を付けてください。")
    with opening.reading() as (settings, db):
        found = figures.kpi(db, settings, on)
    content = _written(found, form, settings.city_name)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


def _written(found: Kpi, form: str, city_name: str) -> bytes:
    if form == "json":
        return f"{export.as_json(found)}\n".encode()
    if form == "csv":
        return export.as_csv(found)
    from classroom.report.pdf import kpi_paper  # noqa: PLC0415  fonts only where they are drawn

    return kpi_paper(found, city_name).pdf


def _day_line(change: DayChange) -> str:
    day = change.residents
    again = "（入れかえ）" if change.replaces else ""
    return (
        f"{day.on.isoformat()}　{day.municipality}　総人口 {day.residents:,}人　"
        f"70歳以上 {day.aged:,}人{again}"
    )


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise Refusal(f"{file} を開けません。ファイルの名前と場所を確かめてください。") from None


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except EraError as problem:
        raise Refusal(str(problem)) from None
