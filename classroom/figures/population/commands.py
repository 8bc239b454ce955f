"""`classroom import population`."""

from pathlib import Path

import click

from classroom.core import clock, command_line
from classroom.core.files import read_file
from classroom.core.journal import service as journal
from classroom.figures.population import service
from classroom.figures.population.projection import read_projection
from classroom.figures.population.reader import read_population
from classroom.figures.population.values import DayChange


@click.command(help="地域・年齢別人口のCSVを取り込みます。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
@click.option("--projection", is_flag=True, help="将来推計人口として取り込みます。")
def population(file: Path, dry_run: bool, projection: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Read a population file, say what is in it, and keep it."""
    if projection:
        _projection(file, dry_run=dry_run)
    else:
        _residents(file, dry_run=dry_run)


def _residents(file: Path, *, dry_run: bool) -> None:
    at, content = clock.now(), read_file(file)
    with command_line.writing() as (settings, db):
        table = read_population(content, settings.city_code)
        service.refuse_days_to_come(table, clock.today())
        changes = service.changes(db, table)
        if not dry_run:
            record = service.import_population(db, table, file.name, at, None)
            details = {"population_import": record.id, "rows": len(table.rows)}
            journal.audit(db, "import.population", details, staff_member_id=None, at=at)
    said = [_day_line(change) for change in changes]
    if table.unused:
        said.append(f"使わない列：{'、'.join(table.unused)}")
    said.append(f"{len(changes)}日分の人口{_done(dry_run=dry_run)}")
    if not any(change.residents.municipality_code == settings.city_code for change in changes):
        names = {change.residents.municipality or "ほかの市区町村" for change in changes}
        said.append(
            f"{'・'.join(sorted(names))}の人口です。{settings.city_name}の人口を取り込むまで、"
            "率の分母にはこれを使います。"
        )
    _say(said, dry_run=dry_run)


def _projection(file: Path, *, dry_run: bool) -> None:
    at, content = clock.now(), read_file(file)
    with command_line.writing() as (settings, db):
        table = read_projection(content, settings.city_code)
        if not dry_run:
            record = service.import_projection(db, table, file.name, at, None)
            details = {"population_import": record.id, "rows": len(table.rows)}
            journal.audit(db, "import.projection", details, staff_member_id=None, at=at)
    said = [f"{row.on.isoformat()}　70歳以上 {row.aged:,}人" for row in table.rows]
    said.append(f"{len(table.rows)}日分の将来推計人口{_done(dry_run=dry_run)}")
    _say(said, dry_run=dry_run)


def _done(*, dry_run: bool) -> str:
    return "を確かめました。取り込んでいません。" if dry_run else "を取り込みました。"


def _say(said: list[str], *, dry_run: bool) -> None:
    (click.echo if dry_run else command_line.say_done)("\n".join(said))


def _day_line(change: DayChange) -> str:
    day = change.residents
    again = "（入れかえ）" if change.replaces else ""
    return (
        f"{day.on.isoformat()}　{day.municipality}　総人口 {day.residents:,}人　"
        f"70歳以上 {day.aged:,}人{again}"
    )
