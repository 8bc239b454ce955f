"""Writing a paper into the file that a command names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from classroom.core.files import made_for_user, say_written
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
    with paper_file(path) as write:
        write(paper)


@contextmanager
def paper_file(path: Path) -> Iterator[Callable[[Paper], None]]:
    """Give what writes a paper. Its file stands there, and is said, once the work is kept."""
    drawn: list[Paper] = []
    with made_for_user(path) as part:

        def write(paper: Paper) -> None:
            part.write_bytes(paper.pdf)
            drawn.append(paper)

        yield write
    for paper in drawn:
        for missing in paper.missing:
            click.echo(f"印刷できない文字があります：{missing.text}の「{missing.char}」", err=True)
        say_written(path, f"作りました：{path}")
