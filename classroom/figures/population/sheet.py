"""A file of counts as tables of text cells: Excel, or text in any coding and with either mark.

UTF-8 with or without BOM, UTF-16 with BOM, or CP932; commas or tabs.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from classroom.core.errors import Refusal
from classroom.figures.population.rules import COUNT_MAX
from classroom.figures.population.values import Problem, Question
from classroom.kit.workbook.reading import Limits, is_excel, read_book
from classroom.rules import text_file
from classroom.rules.text import fold_dashes, nfkc

LIMITS: Final = Limits(rows=20_000, columns=500)
_NUMBER: Final = re.compile(r"\d+(?:\.0+)?")
_KEPT_BACK: Final = re.compile(r"[xX×χΧ*※…・‥.]+|秘匿?|非公表|非公開")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a whole text file."""

    name: str
    rows: Sequence[Sequence[str]]


class Unreadable(Refusal):
    """A file that was not taken in, with every reason. Its text is the first, for one line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f"ほかにも{len(problems) - 1}か所あります。" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].sentence}{more}何も取り込んでいません。")


class Unclear(Refusal):
    """A file that leaves something open. Its text says how a command is told."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.questions = tuple(questions)
        asked = "".join(f"{one.sentence}{one.option}" for one in questions)
        super().__init__(f"{asked}何も取り込んでいません。")


def unreadable(what: str) -> Unreadable:
    """Return the refusal of a whole file."""
    return Unreadable([Problem(None, "", what)])


def tables(content: bytes) -> list[Table]:
    """Return a file's tables, titles and notes among their rows. Raises Unreadable.

    Hidden sheets are left out where there are others.
    """
    if not is_excel(content):
        return [Table("", records(content))]
    try:
        book = read_book(content, LIMITS)
    except Refusal as refusal:
        raise unreadable(refusal.sentence) from None
    sheets = [sheet for sheet in book if not sheet.is_hidden] or list(book)
    if any(sheet.more_rows or sheet.more_columns for sheet in sheets):
        raise unreadable("表が大きすぎます。人口の表だけを新しいブックに分けて保存してください。")
    return [Table(sheet.name, sheet.rows) for sheet in sheets if sheet.rows] or [Table("", [])]


def records(content: bytes) -> list[list[str]]:
    """Return a text file's rows of cells. Raises Unreadable."""
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


def is_kept_back(text: str) -> bool:
    """Tell the mark of a count that is not published because it is small: x, *, 秘."""
    return bool(_KEPT_BACK.fullmatch(nfkc(text).strip()))
