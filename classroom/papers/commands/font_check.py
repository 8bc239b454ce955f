"""`classroom print font-check`: can these names be printed, and with which font."""

import sys
import unicodedata
from pathlib import Path

import click

from classroom.core import clock
from classroom.core.errors import Refusal
from classroom.core.files import write_file
from classroom.papers.commands.paper_files import OUTPUT
from classroom.papers.pdf.font_check import Checked, check_name, font_check_paper

UTF8_ONLY = (
    "標準入力の名前を読めません。UTF-8で保存した、1行に1人の名前を入れてください"
    "（メモ帳では、名前を付けて保存の「文字コード」で選べます）。"
)


@click.command()
@OUTPUT
def font_check(output: Path) -> None:
    """Print the names as the 名簿 would, and say of each how it prints: a line a name."""
    names = _names(b"" if sys.stdin is None else sys.stdin.buffer.read())
    write_file(output, font_check_paper(names, printed_at=clock.now()).pdf)
    for name in names:
        _say(_line(check_name(name)))


def _names(given: bytes) -> list[str]:
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(UTF8_ONLY) from None
    names = [line.strip() for line in text.replace("\r", "\n").split("\n")]
    if not any(names):
        raise Refusal("名前がありません。標準入力に、1行に1人の名前を入れてください。")
    return [name for name in names if name]


def _line(checked: Checked) -> str:
    """Name, verdict and fonts between tabs; a control character would draw lines of its own."""
    name = "".join(char for char in checked.name if unicodedata.category(char) != "Cc")
    return "\t".join((name, checked.verdict, "、".join(checked.fonts)))


def _say(line: str) -> None:
    """Write UTF-8 into files and pipes, whatever the machine's own encoding: 𠮷 has no CP932."""
    click.echo(line if sys.stdout.isatty() else f"{line}\n".encode(), nl=sys.stdout.isatty())
