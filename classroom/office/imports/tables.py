"""Reading the city's own file, Excel or CSV, as sheets of text cells. No meaning yet."""

import csv
import warnings
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types

from classroom.core.errors import Refusal
from classroom.office.imports.rules import COLUMNS_MAX, HEADS_WITHIN, ROWS_MAX
from classroom.rules.text_file import records

UNPACKED_MAX = 200 * 1024 * 1024
SHEETS_MAX = 30
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, or the whole of a CSV file, row by row as Excel counts them."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_sheets(content: bytes, file_name: str = "") -> tuple[Sheet, ...]:
    """Read .xlsx, .xlsm or CSV (UTF-8, UTF-16 with BOM, CP932; commas or tabs).

    Raises Refusal with the sentence to show.
    """
    if content.startswith(OLD_EXCEL):
        raise Refusal(
            "古い形式（.xls）か、パスワードの付いたExcelファイルです。"
            "パスワードを外し、「Excelブック（.xlsx）」として保存し直してください。"
        )
    sheets = _excel(content) if content.startswith(b"PK") else _csv(content, file_name)
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise Refusal("このファイルには、文字の入ったセルがありません。")
    if any(len(sheet.rows) > ROWS_MAX + HEADS_WITHIN for sheet in found):
        raise Refusal(f"行が多すぎます。{ROWS_MAX:,}行までに分けてください。")
    return found


def _excel(content: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            _refuse_if_huge(packed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of decorations that it leaves out
            return _sheets(content)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  whatever a broken file does to the reader
        raise Refusal(
            "Excelのファイルとして読めません。Excelで開いて、保存し直してください。"
        ) from None


def _refuse_if_huge(packed: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in packed.infolist()) > UNPACKED_MAX:
        raise Refusal("ファイルの中身が大きすぎます。シートを分けて保存し直してください。")


def _sheets(content: bytes) -> tuple[Sheet, ...]:
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    try:
        found = []
        for sheet in book.worksheets[:SHEETS_MAX]:
            sheet.reset_dimensions()  # some programs write a wrong size
            rows = sheet.iter_rows(
                max_row=ROWS_MAX + HEADS_WITHIN + 1, max_col=COLUMNS_MAX, values_only=True
            )
            found.append(Sheet(sheet.title, _trimmed(rows)))
        return tuple(found)
    finally:
        book.close()


def _csv(content: bytes, file_name: str) -> tuple[Sheet, ...]:
    try:
        rows = records(content)
    except csv.Error:
        raise Refusal("CSVの形がくずれています。Excelで開いて保存し直してください。") from None
    except ValueError:
        raise Refusal(
            "文字を読めません。Excelの形式（.xlsx）か「CSV UTF-8」で保存し直してください。"
        ) from None
    return (Sheet(file_name, _trimmed(row[:COLUMNS_MAX] for row in rows)),)


def _trimmed(rows: Iterable[Iterable[Any]]) -> tuple[tuple[str, ...], ...]:
    """Write every cell as text, and leave out what is empty at the ends of rows and sheet."""
    found = [_row(row) for row in rows]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _row(row: Iterable[Any]) -> tuple[str, ...]:
    cells = [_text(cell) for cell in row]
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _text(cell: Any) -> str:
    """Write a cell as a clerk would have typed it; a number without needless decimals."""
    if cell is None or (isinstance(cell, str) and cell.startswith("#") and cell[-1:] in "!?A"):
        return ""  # #N/A, #REF!, #NAME?: a formula that went wrong says nothing
    if isinstance(cell, datetime):
        day = cell.date().isoformat()
        return day if cell.time() == MIDNIGHT else f"{day} {cell.hour}:{cell.minute:02}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return f"{cell.hour}:{cell.minute:02}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
