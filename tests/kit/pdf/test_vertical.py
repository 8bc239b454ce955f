import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.fonts import GOTHIC, chain, font
from classroom.kit.pdf.paper import About, MissingGlyph, Paper
from classroom.kit.pdf.vertical import Way, columns, draw_column, length_of, pieces

FONTS = chain(fixed=True)
SIZE = 20.0


def drawn(*texts: str) -> Paper:
    canvas = new_canvas(About("縦書き", "試し"))
    for number, text in enumerate(texts):
        draw_column(canvas, (500 - 40 * number, 800), text, SIZE, FONTS)
    canvas.showPage()
    return canvas.finish()


def text_of(paper: Paper) -> str:
    return re.sub(r"\s", "", PdfReader(BytesIO(paper.pdf)).pages[0].extract_text())


@pytest.mark.parametrize("char", "ー、。（）「」〜…")
def test_what_changes_its_form_in_a_column_has_that_form(char: str) -> None:
    turned = font(GOTHIC).vertical(char)
    assert turned != char
    assert font(GOTHIC).glyphs[ord(turned)] != font(GOTHIC).glyphs[ord(char)]


@pytest.mark.parametrize("char", "国あア〇")
def test_what_stands_upright_anyway_stays(char: str) -> None:
    assert font(GOTHIC).vertical(char) == char


def test_words_are_copied_out_as_they_were_written() -> None:
    said = (
        "「スマートフォン」（はじめて）、",
        "渡邉\U000e0100 清",
        "𠮷田 ミヨ",
        "Nguyễn Thị Minh Khai",
        "令和八年12月1日",
    )
    paper = drawn(*said)
    assert paper.missing == ()
    assert text_of(paper) == re.sub(r"\s", "", "".join(said))


def test_letters_are_turned_together_and_two_digits_stand_side_by_side() -> None:
    found = [(piece.way, piece.text) for piece in pieces("LINE入門 12回2026年")]
    assert found == [
        (Way.SIDEWAYS, "LINE"),
        (Way.UPRIGHT, "入"),
        (Way.UPRIGHT, "門"),
        (Way.SPACE, " "),
        (Way.ACROSS, "12"),
        (Way.UPRIGHT, "回"),
        (Way.SIDEWAYS, "2026"),
        (Way.UPRIGHT, "年"),
    ]


def test_a_column_neither_begins_with_a_stop_nor_ends_with_a_bracket() -> None:
    text = "あなたは、東松島市の「スマホ教室」（全三回）を、修了されました。"
    for room in range(4, 20):
        for column in columns(text, SIZE, room * SIZE, FONTS):
            assert column[0] not in "、。」）", (room, column)
            assert column[-1] not in "「（", (room, column)


@given(st.text(st.sampled_from("あー、。「」漢ab 12"), max_size=40))
def test_nothing_is_lost_and_no_column_is_too_long(text: str) -> None:
    found = columns(text, SIZE, 8 * SIZE, FONTS)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)
    hard = [column for column in found if length_of(column, SIZE, FONTS) > 8 * SIZE + 0.01]
    assert all(len(column) > 8 for column in hard)


def test_what_cannot_be_printed_is_reported() -> None:
    assert drawn("外字\ue000田").missing == (MissingGlyph("外字\ue000田", "\ue000"),)
