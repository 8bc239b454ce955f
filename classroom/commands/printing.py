"""`classroom print`: papers into files."""

from pathlib import Path

import click

from classroom import clock
from classroom.attendance import queries as attendance
from classroom.attendance.pdf import attendance_sheet
from classroom.course import queries as courses
from classroom.errors import Refusal
from classroom.handout.library import read_handout
from classroom.handout.pdf import handout_pdf
from classroom.opening import reading
from classroom.pdf.paper import Paper

OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True
)


@click.group(name="print", help="紙をPDFのファイルにします。")
def print_() -> None:
    """Hold the commands that print."""


@print_.command(help="開催回の出席簿")
@click.argument("session_id", type=int)
@OUTPUT
def sheet(session_id: int, output: Path) -> None:
    """Print a session's attendance sheet."""
    with reading() as (_, db):
        day = attendance.class_day(db, session_id, clock.today())
        if day is None:
            raise Refusal(f"番号{session_id}の開催回はありません。予定表で確かめてください。")
        found = attendance.sheet_of(db, day, clock.now())
    _write(attendance_sheet(found), output)


@print_.command(help="講座の配布資料（大きな字）")
@click.argument("course_code")
@click.option("--edition", type=click.Choice(["participant", "instructor"]), default="participant")
@OUTPUT
def handout(course_code: str, edition: str, output: Path) -> None:
    """Print a course's handout."""
    with reading() as (_, db):
        course = courses.course_of_code(db, course_code)
    if course is None:
        raise Refusal(f"番号「{course_code}」の講座はありません。講座の一覧で確かめてください。")
    if not course.handout:
        raise Refusal(f"「{course.title}」には、まだ配布資料がありません。")
    _write(handout_pdf(read_handout(course.handout), instructor=edition == "instructor"), output)


def _write(paper: Paper, path: Path) -> None:
    path.write_bytes(paper.pdf)
    for missing in paper.missing:
        click.echo(f"印刷できない文字があります：{missing.text}の「{missing.char}」", err=True)
    click.echo(f"作りました：{path}")
