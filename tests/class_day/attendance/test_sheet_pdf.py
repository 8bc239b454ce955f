import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from classroom.class_day.attendance import sheet_layout as at
from classroom.class_day.attendance.pdf import attendance_sheet
from classroom.class_day.attendance.sheet import AttendanceSheet, SheetRow
from classroom.kit.pdf.paper import MM, MissingGlyph
from classroom.kit.pdf.squares import corner, qr
from tests.machine_marks import kept_free
from tests.programs import require_tool

PEOPLE = (
    ("髙橋 トメ子", "タカハシ トメコ"),
    ("渡邉\U000e0100 清", "ワタナベ キヨシ"),
    ("𠮷田 ミヨ", "ヨシダ ミヨ"),
    ("齋藤 正一", "サイトウ ショウイチ"),
    ("葛\U000e0100城 ハツ", "カツラギ ハツ"),
    ("髙﨑𠮷", "タカサキ キチ"),
    ("\ufa19 勝", "ジン マサル"),
    ("Nguyễn Thị Minh Khai", "グエン ティ ミン カイ"),
    ("勅使河原 龍之介右衛門", "テシガワラ リュウノスケウエモン"),
    ("及川 か\u3099く", "オイカワ ガク"),
)
VERY_LONG_NAME = "マリア・テレサ・デ・ラ・クルス・サントス"


def sheet_of(count: int) -> AttendanceSheet:
    rows = tuple(
        SheetRow(
            number + 1,
            *PEOPLE[number % len(PEOPLE)],
            band_label=("70代", "80代", "90歳以上")[number % 3],
            device_label=("iPhone", "Android", "らくらく", "貸出")[number % 4],
            needs=("車いす", "聞こえ") if number % 5 == 0 else (),
            is_first_time=number % 4 == 0,
        )
        for number in range(count)
    )
    return AttendanceSheet(
        title="はじめてのスマホ教室 春の部",
        course_name="スマホの基本操作",
        code="S-01",
        session_label="第1回／全3回",
        on=date(2026, 11, 25),
        starts=time(10),
        ends=time(12),
        venue="矢本東市民センター",
        room="研修室2",
        instructors=("佐々木 一郎",),
        assistants=("千葉 花子", "阿部 太郎"),
        rows=rows,
        printed_at=datetime(2026, 11, 24, 23, 5, tzinfo=UTC),
    )


def with_row(row: SheetRow) -> AttendanceSheet:
    return replace(sheet_of(0), rows=(row,))


