"""`classroom print slip` and its like: the papers for people, into files."""

from pathlib import Path

import click

from classroom.core import clock
from classroom.core.command_database import reading
from classroom.core.command_line import KEY
from classroom.core.errors import Refusal
from classroom.papers import certificate_queries, person_queries
from classroom.papers.certificate_rules import CertificateRule
from classroom.papers.commands.paper_files import OUTPUT, write_paper
from classroom.papers.pdf.application import draw_application
from classroom.papers.pdf.certificate import draw_certificates
from classroom.papers.pdf.invitation import draw_invitations
from classroom.papers.pdf.labels import draw_labels
from classroom.papers.pdf.postcard import draw_postcards
from classroom.papers.pdf.slip import draw_slip
from classroom.papers.person_values import ADDRESSEES, Applicant, Application, Labels, Message
from classroom.papers.queries import class_facts
from classroom.papers.values import office_of, signer_of
from classroom.rules.label_sheet import label_sheet
from classroom.rules.words.queue import WAITING_LIST, Status

OFFERING = click.argument("offering_id", type=KEY)


@click.command()
@click.argument("enrolment_id", type=KEY)
@OUTPUT
def slip(enrolment_id: int, output: Path) -> None:
    """Print the 受付票 of an application that stands."""
    with reading() as (settings, db):
        office = office_of(settings)
        found = person_queries.slip(db, enrolment_id, office, printed_at=clock.now())
    if found is None:
        raise Refusal(f"番号{enrolment_id}の申込はありません。受付の画面で確かめてください。")
    write_paper(draw_slip(found), output)


@click.command()
@click.option("--person", "participant_id", type=KEY, help="受講者の番号")
@OUTPUT
def application(participant_id: int | None, output: Path) -> None:
    """Print an 申込書, blank unless a person is named."""
    with reading() as (settings, db):
        known = person_queries.applicant(db, participant_id) if participant_id else Applicant()
    if known is None:
        raise Refusal(f"番号{participant_id}の受講者はいません。受講者の一覧で確かめてください。")
    form = Application(known, office_of(settings), clock.now())
    write_paper(draw_application(form), output)


@click.command()
@OFFERING
@OUTPUT
def invitation(offering_id: int, output: Path) -> None:
    with reading() as (settings, db):
        office = office_of(settings)
        found = person_queries.invitations(db, offering_id, office, printed_at=clock.now())
    if found is None:
        raise _no_offering(offering_id)
    write_paper(draw_invitations(found), output)


@click.command()
@OFFERING
@click.option(
    "--message",
    type=click.Choice([one.value for one in Message]),
    default=Message.INVITATION.value,
    help=f"参加のご案内、抽選結果（{Status.WAITLISTED.label}）、{WAITING_LIST}",
)
@OUTPUT
def postcards(offering_id: int, message: str, output: Path) -> None:
    with reading() as (settings, db):
        office = office_of(settings)
        found = person_queries.postcards(db, offering_id, Message(message), office, clock.today())
    if found is None:
        raise _no_offering(offering_id)
    write_paper(draw_postcards(found), output)


@click.command()
@OFFERING
@click.option(
    "--to",
    type=click.Choice(list(ADDRESSEES)),
    default=Status.ACCEPTED.value,
    help=f"{Status.ACCEPTED.label}の方か、{WAITING_LIST}の方か",
)
@click.option("--start", type=click.IntRange(1), default=1, help="何枚目のラベルから")
@OUTPUT
def labels(offering_id: int, to: str, start: int, output: Path) -> None:
    """Print the labels of a class, on the sheet that the settings name."""
    status = ADDRESSEES[to]
    with reading() as (settings, db):
        sheet = label_sheet(settings.label_sheet)
        if start > sheet.count:
            raise Refusal(f"このシートのラベルは{sheet.count}枚です。--start を直してください。")
        if class_facts(db, offering_id) is None:
            raise _no_offering(offering_id)
        people = person_queries.guests(db, offering_id, {status}, clock.today())
    write_paper(draw_labels(Labels(tuple(people), sheet, start)), output)


@click.command()
@OFFERING
@click.option("--early", is_flag=True, help="最後の日の前に、これまで休んでいない方の分を")
@OUTPUT
def certificate(offering_id: int, early: bool, output: Path) -> None:  # noqa: FBT001  a flag of the command line
    with reading() as (settings, db):
        rule, signer = CertificateRule(settings.certificate_rule), signer_of(settings)
        found = certificate_queries.certificates(db, offering_id, rule, signer, early=early)
    if found is None:
        raise _no_offering(offering_id)
    write_paper(draw_certificates(found), output)


def _no_offering(number: int) -> Refusal:
    return Refusal(f"番号{number}の開講はありません。予定表で確かめてください。")
