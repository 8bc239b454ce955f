"""`classroom print handout`: a course's handout, into a file."""

from pathlib import Path

import click

from classroom.core.command_database import reading
from classroom.core.errors import Refusal
from classroom.kit.handout.devices import Device, device_named
from classroom.kit.handout.pdf import handout_pdf
from classroom.papers.commands.paper_files import OUTPUT, write_paper
from classroom.planning.course import queries as courses
from classroom.planning.material import handout_queries as material


@click.command()
@click.argument("course_code")
@click.option(
    "--edition",
    type=click.Choice(["participant", "instructor"]),
    default="participant",
    help="受講者用か、講師用か",
)
@click.option(
    "--device",
    type=click.Choice([one.value for one in Device]),
    help="機種で違う資料の、どちらを印刷するか",
)
@OUTPUT
def handout(course_code: str, edition: str, device: str | None, output: Path) -> None:
    """Print a course's handout; where phones differ, for the course's phones or those named."""
    with reading() as (_, db):
        course = courses.course_of_code(db, course_code)
        if course is None:
            raise Refusal(
                f"番号「{course_code}」の講座はありません。講座の一覧で確かめてください。"
            )
        if not course.handout:
            raise Refusal(f"「{course.title}」には、まだ配布資料がありません。")
        wanted = device_named(device or course.device.value)
        found = material.handout(db, course.handout, wanted)
    write_paper(handout_pdf(found, instructor=edition == "instructor"), output)
