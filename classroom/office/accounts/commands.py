"""`classroom staff`: accounts from the command line."""

import sys

import click

from classroom.core import clock
from classroom.core.command_line import writing
from classroom.core.journal import service as journal
from classroom.rules.words.staff import Role
from classroom.web.staff import service
from classroom.web.staff.values import StaffDetails


@click.group(help="職員のアカウント")
def staff() -> None:
    """Hold the commands of accounts."""


@staff.command(
    help="アカウントを作ります。パスワードを渡さなければ、決めるためのリンクを出します。"
)
@click.argument("login")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--name", required=True, help="お名前")
@click.option("--password-stdin", is_flag=True, help="パスワードを標準入力の1行目から読みます。")
def add(login: str, role: str, name: str, password_stdin: bool) -> None:  # noqa: FBT001
    at = clock.now()
    with writing() as (_, db):
        person = service.add_member(db, StaffDetails(login, name, Role(role)), at=at)
        if password_stdin:
            service.set_password(db, person, sys.stdin.readline().rstrip("\n"))
            said = "アカウントを作りました。"
        else:
            token = service.make_link(db, person, at=at)
            said = (
                "アカウントを作りました。48時間以内に、このリンクでパスワードを決めてください：\n"
                f"  /setup/{token}"
            )
        journal.audit(db, "staff.add", {"made": person.id}, staff_member_id=None, at=at)
    click.echo(said)
