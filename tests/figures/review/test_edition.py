"""A report's values: shown, paired, and kept as JSON that reads back the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.review.edition import as_json, document_of
from classroom.kit.document import (
    HIDDEN,
    Amount,
    Document,
    Edition,
    Picture,
    Section,
    Stroke,
    Words,
    number,
    people,
    percent,
)
from tests.figures.review.world import document

PICTURE = Picture(
    820,
    340,
    14,
    "率",
    "42%から",
    (Stroke("path", ((1.5, 2.0), (3.0, 4.5))),),
    (),
    (Words(1, 2, "42%", "end", soft=True),),
)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (percent(Decimal("43.05")), "43.1%"),
        (people(3_962), "3,962人"),
        (number(Decimal("-0.94"), 1, "ポイント", sign=True), "−0.9ポイント"),
        (number(Decimal("0.5"), 1, "ポイント", sign=True), "＋0.5ポイント"),
    ],
)
def test_a_number_is_shown_with_its_unit(cell: Amount, shown: str) -> None:
    assert cell.text == shown


def test_what_is_hidden_or_missing_is_a_word() -> None:
    assert people(None) == HIDDEN
    assert percent(None) == "—"


def test_json_gives_the_same_document_back() -> None:
    whole = document().frozen(Edition(2, "令和9年4月20日", "0.1.0", "訂正"))
    drawn = replace(whole.sections[0], picture=PICTURE)
    again = replace(whole, sections=(drawn, Section("x", "題", "表", paragraphs=("なし",))))
    assert document_of(as_json(again)) == again
    assert as_json(document_of(as_json(again))) == as_json(again)


@given(st.text(max_size=30), st.decimals(-(10**6), 10**6, places=1))
def test_any_words_and_numbers_survive_json(words: str, value: Decimal) -> None:
    made = replace(document(heading=words), facts=((words, Amount(value, words)), ("空", words)))
    assert document_of(as_json(made)) == made


def test_an_edition_of_an_older_program_still_opens() -> None:
    text = as_json(document()).replace('"half":false,', "").replace('"bar":1,', "")
    assert document_of(text).sections[0].half is False
    unknown = as_json(document()).replace('"city":', '"later":"?","city":')
    assert document_of(unknown) == document()


def test_halves_stand_in_pairs_and_what_is_for_the_workbook_stays_there() -> None:
    a, b, c = (Section(name, name, "表", half=True) for name in "abc")
    whole, hidden = Section("w", "w", "表"), Section("h", "h", "表", book_only=True)
    made = _with(a, hidden, b, c, whole, a)
    names = ["".join(one.name for one in pair) for pair in made.side_by_side()]
    assert names == ["ab", "c", "w", "a"]


def test_bars_compare_people_with_people() -> None:
    table = document().sections[0].table
    assert table is not None
    assert [round(table.share(row), 3) for row in table.rows] == [1, 0.003, 0]


def _with(*sections: Section) -> Document:
    return replace(document(), sections=sections)
