"""`classroom import participants` and `classroom import sessions`: all of a file, or nothing."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from classroom.core import clock
from classroom.core.command_database import writing
from classroom.core.command_line import say_done
from classroom.core.files import made_for_user, read_file
from classroom.core.journal import service as journal
from classroom.office.imports import service
from classroom.office.imports.matching import Chosen
from classroom.office.imports.rules import State
from classroom.office.imports.service import Opened

FILE_MAX = 20 * 1024 * 1024
SHOWA = "昭和"


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
@click.option(
    "--leave-out",
    type=click.Path(path_type=Path),
    help="読めない行をこのExcelに書き出し、ほかを取り込みます。",
)
@click.option("--showa", is_flag=True, help="年号のない2けたの年（20/5/3）を、昭和として読みます。")
def participants(file: Path, leave_out: Path | None, *, dry_run: bool, showa: bool) -> None:
    """Read a file of participants, say what is in it, and register who is new."""
    at, content, listed = clock.now(), read_file(file, FILE_MAX), list[str]()
    with ExitStack() as kept, writing() as (settings, db):
        chosen = Chosen(era=SHOWA if showa else "")
        today, code = clock.today(), settings.area_code
        opened = service.open_people(
            db, content, file.name, today=today, area_code=code, chosen=chosen
        )
        out = _left_out(opened, leave_out)
        added = len(opened.reading.to_add(without=out))
        if not dry_run:
            added = service.add_people(db, opened.reading, without=out, at=at)
            listed = _list_left_out(kept, opened, leave_out, settings.city_name, at)
            journal.audit(db, "import.participants", {"added": added}, staff_member_id=None, at=at)
    _say(opened, ("もういるので加えない方", f"{added}人"), listed, dry_run=dry_run)


@click.command
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="確かめるだけで、取り込みません。")
@click.option(
    "--leave-out",
    type=click.Path(path_type=Path),
    help="読めない行をこのExcelに書き出し、ほかを取り込みます。",
)
def sessions(file: Path, leave_out: Path | None, *, dry_run: bool) -> None:
    """Read a year's schedule, say what is in it, and make its offerings as drafts."""
    at, content, listed = clock.now(), read_file(file, FILE_MAX), list[str]()
    with ExitStack() as kept, writing() as (settings, db):
        opened = service.open_schedule(db, content, file.name, today=clock.today())
        out = _left_out(opened, leave_out)
        made = len(opened.reading.to_add(without=out))
        if not dry_run:
            made = service.add_schedule(db, opened.reading, without=out, at=at)
            listed = _list_left_out(kept, opened, leave_out, settings.city_name, at)
            journal.audit(db, "import.sessions", {"made": made}, staff_member_id=None, at=at)
    _say(opened, ("もう予定にある日", f"{made}件の開講"), listed, dry_run=dry_run)


def _left_out(opened: Opened[Any], path: Path | None) -> list[int]:
    return [line.number for line in opened.reading.refused] if path else []


def _list_left_out(
    kept: ExitStack, opened: Opened[Any], path: Path | None, city: str, at: datetime
) -> list[str]:
    """Write what was left out. It takes its place with the end of `kept`, when the rest is kept."""
    lines = opened.reading.left_out(_left_out(opened, path))
    if path is None or not lines:
        return []
    part = kept.enter_context(made_for_user(path))
    part.write_bytes(service.list_of(opened, lines, city, at))
    return [f"読めない{len(lines)}行を {path} に書き出しました。"]


def _say(opened: Opened[Any], words: tuple[str, str], listed: list[str], *, dry_run: bool) -> None:
    """Name the rows to be looked at by their number alone: a terminal's history keeps no names."""
    there, what = words
    said = [*listed]
    for state, about in ((State.SAME, there), (State.CHECK, "確かめてほしい行")):
        rows = [str(line.number) for line in opened.reading.lines if line.state is state]
        if rows:
            said.append(f"{about}：{len(rows)}行（{'・'.join(rows)}行目）")
    for rows, about in (
        ([str(number) for number in opened.hidden_rows], "Excelでかくれている行"),
        ([str(number) for number, _ in opened.table.outside], "表の行ではないとみた行（計や※）"),
    ):
        if rows:
            said.append(f"{about}：{len(rows)}行（{'・'.join(rows)}行目）")
    said += [f"かくれている列も読みました：{head}" for head in opened.hidden_columns]
    done = "を確かめました。取り込んでいません。" if dry_run else "を取り込みました。"
    (click.echo if dry_run else say_done)("\n".join([*said, f"{what}{done}"]))
