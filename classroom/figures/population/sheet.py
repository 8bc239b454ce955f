"""A sheet of counts as bytes: which coding, which mark between cells, which row is the heads'.

UTF-8 with or without BOM, UTF-16 with BOM, or CP932; commas or tabs.
"""

import csv
import re
from collections.abc import Sequence
from typing import Final

from classroom.core.errors import Refusal
from classroom.figures.population.rules import COUNT_MAX
from classroom.figures.population.values import Problem
from classroom.rules import text_file
from classroom.rules.text import fold_dashes, nfkc

HEADS_WITHIN: Final = 20
"""Titles and notes may stand above the heads, but not more rows than this."""

_NUMBER: Final = re.compile(r"\d+(?:\.0+)?")


class Unreadable(Refusal):
    """A file that was not taken in, with every reason. Its text is the first, for one line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f"ほかにも{len(problems) - 1}か所あります。" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].sentence}{more}何も取り込んでいません。")


def unreadable(what: str) -> Unreadable:
    """Return the refusal of a whole file."""
    return Unreadable([Problem(None, "", what)])


def records(content: bytes) -> list[list[str]]:
    """Return a file's rows of cells, titles and notes among them. Raises Unreadable."""
    if content.startswith(b"PK"):
        raise unreadable("Excelのファイルです。Excelで「CSV UTF-8」として保存し直してください。")
    try:
        return text_file.records(content)
    except csv.Error:
        raise unreadable("CSVの形がくずれています。Excelで開いて保存し直してください。") from None
    except ValueError:
        raise unreadable("文字を読めません。「CSV UTF-8」として保存し直してください。") from None


def count(text: str) -> int | None:
    """Read a count of people as offices write it; None where it is none."""
    plain = fold_dashes(nfkc(text)).strip().replace(",", "").replace(" ", "").removesuffix("人")
    if not _NUMBER.fullmatch(plain):
        return None
    number = int(plain.split(".")[0])
    return number if number <= COUNT_MAX else None
