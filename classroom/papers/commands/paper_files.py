"""Writing a paper into the file that a command names."""

from pathlib import Path

import click

from classroom.core.errors import Refusal
from classroom.kit.pdf.paper import Paper

OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True
)


def write_paper(paper: Paper, path: Path) -> None:
    """Write the file, and say what could not be printed."""
    write_file(paper, path)
    for missing in paper.missing:
        click.echo(f"印刷できない文字があります：{missing.text}の「{missing.char}」", err=True)
    click.echo(f"作りました：{path}")


def write_file(paper: Paper, path: Path) -> None:
    """Write the file, or refuse in a sentence."""
    try:
        path.write_bytes(paper.pdf)
    except OSError:
        raise Refusal(f"{path} に書き込めません。フォルダーの名前を確かめてください。") from None
