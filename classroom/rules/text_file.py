"""Text files as other programs save them: which coding, and which mark between the cells."""

import codecs
import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO
from itertools import islice
from typing import Final

from classroom.rules.text import harmless_cell

BOM: Final = "\ufeff"
_HEADS_WITHIN: Final = 20
"""Lines looked at to tell tabs from commas."""
ROWS_MAX: Final = 200_000
CELLS_MAX: Final = 3_000_000
"""A file beyond is no table that somebody keeps, and would take all the memory there is."""


def decoded(content: bytes) -> str:
    """Return a file's text: UTF-16 by its mark, else UTF-8 with or without a mark, else CP932.

    NUL characters are left out. Raises ValueError where none of them fits.
    """
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for coding in ["utf-16"] if wide else ["utf-8-sig", "cp932"]:
        try:
            return content.decode(coding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    raise ValueError("neither UTF-8, UTF-16 nor CP932")


def records(content: bytes) -> list[list[str]]:
    """Return the rows of a file whose cells stand between commas or, as Excel saves them, tabs.

    Raises ValueError where the text cannot be read, csv.Error where its quotes do not close or it
    has more rows or cells than any table.
    """
    if content.count(b"\n") + content.count(b"\r") > ROWS_MAX:
        raise csv.Error("too many rows")
    if content.count(b",") + content.count(b"\t") > CELLS_MAX:
        raise csv.Error("too many cells")
    plain = decoded(content)
    top = "".join(islice(StringIO(plain), _HEADS_WITHIN))
    mark = "\t" if top.count("\t") > top.count(",") else ","
    return list(csv.reader(StringIO(plain, newline=""), delimiter=mark))


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Write rows as CSV with CRLF, as the data sets and Excel want."""
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def csv_file(rows: Iterable[Iterable[object]]) -> bytes:
    """Write rows that Excel opens as they are: UTF-8 with its mark, no cell run as a formula."""
    safe = ([_cell(cell) for cell in row] for row in rows)
    return f"{BOM}{csv_text(safe)}".encode()


def _cell(value: object) -> str:
    return str(value) if isinstance(value, Decimal | int) else harmless_cell(str(value))
