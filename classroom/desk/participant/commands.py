"""`classroom age`: how a birth date is read, and how old the person is."""

import json
from datetime import date

import click

from classroom.core import clock
from classroom.core.command_line import DAY
from classroom.core.errors import Refusal
from classroom.rules.answer import describe


@click.command
@click.argument("text")
@click.option("--on", type=DAY, help="いつの年齢か（省くと今日）。和暦でも西暦でも。")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="答えの形"
)
def age(text: str, on: date | None, form: str) -> None:
    """Print the date, the era and the age."""
    try:
        answer = describe(text, on or clock.today())
    except ValueError as problem:
        raise Refusal(str(problem)) from None
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        click.echo(answer.sentence)
