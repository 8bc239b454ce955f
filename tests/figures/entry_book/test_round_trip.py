"""記入表: made here, filled by somebody in Excel, and read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.errors import Refusal
from classroom.figures.entry_book import service
from classroom.figures.entry_book.queries import known
from classroom.figures.entry_book.rules import State
from classroom.figures.entry_book.values import EntryLine, Reading, Taken
from classroom.figures.entry_book.workbook import entry_book
from classroom.figures.review import queries
from classroom.figures.review import service as review
from classroom.figures.review.rules import Measure
from classroom.figures.review.values import ActualDetails, ReviewText, Stamp

TODAY = date(2026, 12, 1)
AT = datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
STAMP = Stamp(AT, None)


@pytest.fixture
def made(db: Session, settings: Settings) -> bytes:
    """Make the file of 令和8年度, with a value and a text that are there already."""
    value = ActualDetails(2026, Decimal(11), "総務課", date(2026, 9, 30))
    review.enter_actual(db, settings, "5-1", value, version=0, stamp=STAMP)
    text = ReviewText(done="公開した。", opinions="よい。")
    review.write_review(db, (5, 2026), text, STAMP)
    db.commit()
    return entry_book(known(db, settings, 2026), "東松島市", AT)


def filled(content: bytes, cells: dict[tuple[str, str], Any]) -> bytes:
    """Fill cells, named by the number of their row and the head of their column, and save."""
    book = openpyxl.load_workbook(BytesIO(content))
    for (number, head), value in cells.items():
        cell_of(book, number, head).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def cell_of(book: Any, number: str, head: str) -> Any:
    for sheet in (book["実績"], book["ふり返り"]):
        heads = next(row for row in sheet.iter_rows() if row[0].value == "番号")
        column = next((one.column for one in heads if one.value == head), None)
        if column is None:
            continue
        for row in sheet.iter_rows(min_row=heads[0].row):
            if str(row[0].value) == number:
                return sheet.cell(row[0].row, column)
    raise AssertionError(f"no cell {number} {head}")


def read(db: Session, settings: Settings, content: bytes) -> Reading:
    return service.read(db, settings, content, TODAY)


def line(reading: Reading, key: str) -> EntryLine:
    return next(one for one in reading.lines if one.key == key)


def take(db: Session, settings: Settings, reading: Reading, *chosen: str) -> int:
    return service.take(db, settings, reading, Taken(reading.digest, frozenset(chosen)), STAMP)


def test_the_same_values_at_one_instant_are_the_same_file(
    db: Session, settings: Settings, made: bytes
) -> None:
    assert entry_book(known(db, settings, 2026), "東松島市", AT) == made


def test_it_asks_for_all_that_the_program_does_not_work_out(made: bytes) -> None:
    book = openpyxl.load_workbook(BytesIO(made))
    assert book["もとの値"].sheet_state == "hidden"
    numbers = [row[0].value for row in book["実績"].iter_rows() if row[0].value]
    assert "4-1" not in numbers
    assert len([one for one in numbers if "-" in one]) == 12
    assert cell_of(book, "2-1", "現状").value == "-"
    assert cell_of(book, "5-1", "実績").value == "11"
    assert cell_of(book, "5-1", "基準日").value == "R8.9.30"
    assert cell_of(book, "1-2", "何の値か").value == "1年間の合計"


def test_what_comes_back_as_it_was_made_changes_nothing(
    db: Session, settings: Settings, made: bytes
) -> None:
    reading = read(db, settings, filled(made, {}))
    assert {one.state for one in reading.lines} == {State.SAME}
    with pytest.raises(Refusal, match="取り込むところがありません"):
        take(db, settings, reading)


def test_what_an_office_wrote_is_taken_in_and_the_rest_stays(
    db: Session, settings: Settings, made: bytes
) -> None:
    cells = {
        ("1-1", "実績"): "８０．４％",
        ("1-1", "基準日"): "令和8年10月1日",
        ("6-2", "実績"): 3420,
        ("6-2", "基準日"): date(2026, 9, 30),
        ("6-2", "出典"): "広報係の集計",
        ("1-2", "実績"): "4,610件",
        ("1-2", "何の値か"): "年度の途中までの合計",
        ("1-2", "基準日"): "R8.9.30",
        ("1", "課題"): "窓口の時間に来られない。\n夜間も。",
        ("5", "次年度の取組"): "毎月出す。",
    }
    reading = read(db, settings, filled(made, cells))
    assert not reading.of(State.BAD, State.CONFLICT)
    assert take(db, settings, reading) == 5
    db.commit()
    found = queries.actuals(db)
    assert found["1-1", 2026].value == Decimal("80.4")
    assert found["1-1", 2026].on == date(2026, 10, 1)
    assert found["1-1", 2026].source == "行政手続き担当課すべての回答"
    assert found["6-2", 2026].source == "広報係の集計"
    assert found["1-2", 2026].measure is Measure.RUNNING
    assert found["5-1", 2026].value == 11
    texts = queries.texts(db, 2026)
    assert texts[1].issues == "窓口の時間に来られない。\n夜間も。"
    assert texts[5].done == "公開した。"
    assert texts[5].opinions == "よい。"
    assert texts[5].next_steps == "毎月出す。"
    # The same file once more: everything is there already.
    again = read(db, settings, filled(made, cells))
    assert {one.state for one in again.lines} == {State.SAME}


def test_a_wrong_cell_gets_its_sentence_and_keeps_nothing_else_back(
    db: Session, settings: Settings, made: bytes
) -> None:
    cells = {
        ("1-1", "実績"): "多い",
        ("2-1", "実績"): 14,
        ("2-1", "基準日"): "R8.13.40",
        ("3-1", "実績"): 15,
        ("7-1", "実績"): 3,
        ("7-1", "何の値か"): "だいたい",
        ("7-1", "基準日"): "R8.9.30",
        ("8-1", "実績"): 0,
        ("8-1", "何の値か"): "その日の値",
        ("8-1", "基準日"): "R9.2.1",
        ("9-1", "実績"): 18,
        ("9-1", "基準日"): "R8.4.1",
        ("10", "課題"): "長" * 2001,
        ("6-2", "実績"): 3420,
        ("6-2", "基準日"): "R8.9.30",
    }
    reading = read(db, settings, filled(made, cells))
    told = {one.key: "".join(one.sentences) for one in reading.of(State.BAD)}
    assert told.keys() == {"1-1", "2-1", "3-1", "7-1", "8-1", "9-1", "a10"}
    assert told["1-1"].startswith("実績：数字で入れてください")
    assert told["2-1"].startswith("基準日：")
    assert "基準日を入れてください" in told["3-1"]
    assert "「その日の値」「1年間の合計」" in told["7-1"]
    assert "先の日です" in told["8-1"]
    assert "令和7年度の実績です" in told["9-1"]
    assert told["a10"] == "課題：2,000文字までにしてください（いま2,001文字）。"
    assert line(reading, "1-1").where.startswith("「実績」")
    assert take(db, settings, reading) == 1
    assert queries.actuals(db)["6-2", 2026].value == 3420


def test_where_both_have_changed_somebody_chooses(
    db: Session, settings: Settings, made: bytes
) -> None:
    value = ActualDetails(2026, Decimal(12), "総務課", date(2026, 10, 31))
    review.enter_actual(db, settings, "5-1", value, version=1, stamp=STAMP)
    text = ReviewText(done="ここで直した。", version=1)
    review.write_review(db, (5, 2026), text, STAMP)
    db.commit()
    cells = {("5-1", "実績"): 13, ("5", "今年度に行ったこと"): "課で直した。"}
    reading = read(db, settings, filled(made, cells))
    assert {one.key for one in reading.of(State.CONFLICT)} == {"5-1", "a5"}
    assert line(reading, "5-1").before[0] == "12"
    assert take(db, settings, reading, "a5") == 1
    assert queries.texts(db, 2026)[5].done == "課で直した。"
    assert queries.actuals(db)["5-1", 2026].value == 12


def test_a_preview_of_other_values_is_not_confirmed(
    db: Session, settings: Settings, made: bytes
) -> None:
    content = filled(made, {("6-2", "実績"): 3420, ("6-2", "基準日"): "R8.9.30"})
    seen = read(db, settings, content)
    value = ActualDetails(2026, Decimal(3000), "ほか", date(2026, 9, 30))
    review.enter_actual(db, settings, "6-2", value, version=0, stamp=STAMP)
    now = read(db, settings, content)
    with pytest.raises(Refusal, match="値が変わりました"):
        service.take(db, settings, now, Taken(seen.digest), STAMP)


def _without_base(book: Any) -> None:
    del book["もとの値"]


def _of_another_program(book: Any) -> None:
    book["もとの値"]["A1"] = "ほかの表"


def _of_a_year_to_come(book: Any) -> None:
    book["もとの値"]["C1"] = "2030"


def _without_heads(book: Any) -> None:
    heads = next(row for row in book["実績"].iter_rows() if row[0].value == "番号")
    heads[8].value = "値"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_base, "作った記入表ではありません"),
        (_of_another_program, "作った記入表ではありません"),
        (_of_a_year_to_come, "令和12年度の記入表は取り込めません"),
        (_without_heads, "見出し（番号、実績、"),
    ],
)
def test_what_is_no_such_file_is_refused_in_a_sentence(
    db: Session, settings: Settings, made: bytes, spoil: Callable[[Any], None], said: str
) -> None:
    book = openpyxl.load_workbook(BytesIO(made))
    spoil(book)
    out = BytesIO()
    book.save(out)
    with pytest.raises(Refusal, match=said):
        read(db, settings, out.getvalue())
    with pytest.raises(Refusal, match="作った記入表ではありません"):
        read(db, settings, b"1,2,3")


def test_rows_may_be_sorted_and_a_strange_or_doubled_one_is_told(
    db: Session, settings: Settings, made: bytes
) -> None:
    book = openpyxl.load_workbook(BytesIO(made))
    one, other = (cell_of(book, number, "番号") for number in ("9-1", "10-1"))
    one.value, other.value = other.value, one.value
    cell_of(book, "8-2", "実績").value = 5
    cell_of(book, "8-2", "番号").value = "8-9"
    cell_of(book, "7-1", "番号").value = "6-2"
    out = BytesIO()
    book.save(out)
    reading = read(db, settings, out.getvalue())
    told = ["".join(each.sentences) for each in reading.of(State.BAD)]
    assert told == [
        "番号6-2の行が2つあります。どちらかを消してください。",
        "番号「8-9」の行は、計画にありません。番号は書きかえないでください。",
    ]
