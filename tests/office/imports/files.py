"""Files as cities keep them, made for the tests: a workbook with a title row, and CSV."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types

HEADS = [
    "No.", "氏名", "ふりがな", "生年月日", "年代", "TEL", "行政区", "機種",
    "マイナンバーカード", "備考",
]  # fmt: skip
PEOPLE: list[list[Any]] = [
    [1, "髙﨑 𠮷江", "たかさき よしえ", date(1942, 3, 15), "", "0225-00-4187", "大曲", "iPhone",
     "有", ""],
    [2, "佐々木 フミ", "ササキ フミ", "S13.4.4", "", 225002907, "大曲", "らくらくホン",
     "なし", "耳が遠い"],
    [3, "", "ｵｵﾉ ﾊﾙ", "", "80代", "", "", "", "", ""],
]  # fmt: skip
SCHEDULE_HEADS = ["講座名", "回", "開催日", "時間", "会場", "部屋", "定員", "内容"]


def workbook(
    rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, title: str = "令和8年度 申込者名簿"
) -> bytes:
    """Return an .xlsx whose second sheet holds the table under a title and an empty row."""
    book = openpyxl.Workbook()
    book.active.title = "表紙"
    book.active["A1"] = "スマホ教室"
    sheet = book.create_sheet("名簿")
    for row in ([title], [], heads, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(
    rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, coding: str = "utf-8"
) -> bytes:
    """Return a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in rows:
        writer.writerow(row)
    return out.getvalue().encode(coding)


def schedule(course: str, venue: str, days: Sequence[date], **changed: Any) -> list[list[Any]]:
    """Return rows of one offering, a week apart."""
    row = {"hours": "10:00～11:30", "room": "", "capacity": "12人", "topic": "", **changed}
    return [
        [course, f"第{n}回", day, row["hours"], venue, row["room"], row["capacity"], row["topic"]]
        for n, day in enumerate(days, 1)
    ]
