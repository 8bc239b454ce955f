"""The shapes in which clerks keep rosters and schedules, each with what is read of it."""

import io
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.desk.participant.values import ParticipantDetails
from classroom.office.imports import service
from classroom.office.imports.rules import State
from classroom.office.imports.service import Opened
from classroom.office.imports.tables import read_sheets
from classroom.planning.place.models import Venue
from classroom.rules.text import harmless_cell
from tests import make
from tests.kit.workbook import bombs
from tests.office.imports import files

HANAKO = ("髙橋 花子", "タカハシ ハナコ", date(1945, 5, 3), "0225990401")
HARU = ("大野 ハル", "オオノ ハル", date(1943, 3, 15), "0225990402")
Rows = Sequence[Sequence[Any]]


def opened(db: Session, content: bytes, name: str = "名簿.xlsx") -> Opened[ParticipantDetails]:
    return service.open_people(db, content, name, today=make.TODAY, area_code="0225")


def people(found: Opened[ParticipantDetails]) -> list[tuple[object, ...]]:
    plans = (plan.details for plan in found.reading.plans)
    return [(one.name, one.name_kana, one.born_on, one.telephone) for one in plans]


def sheet(rows: Rows, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ONE_CELL: Rows = [
    ["No.", "氏名（ふりがな）", "生年月日", "電話"],
    [1, "髙橋 花子（たかはし はなこ）", "昭和二十年五月三日", "0225-99-0401"],
    [2, "大野 ハル\nおおの はる", "S18.3.15", "0225-99-0402"],
]
STROKES: Rows = [
    ["氏名", "生年月日", "電話"],
    ["髙橋 花子／ﾀｶﾊｼ ﾊﾅｺ", date(1945, 5, 3), "0225-99-0401"],
    ["おおの はる / 大野 ハル", "1943/3/15", "0225-99-0402"],
]
NUMBERED: Rows = [
    ["No", "フリガナ", "氏名", "生年月日", "電話番号"],
    [1, "タカハシ ハナコ", "髙橋 花子", "S20.5.3", "0225-99-0401"],
    [2, "オオノ ハル", "大野 ハル", 15780, 225990402],
    *([number, "", "", "", ""] for number in range(3, 31)),
]
TOTALS: Rows = [
    ["令和8年度 スマホ教室 申込者名簿"],
    [],
    ["No", "氏名", "フリガナ", "生年月日", "電話番号"],
    [1, "髙橋 花子", "タカハシ ハナコ", "S20.5.3", "0225-99-0401"],
    [2, "大野 ハル", "オオノ ハル", "S18.3.15", "0225-99-0402"],
    ["", "合　計", "", "", "2人"],
    ["計", "2名", "", "", ""],
    ["※ 欠席の方には、前の日までに電話すること"],
    ["", "（注）個人情報につき取扱注意", "", "", ""],
]
TWO_HEADS: Rows = [
    ["No", "氏名", "", "生年月日", "", "", "", "電話番号", ""],
    ["", "漢字", "フリガナ", "元号", "年", "月", "日", "自宅", "携帯"],
    [1, "髙橋 花子", "タカハシ ハナコ", "昭和", 20, 5, 3, "0225-99-0401", "090-0000-0401"],
    [2, "大野 ハル", "オオノ ハル", "S", 18, 3, 15, "0225-99-0402", ""],
]
DITTO: Rows = [
    ["地区", "氏名", "フリガナ", "生年月日", "電話", "備考"],
    ["大曲", "髙橋 花子", "タカハシ ハナコ", "S20.5.3", "0225-99-0401", "夫と"],
    ["〃", "〃 太郎", "〃 タロウ", "S15.1.2", "同上", "〃"],
]
PAGES: Rows = [
    ["氏名", "フリガナ", "生年月日", "電話"],
    ["髙橋 花子", "タカハシ ハナコ", "S20.5.3", "0225-99-0401"],
    ["氏名", "フリガナ", "生年月日", "電話"],
    ["【矢本地区】", "", "", ""],
    ["大野 ハル", "オオノ ハル", "S18.3.15", "0225-99-0402"],
]
TWO_NUMBERS: Rows = [
    ["氏名", "ふりがな", "生年月日", "連絡先"],
    ["髙橋 花子 様", "たかはし はなこ", "昭和20年（1945年）5月3日生", "自宅 0225-99-0401"],
    ["大野 ハル", "ｵｵﾉ ﾊﾙ", "㍼18年3月15日", "0225-99-0402、090-0000-0402"],
]
SPACED: Rows = [
    ["お名前", "生年月日", "TEL"],
    ["髙橋 花子 タカハシ ハナコ", "S20.5.3", "（0225）99-0401"],
    ["オオノ ハル 大野 ハル", "昭18.3.15", "99-0402"],
]
MERGED_TITLE: Rows = [
    ["スマホ教室 受講者一覧", "", "", ""],
    ["氏　名", "フリガナ", "生年月日", "電話番号"],
    ["髙橋 花子", "タカハシ ハナコ", "S20.5.3", "0225-99-0401"],
    ["大野 ハル", "オオノ ハル", "S18.3.15", "0225-99-0402"],
    ["以上"],
]
BOTH: list[tuple[object, ...]] = [HANAKO, HARU]
SHAPES: dict[str, tuple[Rows, list[tuple[object, ...]]]] = {
    "name and reading in one cell": (ONE_CELL, BOTH),
    "a stroke between them, kana in half width, the reading first": (STROKES, BOTH),
    "a numbered template of which two rows are filled": (NUMBERED, BOTH),
    "sums and notes below": (TOTALS, BOTH),
    "heads of two rows": (TWO_HEADS, BOTH),
    "ditto marks": (
        DITTO, [HANAKO, ("髙橋 太郎", "タカハシ タロウ", date(1940, 1, 2), "0225990401")]
    ),
    "heads printed again, and parts by district": (PAGES, BOTH),
    "two numbers in a cell, polite names": (TWO_NUMBERS, BOTH),
    "both by spaces alone": (SPACED, BOTH),
    "a title, and 以上": (MERGED_TITLE, BOTH),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "write", [sheet, lambda rows: files.text(rows[1:], rows[0])], ids=["xlsx", "csv"]
)
def test_a_roster_is_read_right(db: Session, shape: str, write: Callable[[Rows], bytes]) -> None:
    make.district(db, "大曲")
    rows, right = SHAPES[shape]
    found = opened(db, write(rows))
    assert not found.reading.refused
    assert people(found) == right


def test_the_city_template_of_the_field_has_one_person_and_no_bad_row(db: Session) -> None:
    heads = ["No", "フリガナ", "氏名", "生年月日", "電話番号"]
    first = ["1", "シケン ディー", "試験 ディー", "S20.5.3", "0225-99-0401"]
    rows = [first, *([str(number), "", "", "", ""] for number in range(2, 31))]
    found = opened(db, files.text(rows, heads, "cp932"), "g11_numbered_blank_rows.csv")
    assert [line.state for line in found.reading.lines] == [State.NEW]
    assert people(found) == [("試験 ディー", "シケン ディー", date(1945, 5, 3), "0225990401")]


def test_two_lines_of_heads_may_be_merged_and_a_merged_district_counts_for_each(
    db: Session,
) -> None:
    make.district(db, "大曲")
    rows: Rows = [
        ["地区", "氏名", "電話番号", ""],
        ["", "", "自宅", "携帯"],
        ["大曲", "髙橋 花子（たかはし はなこ）", "0225-99-0401", "090-0000-0401"],
        ["", "大野 ハル（おおの はる）", "0225-99-0402", ""],
    ]
    found = opened(db, sheet(rows, ["A1:A2", "B1:B2", "C1:D1", "A3:A4"]))
    details = [plan.details for plan in found.reading.plans]
    assert [one.telephone2 for one in details] == ["09000000401", ""]
    assert all(one.district_id is not None for one in details)


def test_who_has_no_reading_is_taken_in_marked(db: Session) -> None:
    found = opened(db, sheet([["氏名", "電話"], ["髙橋 花子", "0225-99-0401"]]))
    (line,) = found.reading.lines
    assert line.state is State.CHECK
    assert "髙橋 花子（フリガナ未確認）" in line.what
    (plan,) = found.reading.plans
    assert (plan.details.name_kana, plan.details.kana_checked) == ("", False)


def test_the_reading_that_excel_kept_is_taken_as_a_guess(db: Session) -> None:
    strings = (
        f"{bombs.STRINGS}<si><t>氏名</t></si><si><t>電話</t></si><si><t>佐藤 花子</t>"
        "<rPh sb='0' eb='2'><t>サトウ</t></rPh><rPh sb='3' eb='5'><t>ハナコ</t></rPh></si></sst>"
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>225990401</v></c></row>'
    )
    content = bombs.package({
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": f"{bombs.SHEET}{rows}{bombs.SHEET_END}",
    })  # fmt: skip
    (plan,) = opened(db, content).reading.plans
    assert (plan.details.name_kana, plan.details.kana_checked) == ("サトウ ハナコ", False)


def test_a_sentence_or_a_number_is_no_person(db: Session) -> None:
    rows: Rows = [["氏名", "電話"], ["上記のとおり申し込みます", "0225-99-0401"], ["12", "99-0402"]]
    found = opened(db, sheet(rows))
    assert [line.state for line in found.reading.lines] == [State.BAD, State.BAD]


# --- schedules ----------------------------------------------------------------------------------

ON = date(2026, 12, 6)
HOURS = (time(13, 30), time(15, 0))
DAYS: dict[str, tuple[list[list[Any]], tuple[object, ...]]] = {
    "half past one": (
        [["講座", "日にち", "時間", "会場"], ["A1", "12月6日（日）", "午後1時半〜3時", "大曲"]],
        (ON, *HOURS),
    ),
    "minutes in brackets": (
        [["講座", "開催日", "時間", "会場"], ["A1", "R8.12.6", "13:30-15:00（90分）", "大曲"]],
        (ON, *HOURS),
    ),
    "kanji, and how long it takes": (
        [["講座", "開催日", "開始", "終了", "会場"],
         ["A1", "令和八年十二月六日", "13時半", "90分", "大曲"]],
        (ON, *HOURS),
    ),
    "day and hours in one cell": (
        [["講座", "日時", "会場"], ["A1", "12/6(日) 13:30~15:00", "大曲"]],
        (ON, *HOURS),
    ),
    "heads of two rows": (
        [["講座", "開催日", "", "時間", "", "会場"], ["", "月", "日", "開始", "終了", ""],
         ["A1", 12, 6, "13:30", "15:00", "大曲"]],
        (ON, *HOURS),
    ),
    "a number of Excel's": (
        [["講座", "日付", "時刻", "会場"], ["A1", 46362, 0.5625, "大曲"]],
        (ON, time(13, 30), time(15, 0)),
    ),
}  # fmt: skip


@pytest.fixture
def hall(db: Session) -> Venue:
    make.course(db, code="A1", minutes=90)
    return make.venue(db, name="大曲", short_name="大曲")


@pytest.mark.parametrize("shape", DAYS)
def test_a_schedule_is_read_right(db: Session, hall: Venue, shape: str) -> None:
    rows, right = DAYS[shape]
    total = ["計", *("" for _ in rows[0][1:])]
    content = sheet([*rows, total, ["※ 都合により変わることがあります"]])
    found = service.open_schedule(db, content, "令和8年度予定.xlsx", today=make.TODAY)
    assert not found.reading.refused
    (plan,) = found.reading.plans
    (session,) = plan.details.sessions
    assert (session.on, session.starts, session.ends, session.venue_id) == (*right, hall.id)
    assert len(found.table.outside) == 2


def test_a_course_merged_over_its_days_counts_for_each(db: Session, hall: Venue) -> None:
    rows: Rows = [
        ["講座", "回", "日にち", "時間", "会場"],
        ["A1", 1, "12/6", "13:30-15:00", "大曲"],
        ["", 2, "12/13", "〃", "〃"],
    ]
    for content in (sheet(rows, ["A2:A3"]), sheet(rows)):
        found = service.open_schedule(db, content, "予定.xlsx", today=make.TODAY)
        (plan,) = found.reading.plans
        assert [one.starts for one in plan.details.sessions] == [time(13, 30)] * 2
        assert {one.venue_id for one in plan.details.sessions} == {hall.id}


@pytest.mark.parametrize(
    ("day", "hours", "sentence"),
    [
        ("12/6・13・20", "10:00-11:30", "1行に1日ずつ"),
        ("12/6", "1:30〜3:00", "午前か午後か分かりません"),
    ],
)
def test_what_two_people_would_read_in_two_ways_is_asked(
    db: Session, hall: Venue, day: str, hours: str, sentence: str
) -> None:
    rows = [["講座", "日にち", "時間", "会場"], ["A1", day, hours, hall.name]]
    found = service.open_schedule(db, sheet(rows), "予定.xlsx", today=make.TODAY)
    assert sentence in " ".join(found.reading.refused[0].notes)


# --- our own files come back --------------------------------------------------------------------

CELLS = st.text(st.sampled_from("=+-@＝＋－＠'' 　0佐あA"), min_size=1, max_size=6).filter(
    lambda text: text.strip(" 　'") and "\r" not in text
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_what_we_mark_against_formulas_comes_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    marked = [[harmless_cell(cell) for cell in row] for row in rows]
    (read,) = read_sheets(files.text(marked, ["氏名", "備考"]))
    assert read.rows[1:] == tuple(rows)
    (saved,) = read_sheets(sheet_of_words([["氏名", "備考"], *marked]))
    assert saved.rows[1:] == tuple(rows)


def sheet_of_words(rows: Rows) -> bytes:
    """As Excel saves a CSV of ours as a workbook: the mark is a letter like any other."""
    book = openpyxl.Workbook()
    for at, row in enumerate(rows, 1):
        for place, words in enumerate(row, 1):
            cell = book.active.cell(at, place)
            cell.value, cell.data_type = words, "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
