"""`classroom staff`: accounts from the command line."""

import re

import click

from classroom.core import clock
from classroom.core.command_database import writing
from classroom.core.command_line import first_line, say_done
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.core.journal import service as journal
from classroom.core.staff.rules import LOGIN_MAX, LOGIN_SAID, LOGIN_SHAPE, NAME_MAX
from classroom.rules.text import clean_line
from classroom.rules.words.staff import Role
from classroom.web.serving import setup_address, site_address
from classroom.web.staff import service
from classroom.web.staff.values import StaffDetails


@click.group
def staff() -> None:
    """Hold the commands of accounts."""


@staff.command(
    help="アカウントを作ります。パスワードを渡さなければ、決めるためのリンクを出します。"
)
@click.argument("login")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), required=True, help="権限"
)
@click.option("--name", required=True, help="お名前")
@click.option("--password-stdin", is_flag=True, help="パスワードを標準入力の1行目から読みます。")
def add(login: str, role: str, name: str, password_stdin: bool) -> None:  # noqa: FBT001
    """Make an account. One whose link cannot be said is taken back."""
    at, details = clock.now(), _details(login, name, Role(role))
    with writing() as (settings, db):
        person = service.add_member(db, details, at=at)
        if password_stdin:
            service.set_password(db, person, first_line())
            said = "アカウントを作りました。"
        else:
            token = service.make_link(db, person, at=at)
            said = (
                "アカウントを作りました。48時間以内に、このリンクでパスワードを決めてください：\n"
                f"  {setup_address(site_address(settings), token)}"
            )
        journal.audit(db, "staff.add", {"made": person.id}, staff_member_id=None, at=at)
    said = f"{said}\n設定とデータのフォルダー：{settings.instance}"
    if password_stdin:
        say_done(said)
    else:
        _say_link(said, key(person))


def _say_link(said: str, person_id: int) -> None:
    try:
        click.echo(said)
    except OSError:
        with writing() as (_, db):
            service.take_back(db, person_id)
            details = {"made": person_id}
            journal.audit(db, "staff.take_back", details, staff_member_id=None, at=clock.now())
        raise


def _details(login: str, name: str, role: Role) -> StaffDetails:
    """Read what was typed by the same rules as the page's form."""
    login, name = clean_line(login), clean_line(name)
    for what, text, most in (
        ("サインイン名", login, LOGIN_MAX),
        ("お名前（--name）", name, NAME_MAX),
    ):
        if not text:
            raise Refusal(f"{what}を入れてください。")
        if len(text) > most:
            raise Refusal(f"{what}は{most}文字までにしてください。")
    if not re.search(LOGIN_SHAPE, login):
        raise Refusal(f"サインイン名は、{LOGIN_SAID}")
    return StaffDetails(login, name, role)
