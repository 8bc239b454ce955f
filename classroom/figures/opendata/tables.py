"""CSV as the data sets want it: UTF-8 with BOM, or CP932 with a list of what it could not hold."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from io import StringIO

from classroom.figures.opendata.rules import fits_cp932, instead
from classroom.figures.opendata.values import Replaced
from classroom.figures.report.export import BOM


class Encoding(StrEnum):
    """In which characters a CSV is written."""

    UTF8 = "utf-8"
    CP932 = "cp932"


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return the rows as CSV with CRLF."""
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def encoded(text: str, encoding: Encoding) -> bytes:
    """Return the bytes of a CSV; CP932 has 〓 or a near character for what it cannot hold."""
    if encoding is Encoding.UTF8:
        return f"{BOM}{text}".encode()
    return "".join(map(_fitting, text)).encode("cp932")


def replaced(text: str) -> tuple[Replaced, ...]:
    """Return what the CP932 file of a text replaces, in the order in which it first occurs."""
    counts = Counter(letter for letter in text if not fits_cp932(letter))
    return tuple(Replaced(letter, instead(letter), times) for letter, times in counts.items())


def _fitting(letter: str) -> str:
    return letter if fits_cp932(letter) else instead(letter)
