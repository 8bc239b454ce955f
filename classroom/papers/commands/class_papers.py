"""`classroom print` for the papers of a class."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlmodel import Session

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.pdf import attendance_sheet
from classroom.class_day.attendance.values import SessionHead
from classroom.class_day.printed.queries import kept
from classroom.class_day.printed.rules import SheetKind
from classroom.class_day.printed.service import Keeper
from classroom.class_day.printed.values import Kept
from classroom.core import clock
from classroom.core.command_database import reading, writing
from classroom.core.command_line import KEY
from classroom.core.config import Settings
from classroom.core.errors import Refusal
from classroom.papers import class_queries
from classroom.papers.class_values import Order
from classroom.papers.commands.paper_files import OUTPUT, paper_file, write_paper
from classroom.papers.pdf.flyer import flyer_paper
from classroom.papers.pdf.pack import pack_paper
from classroom.papers.pdf.questionnaire import questionnaire_paper
from classroom.papers.pdf.roster import roster_paper
from classroom.papers.pdf.tags import tags_paper
from classroom.papers.service import keep_pack, keep_questionnaires
from classroom.papers.sheet_queries import Look, pack, questionnaire
from classroom.papers.sheet_queries import sheet as sheet_kept
from classroom.papers.values import office_of

SESSION = click.argument("session_id", type=KEY)


@click.command()
@SESSION
@OUTPUT
def sheet(session_id: int, output: Path) -> None:
    """Print a session's attendance sheet, and keep what was printed."""
    with paper_file(output) as write, _printing(session_id) as (_, db, head, keeper):
        drawn = sheet_kept(db, head, _found(db, head, keeper.keep_roster(head)))
        write(attendance_sheet(drawn))


@click.command()
@SESSION
@click.option(
    "--order", type=click.Choice([one.value for one in Order]), default="kana", help="並べ方"
)
@click.option("--telephone", is_flag=True, help="電話番号と地区ものせる")
@OUTPUT
def roster(session_id: int, order: str, output: Path, *, telephone: bool) -> None:
    wanted = Order(order)
    if wanted is Order.DISTRICT and not telephone:
        raise Refusal("地区ごとの名簿は、--telephone をつけて印刷してください。")
    with reading() as (_, db):
        head = _head(db, session_id)
        found = class_queries.roster(db, head, wanted, for_desk=telephone, printed_at=clock.now())
    write_paper(roster_paper(found), output)


@click.command()
@SESSION
@OUTPUT
def tags(session_id: int, output: Path) -> None:
    with reading() as (settings, db):
        head = _head(db, session_id)
        people = attendance.expected(db, head.id)
        look = (settings.tag_sheet, settings.city_name)
        found = class_queries.tags(db, head, people, look=look, key=settings.secret_key)
    write_paper(tags_paper(found), output)


@click.command()
@SESSION
@click.option("--when", type=click.Choice(["before", "after"]), default="before", help="いつ聞くか")
@OUTPUT
def questionnaire_(session_id: int, when: str, output: Path) -> None:
    """Print the questionnaire before or after a session, and keep what was printed."""
    with paper_file(output) as write, _printing(session_id) as (_, db, head, keeper):
        number = keep_questionnaires(keeper, head)[SheetKind(when)]
        drawn = questionnaire(head, _found(db, head, number))
        write(questionnaire_paper(drawn))


@click.command()
@SESSION
@OUTPUT
def flyer(session_id: int, output: Path) -> None:
    with reading() as (settings, db):
        head = _head(db, session_id)
        found = class_queries.flyer(
            db, head.offering_id, office_of(settings), settings.apply_address
        )
    if found is None:
        raise _unknown(session_id)
    write_paper(flyer_paper(found), output)


@click.command()
@SESSION
@OUTPUT
def pack_(session_id: int, output: Path) -> None:
    """Print everything for a session as one file, and keep what was printed."""
    with paper_file(output) as write, _printing(session_id) as (settings, db, head, keeper):
        look = Look(settings.tag_sheet, settings.city_name, settings.secret_key)
        drawn = pack(db, head, _found(db, head, keep_pack(keeper, head)), look)
        write(pack_paper(drawn))


@contextmanager
def _printing(session_id: int) -> Iterator[tuple[Settings, Session, SessionHead, Keeper]]:
    """Give what is needed to keep and draw a paper; nothing is kept of one that is not written."""
    with writing() as (settings, db):
        keeper = Keeper(db, key=settings.secret_key, at=clock.now(), by=None)
        yield settings, db, _head(db, session_id), keeper


def _head(db: Session, session_id: int) -> SessionHead:
    head = attendance.session_head(db, session_id)
    if head is None:
        raise _unknown(session_id)
    return head


def _unknown(session_id: int) -> Refusal:
    return Refusal(f"番号{session_id}の開催回はありません。予定表で確かめてください。")


def _found(db: Session, head: SessionHead, number: int) -> Kept:
    found = kept(db, head.id, number)
    if found is None:
        raise LookupError(number)  # it was kept a moment ago
    return found
