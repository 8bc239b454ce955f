"""Reading the city's own file, Excel or CSV, as sheets of text cells. No meaning yet."""

import csv

from classroom.core.errors import Refusal
from classroom.kit.workbook.reading import Limits, Sheet, is_excel, read_book
from classroom.office.imports.rules import COLUMNS_MAX, HEADS_WITHIN, ROWS_MAX
from classroom.rules.text_file import records

LIMITS = Limits(ROWS_MAX + HEADS_WITHIN, COLUMNS_MAX)


def read_sheets(content: bytes, file_name: str = "") -> tuple[Sheet, ...]:
    """Read .xlsx, .xlsm or CSV (UTF-8, UTF-16 with BOM, CP932; commas or tabs).

    Raises Refusal with the sentence to show.
    """
    sheets = read_book(content, LIMITS) if is_excel(content) else _csv(content, file_name)
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if not found:
        raise Refusal("このファイルには、文字の入ったセルがありません。")
    if any(sheet.more_rows for sheet in found):
        raise Refusal(f"行が多すぎます。{ROWS_MAX:,}行までに分けてください。")
    return found


def _csv(content: bytes, file_name: str) -> tuple[Sheet, ...]:
    try:
        rows = records(content)
    except csv.Error:
        raise Refusal("CSVの形がくずれています。Excelで開いて保存し直してください。") from None
    except ValueError:
        raise Refusal(
            "文字を読めません。Excelの形式（.xlsx）か「CSV UTF-8」で保存し直してください。"
        ) from None
    found = [_trimmed(row[:COLUMNS_MAX]) for row in rows[: LIMITS.rows]]
    while found and not found[-1]:
        found.pop()
    more = any(any(cell.strip() for cell in row) for row in rows[LIMITS.rows :])
    return (Sheet(file_name, tuple(found), more_rows=more),)


def _trimmed(row: list[str]) -> tuple[str, ...]:
    cells = list(row)
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)
