"""`classroom import participants` and `classroom import sessions`: all of a file, or nothing."""

from pathlib import Path
from typing import Any

import click

from classroom.core import clock, command_line
from classroom.core.files import read_file
from classroom.core.journal import service as journal
from classroom.office.imports import service
from classroom.office.imports.rules import State
from classroom.office.imports.service import Opened


@click.command(help="受講者のExcelかCSVを取り込みます。もういる方は加えません。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
def participants(file: Path, dry_run: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Read a file of participants, say what is in it, and register who is new."""
    at, content = clock.now(), read_file(file)
    with command_line.writing() as (settings, db):
        opened = service.open_people(
            db, content, file.name, today=clock.today(), area_code=settings.area_code
        )
        added = len(opened.reading.to_add())
        if not dry_run:
            added = service.add_people(db, opened.reading, at=at)
            journal.audit(db, "import.participants", {"added": added}, staff_member_id=None, at=at)
    _say(opened, "もういるので加えない方", f"{added}人", dry_run=dry_run)


@click.command(help="年間の予定のExcelかCSVを取り込み、開講の下書きをつくります。")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
def sessions(file: Path, dry_run: bool) -> None:  # noqa: FBT001  click gives flags by name
    """Read a year's schedule, say what is in it, and make its offerings as drafts."""
    at, content = clock.now(), read_file(file)
    with command_line.writing() as (_, db):
        opened = service.open_schedule(db, content, file.name, today=clock.today())
        made = len(opened.reading.to_add())
        if not dry_run:
            made = service.add_schedule(db, opened.reading, at=at)
            journal.audit(db, "import.sessions", {"made": made}, staff_member_id=None, at=at)
    _say(opened, "もう予定にある日", f"{made}件の開講", dry_run=dry_run)


def _say(opened: Opened[Any], there: str, what: str, *, dry_run: bool) -> None:
    """Name the rows to be looked at by their number alone: a terminal's history keeps no names."""
    said = []
    for state, words in ((State.SAME, there), (State.CHECK, "確かめてほしい行")):
        rows = [str(line.number) for line in opened.reading.lines if line.state is state]
        if rows:
            said.append(f"{words}：{len(rows)}行（{'・'.join(rows)}行目）")
    said += [
        f"「{head}」の列は読みませんでした。登録してはいけない番号です。"
        for head in opened.forbidden
    ]
    done = "を確かめました。取り込んでいません。" if dry_run else "を取り込みました。"
    (click.echo if dry_run else command_line.say_done)("\n".join([*said, f"{what}{done}"]))
