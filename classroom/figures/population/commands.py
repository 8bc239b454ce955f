"""`classroom import population`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from classroom.core import clock
from classroom.core.command_database import writing
from classroom.core.command_line import DAY, say_done
from classroom.core.errors import Refusal
from classroom.core.files import read_file
from classroom.core.journal import service as journal
from classroom.figures.population import service
from classroom.figures.population.projection import read_projection
from classroom.figures.population.values import Answers, DayChange, Own, PopulationTable

ORDERS: Final = ("mdy", "dmy")
GAPS_SAID: Final = 3


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
@click.option("--projection", is_flag=True, help="将来推計人口として取り込みます。")
@click.option("--on", type=DAY, help="日付の列がない表が、いつの人口か。")
@click.option(
    "--date-order",
    type=click.Choice(ORDERS),
    help="11/1/2018 のような日付の順（mdy＝月/日/年、dmy＝日/月/年）。",
)
@click.option("--other-city", is_flag=True, help="ほかの市区町村の人口と分かって取り込みます。")
@click.option("--count", multiple=True, metavar="行の名前", help="別の地域として足す行。")
@click.option("--leave-out", multiple=True, metavar="行の名前", help="合計や内数なので足さない行。")
def population(file: Path, **given: Any) -> None:
    """Read a population file, say what is in it, and keep it."""
    if given["projection"]:
        _projection(file, dry_run=given["dry_run"])
    else:
        _residents(file, _answers(given), dry_run=given["dry_run"])


def _answers(given: dict[str, Any]) -> Answers:
    both = set(given["count"]) & set(given["leave_out"])
    if both:
        raise Refusal(f"「{both.pop()}」は、--count か --leave-out のどちらかだけにしてください。")
    rows = {**dict.fromkeys(given["count"], True), **dict.fromkeys(given["leave_out"], False)}
    order = given["date_order"]
    return Answers(given["on"], order == ORDERS[0] if order else None, given["other_city"], rows)


def _residents(file: Path, answers: Answers, *, dry_run: bool) -> None:
    at, content = clock.now(), read_file(file)
    with writing() as (settings, db):
        own = Own(settings.city_code, settings.city_name)
        table = service.read(content, own, file.name, answers, clock.today())
        changes = service.changes(db, table)
        if not dry_run:
            record = service.import_population(db, table, file.name, at, None)
            details = {"population_import": record.id, "rows": len(table.rows)}
            journal.audit(db, "import.population", details, staff_member_id=None, at=at)
    said = [*map(_day_line, changes), *_said(table, changes)]
    said.append(f"{len(changes)}日分の人口{_done(dry_run=dry_run)}")
    if not any(change.residents.municipality_code == own.code for change in changes):
        names = {change.residents.municipality or "ほかの市区町村" for change in changes}
        said.append(
            f"{'・'.join(sorted(names))}の人口です。{own.name}の人口を取り込むまで、"
            "率の分母にはこれを使います。"
        )
    _say(said, dry_run=dry_run)


def _said(table: PopulationTable, changes: list[DayChange]) -> Iterator[str]:
    """Say how the file was read: notes, rows that are no areas, and sums that miss the total."""
    yield from table.notes
    for taken in table.taken:
        yield taken.sentence
    for change in changes:
        for gap in change.gaps[:GAPS_SAID]:
            yield (
                f"{change.residents.on.isoformat()}　{gap.ages}：市全体の行は{gap.whole:,}人、"
                f"地域をたすと{gap.areas:,}人です。市全体の行を使います。"
            )
    if table.unused:
        yield f"使わない列：{'、'.join(table.unused)}"


def _projection(file: Path, *, dry_run: bool) -> None:
    at, content = clock.now(), read_file(file)
    with writing() as (settings, db):
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
    (click.echo if dry_run else say_done)("\n".join(said))


def _day_line(change: DayChange) -> str:
    day = change.residents
    again = "（入れかえ）" if change.replaces else ""
    return (
        f"{day.on.isoformat()}　{day.municipality}　総人口 {day.residents:,}人　"
        f"70歳以上 {day.aged:,}人{again}"
    )
