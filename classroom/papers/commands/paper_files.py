"""Writing a paper into the file that a command names."""

from pathlib import Path

import click

from classroom.core.files import say_written, write_file
from classroom.kit.pdf.paper import Paper

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="書き出すPDFファイル",
)


def write_paper(paper: Paper, path: Path) -> None:
    """Write the file, and say what could not be printed."""
    write_file(path, paper.pdf)
    for missing in paper.missing:
        click.echo(f"印刷できない文字があります：{missing.text}の「{missing.char}」", err=True)
    say_written(path, f"作りました：{path}")
