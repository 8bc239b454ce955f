from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.kit.pdf.lines import (
    NO_LINE_END,
    NO_LINE_START,
    fit,
    may_break,
    phrases,
    width_of,
    wrap,
)

PROSE = st.text(
    st.sampled_from("スマホの画面をおして、「設定」（せってい）へ！？。 QR2026％ーっ々"),
    max_size=80,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("あ", "。"), ("あ", "、"), ("あ", "！"), ("い", "？"), ("え", "："), ("え", "；"),
        ("字", "」"), ("字", "』"), ("字", "）"), ("字", "〉"), ("字", "》"), ("字", "〙"),
        ("デ", "ー"), ("キ", "ャ"), ("つ", "っ"), ("人", "々"), ("一", "ヶ"),
        ("5", "％"), ("0", "℃"),
        ("「", "字"), ("『", "字"), ("（", "字"), ("〒", "9"), ("￥", "1"), ("＃", "7"),
        ("Q", "R"), ("2", "0"), (".", "5"),
        ("字", "】"), ("字", "〕"), ("字", "］"), ("字", "｝"), ("字", "〗"), ("字", "”"),
        ("字", "〟"), ("字", "｣"), ("ｶ", "ﾞ"), ("ｷ", "ｬ"), ("ク", "ㇱ"),
        ("カ", "ヵ"), ("ク", "ヮ"), ("ド", "ゥ"), ("ふ", "ぉ"), ("り", "ょ"), ("チ", "ェ"),
        ("す", "ゞ"), ("こ", "ゝ"), ("ス", "ヽ"), ("時", "〜"), ("ね", "…"), ("あ", "‥"),
        ("日", "・"), ("【", "字"), ("〔", "字"), ("［", "字"), ("｛", "字"), ("〈", "字"),
        ("《", "字"),
        ("〝", "字"), ("｢", "字"),
        ("“", "字"), ("№", "3"), ("＠", "a"), ("$", "5"), ("0", "‰"),
    ],
)  # fmt: skip
def test_these_two_stay_on_one_line(before: str, after: str) -> None:
    assert not may_break(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("。", "次"), ("」", "と"), ("ー", "を"), ("は", "「"), ("の", "Q"), ("R", "コ"),
        (" ", "R"), ("R", " "), ("-", "b"),
        ("、", "と"), ("？", "は"), ("っ", "て"), ("々", "の"), ("％", "の"), ("…", "と"),
        ("は", "【"),
        ("を", "〈"), ("髙", "﨑"), ("𠮷", "田"), ("日", "1"), ("5", "月"),
    ],
)  # fmt: skip
def test_a_line_may_end_between_these(before: str, after: str) -> None:
    assert may_break(before, after)


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("あああああああ！いい", 7 * 18),
        ("ああああああ（いいい）うう", 7 * 18),
        ("「設定」を押します。「はい」を押します。", 4 * 18),
        ("ボタンをおしてください。」『次へ』", 6 * 18),
    ],
)
def test_no_line_begins_or_ends_with_what_must_not(text: str, room: float) -> None:
    lines = wrap(text, 18, room)
    assert len(lines) > 1
    assert not any(line[0] in NO_LINE_START for line in lines[1:])
    assert not any(line[-1] in NO_LINE_END for line in lines[:-1])


@pytest.mark.parametrize("mark", sorted(NO_LINE_START))
def test_no_mark_of_the_table_begins_a_line_wherever_it_falls(mark: str) -> None:
    for before in range(1, 9):
        lines = wrap("あ" * before + mark + "いいいい", 18, 6 * 18)
        assert all(line[0] != mark for line in lines)


@pytest.mark.parametrize("mark", sorted(NO_LINE_END))
def test_no_mark_of_the_table_ends_a_line_wherever_it_falls(mark: str) -> None:
    for before in range(1, 9):
        lines = wrap("あ" * before + mark + "いいいい", 18, 6 * 18)
        assert all(line[-1] != mark for line in lines[:-1])


def test_a_phrase_stays_whole_where_the_line_has_room() -> None:
    assert wrap("画面を上から下へ指ですべらせてください。", 18, 12 * 18) == (
        "画面を上から下へ",
        "指ですべらせてください。",
    )


def test_verbs_which_the_model_cuts_stay_whole() -> None:
    assert any("たたきます" in phrase for phrase in phrases("軽くたたきます。"))


def test_a_slash_forces_a_new_line() -> None:
    assert wrap("一行目／二行目", 18, 400) == ("一行目", "二行目")


def test_bold_words_are_measured_in_bold() -> None:
    assert width_of("スマホ", 18, bold=True) != width_of("スマホ", 18)


def test_fit_stops_at_the_least_size() -> None:
    assert fit("とても長い見出しの言葉", 20, 30) == 11
    assert fit("短い", 20, 300) == 20


@settings(deadline=None)  # the first call loads a font
@given(PROSE, st.integers(60, 300))
def test_wrapping_loses_nothing_and_keeps_to_the_room(text: str, room: int) -> None:
    lines = wrap(text, 12, room)
    assert "".join(lines) == text
    for line in lines:
        breakable = any(may_break(before, after) for before, after in pairwise(line))
        assert width_of(line, 12) <= room + 0.001 or not breakable
