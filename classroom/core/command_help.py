"""`--help` in Japanese: click's own words stand in English in its code."""

import re
from collections.abc import Iterable
from typing import Final

import click

_HEADINGS: Final = {"Options": "指定", "Commands": "命令", "Positional arguments": "値"}
_USAGE: Final = {"[OPTIONS]": "[指定]", "COMMAND [ARGS]...": "命令 [値]..."}
_KINDS: Final = {"INTEGER RANGE": "数", "INTEGER": "数", "TEXT": "文字", "PATH": "ファイル"}
_SAID: Final = (
    (re.compile(r"Show this message and exit\."), "この説明を出します。"),
    (re.compile(r"\brequired\]"), "かならず指定]"),
    (re.compile(r"\bdefault: "), "省くと "),
)


class JapaneseHelp(click.HelpFormatter):
    """Writes the same help with Japanese headings and remarks."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for word, said in _USAGE.items():
            args = args.replace(word, said)
        super().write_usage(prog, args, prefix or "使い方: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(_kind(name), _said(text)) for name, text in rows], col_max, col_spacing)


def _kind(name: str) -> str:
    option, space, kind = name.partition(" ")
    return f"{option}{space}{_KINDS.get(kind, kind)}" if option.startswith("-") else name


def _said(text: str) -> str:
    for pattern, said in _SAID:
        text = pattern.sub(said, text)
    return text