class Word(NamedTuple):
    """A word on a page, in mm from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def words_of(pdf: bytes, folder: Path) -> list[list[Word]]:
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    command = [require_tool("pdftotext"), "-bbox", str(file), "-"]
    out = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    found = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    return [
        [
            Word(float(x0) / MM, float(y0) / MM, float(x1) / MM, float(y1) / MM, unescape(text))
            for x0, y0, x1, y1, text in re.findall(found, page)
        ]
        for page in out.split("<page ")[1:]
    ]


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (1, 1), (12, 1), (20, 1), (30, 2), (60, 3)])
def test_twenty_names_go_on_a_page_and_qpdf_finds_no_fault(
    people: int, pages: int, tmp_path: Path
) -> None:
    paper = attendance_sheet(sheet_of(people))
    texts = text_of(paper.pdf)
    assert len(texts) == pages
    assert [f"{number}／{pages}枚" in text for number, text in enumerate(texts, 1)] == [
        True
    ] * pages
    assert all(text.count("当日\n") >= at.WALK_IN_ROWS for text in texts)
    assert paper.missing == ()
    file = tmp_path / "sheet.pdf"
    file.write_bytes(paper.pdf)
    subprocess.run([require_tool("qpdf"), "--check", str(file)], check=True, capture_output=True)


def test_every_name_is_copied_out_byte_for_byte(tmp_path: Path) -> None:
    sheet = sheet_of(30)
    file = tmp_path / "sheet.pdf"
    file.write_bytes(attendance_sheet(sheet).pdf)
    command = [require_tool("pdftotext"), "-raw", str(file), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    for name, kana in PEOPLE:
        assert text.count(name) == 3, name
        assert text.count(kana) == 3, kana


def test_every_word_of_a_row_stays_in_its_cell(tmp_path: Path) -> None:
    rows = sheet_of(20).rows
    long = replace(
        rows[0], number=20, name=VERY_LONG_NAME, needs=("つえ・段差がむずかしい", "車いす")
    )
    pages = words_of(attendance_sheet(replace(sheet_of(0), rows=(*rows[:19], long))).pdf, tmp_path)
    edges = sorted({at.LEFT, at.NAME_LEFT, at.NOTE_LEFT, at.RIGHT, *(c.left for c in at.COLUMNS)})
    inside = [word for page in pages for word in page if at.TOP < word.top < at.BOTTOM - 1]
    assert len(inside) > 20 * len(at.COLUMNS)
    for word in inside:
        middle = (word.left + word.right) / 2
        left = max(edge for edge in edges if edge <= middle)
        right = min(edge for edge in edges if edge > middle)
        assert left - 0.01 <= word.left, word
        assert word.right <= right + 0.01, word
        row = int(((word.top + word.bottom) / 2 - at.TOP) // at.PITCH)
        # the box of a word is its font's line height, 0.2 mm more than its ink
        assert at.row_top(row) - 0.3 <= word.top, word
        assert word.bottom <= at.row_top(row + 1) + 0.3, word


def test_the_places_of_the_machine_marks_are_free(tmp_path: Path) -> None:
    sheet = replace(
        sheet_of(30),
        title="とても長い題名の" * 8,
        venue="とても長い名前の会場" * 8,
        page_ids=("11000000042ABCDEFGHJ", "12000000042ABCDEFGHJ"),
    )
    for page in words_of(attendance_sheet(sheet).pdf, tmp_path):
        # The code in words has its tried place, a hair inside the margin of its own picture.
        for word in (word for word in page if word.text not in {"1100", "1200", "0000042"}):
            assert not any(
                word.left < x + reach
                and x - reach < word.right
                and word.top < y + reach
                and y - reach < word.bottom
                for x, y, reach in kept_free()
            ), word


def test_the_head_says_when_where_and_with_whom() -> None:
    (text,) = text_of(attendance_sheet(sheet_of(3)).pdf)
    for words in (
        "はじめてのスマホ教室 春の部",
        "第1回／全3回　スマホの基本操作　S-01",
        "令和8年11月25日（水）　10:00〜12:00　会場：矢本東市民センター　研修室2",
        "講師：佐々木 一郎　補助員：千葉 花子、阿部 太郎",
        "令和8年11月25日 08:05 印刷",
    ):
        assert words in text


def test_a_session_without_staff_leaves_a_line_to_write_on() -> None:
    (text,) = text_of(attendance_sheet(replace(sheet_of(1), instructors=(), assistants=())).pdf)
    assert "講師：＿＿" in text
    assert "補助員：＿＿" in text


def test_spare_rows_go_on_counting() -> None:
    second = text_of(attendance_sheet(sheet_of(30)).pdf)[1]
    assert [str(number) in second.split() for number in range(21, 41)] == [True] * 20


def test_a_page_id_can_be_read_by_people_below_its_code() -> None:
    sheet = replace(sheet_of(1), page_ids=("11000000042ABCDEFGHJ",))
    assert "1100 0000042" in text_of(attendance_sheet(sheet).pdf)[0]


def test_a_name_that_cannot_be_printed_is_reported() -> None:
    paper = attendance_sheet(with_row(SheetRow(1, "外字\ue000田", "ガイジダ")))
    assert paper.missing == (MissingGlyph("外字\ue000田", "\ue000"),)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert attendance_sheet(sheet_of(12)).pdf == attendance_sheet(sheet_of(12)).pdf


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("髙﨑𠮷葛サトウ・ ABc"), min_size=1, max_size=60))
def test_no_name_is_cut(name: str) -> None:
    text = "".join(text_of(attendance_sheet(with_row(SheetRow(1, name, "ナマエ"))).pdf))
    drawn = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", name) in drawn


def test_the_columns_are_where_the_reader_looks_for_them() -> None:
    assert at.BOTTOM == 276
    assert [round(column.middle, 1) for column in at.COLUMNS[::5]] == [65.3, 109.1, 149.9, 186.9]
    assert round(at.NOTE_LEFT, 1) == 191.4


def test_the_marks_for_the_machine_stand_to_the_millimetre(tmp_path: Path) -> None:
    code = "11000000042ABCDEFGHJ"
    file = tmp_path / "sheet.pdf"
    file.write_bytes(attendance_sheet(replace(sheet_of(1), page_ids=(code,))).pdf)
    dots_a_mm = 10
    command = [require_tool("pdftoppm"), "-r", str(25.4 * dots_a_mm), "-gray", str(file)]
    shade = subprocess.run(command, check=True, capture_output=True).stdout
    head, size, _, pixels = shade.split(b"\n", 3)
    assert head == b"P5"
    width = int(size.split()[0])

    def seen(centre: tuple[float, float], size: float, count: int) -> list[list[int]]:
        first = [place - size / 2 + size / count / 2 for place in centre]
        places = [[start + at * size / count for at in range(count)] for start in first]
        dark = [
            [pixels[int(y * dots_a_mm) * width + int(x * dots_a_mm)] < 128 for x in places[0]]
            for y in places[1]
        ]
        return [[int(module) for module in row] for row in dark]

    for name, centre in at.corners().items():
        assert seen(centre, at.MARK_SIZE, 10) == [list(row) for row in corner(name)], name
    modules = qr(code, level="h", version=2)
    assert seen(at.PAGE_CODE_AT, at.PAGE_CODE_SIZE, 25) == [list(row) for row in modules]
    assert at.corners() == {"A1": (12, 12), "A2": (198, 12), "A3": (198, 285), "A4": (12, 285)}
