"""Every cell of an Excel file comes as a clerk would have typed it."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.core.errors import Refusal
from classroom.kit.workbook import number_forms
from classroom.kit.workbook.reading import Area, Limits, Sheet, column_number, read_book
from tests.kit.workbook import bombs

LIMITS = Limits(100, 20)
HALF_PAST_ONE = datetime(2026, 4, 1, 13, 30)  # noqa: DTZ001  as Excel holds it
ROOT = Path(__file__).parents[3]


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_cells(*cells: Any) -> tuple[str, ...]:
    book = openpyxl.Workbook()
    book.active.append(list(cells))
    return read_book(saved(book), LIMITS)[0].rows[0]


def of_sheet(xml: str, **parts: str) -> Sheet:
    return read_book(
        bombs.package({"xl/worksheets/sheet1.xml": xml}
                      | {f"xl/{name}.xml": text for name, text in parts.items()}), LIMITS,
    )[0]  # fmt: skip


def test_each_kind_of_cell_is_written_as_text() -> None:
    assert of_cells(
        "髙﨑　𠮷江", 225002907, 12.5, bool(1), date(1945, 5, 3), HALF_PAST_ONE,
        time(9, 5), timedelta(hours=1, minutes=30), None, "  ", 1e20, "#N/A",
    ) == (
        "髙﨑　𠮷江", "225002907", "12.5", "TRUE", "1945-05-03", "2026-04-01 13:30",
        "9:05", "1:30", "", "", "1e+20",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("General", "16560"), ("0", "16560"), ('0"人"', "16560"), ("[$-411]ge.m.d", "1945-05-03"),
        ('[$-411]ggge"年"m"月"d"日"', "1945-05-03"), ("yyyy/m/d", "1945-05-03"),
        ('yyyy"年"m"月"d"日"(aaa)', "1945-05-03"), ("#,##0;[Red]-#,##0", "16560"),
    ],
)  # fmt: skip
def test_a_date_is_known_by_its_form(form: str, shown: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 16560
    book.active["A1"].number_format = form
    assert read_book(saved(book), LIMITS)[0].rows == ((shown,),)


@pytest.mark.parametrize("number", [14, 22, *range(27, 37), 45, *range(50, 59)])
def test_the_forms_that_a_japanese_excel_does_not_write_down_are_dates(number: int) -> None:
    assert number_forms.is_date(number, None)
    styles = f'<styleSheet><cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    package = bombs.package(
        {
            "xl/styles.xml": styles,
            "xl/_rels/workbook.xml.rels": "<Relationships>"
            f'<Relationship Id="a" Type="{bombs.RELATED}/worksheet" '
            'Target="/xl/worksheets/sheet1.xml"/>'
            f'<Relationship Id="c" Type="{bombs.RELATED}/styles" Target="styles.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'{bombs.SHEET}<row r="1"><c r="A1" s="0"><v>16560</v></c>'
            f"</row>{bombs.SHEET_END}",
        }
    )
    assert read_book(package, LIMITS)[0].rows == (("1945-05-03",),)


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = date(1945, 5, 3)
    assert read_book(saved(book), LIMITS)[0].rows == (("1945-05-03",),)


def test_what_is_hidden_or_merged_is_told() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, 6):
        sheet.append([number, "a", "b"])
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["C"].hidden = True
    sheet.merge_cells("A4:B5")
    book.create_sheet("控え").sheet_state = "hidden"
    found, spare = read_book(saved(book), LIMITS)
    assert found.hidden_rows == {1}
    assert found.hidden_columns == {2}
    assert found.merged == (Area(3, 0, 4, 1),)
    assert (found.is_hidden, spare.is_hidden, spare.rows) == (False, True, ())


def test_the_reading_that_excel_keeps_of_a_name_is_told() -> None:
    strings = (
        f"{bombs.STRINGS}<si><t>佐藤 はな子</t><rPh sb='0' eb='2'><t>サトウ</t></rPh>"
        "<rPh sb='5' eb='6'><t>コ</t></rPh><phoneticPr fontId='1'/></si></sst>"
    )
    found = of_sheet(bombs.SHEET + bombs.ONE_CELL + bombs.SHEET_END, sharedStrings=strings)
    assert found.rows == (("佐藤 はな子",),)
    assert found.readings == {(0, 0): "サトウ はなコ"}


def test_cells_without_their_places_stand_side_by_side() -> None:
    xml = (
        "<x:worksheet xmlns:x='m'><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c/>"
        "<x:c t='inlineStr'><x:is><x:r><x:t>あ</x:t></x:r><x:r><x:t>い</x:t></x:r></x:is></x:c>"
        "</x:row></x:sheetData></x:worksheet>"
    )
    assert of_sheet(xml).rows == (("1", "", "あい"),)


def test_what_stands_beyond_the_limits_is_told_and_borders_are_not() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "氏名"
    for number in range(90, 200):
        sheet.cell(number, 1).number_format = "0"
    assert not read_book(saved(book), LIMITS)[0].more_rows
    sheet["A150"], sheet["Z1"] = "佐藤", "列"
    found = read_book(saved(book), LIMITS)[0]
    assert (found.more_rows, found.more_columns, found.rows) == (True, True, (("氏名",),))


def test_an_old_or_other_file_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refusal, match=r"古い形式（\.xls）"):
        read_book(b"\xd0\xcf\x11\xe0rest", LIMITS)
    with pytest.raises(Refusal, match="Excelのファイルとして読めません"):
        read_book(bombs.package({"_rels/.rels": "<Relationships/>"}), LIMITS)
    with pytest.raises(Refusal, match="Excelのファイルとして読めません"):
        of_sheet(f"{bombs.SHEET}<row><c t='s'><v>7</v></c></row>{bombs.SHEET_END}")


@given(st.integers(0, 16_383))
def test_columns_are_counted_as_excel_names_them(number: int) -> None:
    letters = openpyxl.utils.get_column_letter(number + 1)
    assert column_number(letters) == number


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=8), max_size=6),
        max_size=8,
    )
)
def test_any_table_of_words_comes_back(rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, 1):
        for place, words in enumerate(row, 1):
            cell = book.active.cell(at, place)
            cell.value, cell.data_type = words, "s"
    found = read_book(saved(book), LIMITS)[0].rows
    for at, row in enumerate(rows):
        for place, words in enumerate(row):
            read = found[at][place] if at < len(found) and place < len(found[at]) else ""
            assert read == (words if words.strip() else "")


def test_no_other_module_opens_an_excel_file() -> None:
    for path in (ROOT / "classroom").rglob("*.py"):
        words = path.read_text(encoding="utf-8")
        assert "load_workbook" not in words, path
        assert "read_excel" not in words, path
