"""`classroom official add`."""

from datetime import date
from pathlib import Path

import click

from classroom.core import clock
from classroom.core.command_database import writing
from classroom.core.command_line import DAY, say_done
from classroom.core.db import key
from classroom.core.files import read_file
from classroom.core.journal import service as journal
from classroom.figures.official import service
from classroom.figures.official.values import KeptFile, OfficialDetails
from classroom.rules.era_calendar import wareki
from classroom.rules.rate import percentage, rounded
from classroom.rules.text import clean_line


@click.group
def official() -> None:
    """Hold the commands of official counts."""


@official.command("add", help="公式値を入れます。同じ日の前の値は、記録に残ります。")
@click.option("--on", type=DAY, required=True, help="登録者数の基準日（和暦でも西暦でも）")
@click.option("--registered", type=int, required=True, help="70歳以上の登録者数")
@click.option("--population", type=int, required=True, help="70歳以上の住民数")
@click.option("--source", required=True, help="出典。例）宮城県提供")
@click.option("--population-on", type=DAY, help="住民数の基準日（省くと同じ日）")
@click.option(
    "--day-unsure", is_flag=True, help="基準日がはっきりしない（数週間ずれるかもしれない）"
)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="いっしょに残すファイル（個人の名前が入ったものは付けません）",
)
def add(
    *,
    on: date,
    source: str,
    population_on: date | None,
    day_unsure: bool,
    path: Path | None,
    **counts: int,
) -> None:
    """Keep an official count, and the file that it came in."""
    at = clock.now()
    file = KeptFile(path.name, read_file(path)) if path else None
    registered, population = counts["registered"], counts["population"]
    details = OfficialDetails(
        on,
        population_on or on,
        registered,
        population,
        clean_line(source),
        day_is_sure=not day_unsure,
    )
    with writing() as (_, db):
        row = service.add_official(db, details, at=at, by=None, today=clock.today())
        if file is not None:
            service.keep_file(db, key(row), file, at=at, by=None)
        journal.audit(db, "official.add", {"official_count": row.id}, staff_member_id=None, at=at)
    rate = rounded(percentage(registered, population))
    say_done(f"{wareki(on)}の公式値を入れました：{rate}%（{registered:,}人 ÷ {population:,}人）")
