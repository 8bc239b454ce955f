"""`classroom age`: how a birth date is read, and how old the person is."""

import json

import click

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.rules.answer import describe
from classroom.rules.era import parse_date


@click.command(help="生年月日を読み、年齢を答えます。例）classroom age s220503")
@click.argument("text")
@click.option("--on", "on_text", help="いつの年齢か（省くと今日）。和暦でも西暦でも。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def age(text: str, on_text: str | None, form: str) -> None:
    """Print the date, the era and the age."""
    try:
        day = parse_date(on_text) if on_text else clock.today()
        answer = describe(text, day)
    except ValueError as problem:
        raise Refusal(str(problem)) from None
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False))
    else:
        click.echo(answer.sentence)
