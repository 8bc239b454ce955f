import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.text import (
    DASHES,
    clean_line,
    clean_text,
    fold_dashes,
    fold_digits,
    harmless_cell,
    like_escape,
    nfkc,
    plain_cell,
    plain_code,
    plain_number,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  渡邉　花子　", "渡邉　花子"),
        ("渡邉\t花子", "渡邉 花子"),
        ("渡邉\r\n花子\n", "渡邉 花子"),
        ("\ufeff山田\u200b太郎\x00", "山田太郎"),
        ("\u202e山田\u202c", "山田"),
        ("山田\ud842", "山田"),
        ("\u2028山田\u2029太郎", "山田 太郎"),
        ("髙﨑𠮷", "髙﨑𠮷"),
        ("\ufa19\ufa10", "\ufa19\ufa10"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("か\u3099", "か\u3099"),
        ("ﾜﾀﾅﾍﾞ", "ﾜﾀﾅﾍﾞ"),
        ("", ""),
    ],
)
def test_a_line_is_cleaned_and_its_letters_are_sacred(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@given(st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S"))))
def test_a_text_of_visible_characters_stays_byte_for_byte(text: str) -> None:
    assert clean_line(text) == text


@given(st.text(st.characters()))
def test_cleaning_twice_is_cleaning_once_and_gives_storable_text(text: str) -> None:
    cleaned = clean_line(text)
    assert clean_line(cleaned) == cleaned
    assert "\x00" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned


def test_widths_digits_and_dashes_fold() -> None:
    assert nfkc("ＡＢ㍼ﾜﾞ") == "AB昭和ヷ"
    assert fold_digits("０２２５ー٨٢") == "0225ー82"
    assert fold_digits("②十") == "②十"
    assert fold_dashes(DASHES) == "-" * len(DASHES)


def test_like_takes_typed_signs_literally() -> None:
    assert like_escape(r"50%_\山") == r"50\%\_\\山"
    assert like_escape("50%!", "!") == "50!%!!"


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " ="]
)
def test_a_cell_that_could_run_is_made_harmless(start: str) -> None:
    assert harmless_cell(f"{start}1+1") == f"'{start}1+1"


@given(st.text())
def test_the_mark_before_a_formula_is_taken_off_again(text: str) -> None:
    guarded = harmless_cell(text)
    assert guarded in (text, f"'{text}")
    assert plain_cell(guarded) == text
    assert not guarded.lstrip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("24203", "24203"),
        ("２４，２０３人", "24203"),
        ("24、203 人", "24203"),
        ("1,234,567", "1234567"),
        ("９０分", "90"),
        ("４３．１％", "43.1"),
        ("－3", "-3"),
        ("ー3", "-3"),
        ("", ""),
        ("1,20", "1,20"),
        ("十二", "十二"),
        ("人", "人"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ＭＢ-1", "MB-1"),
        ("ＭＢ－１", "MB-1"),
        ("ＭＢー１", "MB-1"),
        (" R8‐001 ", "R8-001"),
        ("貸出ー１", "貸出ー１"),
    ],
)
def test_a_code_is_read_in_any_width(typed: str, plain: str) -> None:
    assert plain_code(typed) == plain


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "人", " 回", "％", "分"]))
def test_every_number_comes_back_however_it_is_written(number: int, unit: str) -> None:
    wide = f"{number:,}{unit}".translate(str.maketrans("0123456789,-", "０１２３４５６７８９，－"))
    assert int(plain_number(wide)) == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一行目\r\n二行目", "一行目\n二行目"),
        ("膝が\x07痛い\x00\u202e", "膝が痛い"),
        (" 前\n  字下げ\t後 ", "前\n  字下げ 後"),
        ("\ud800髙﨑", "髙﨑"),
    ],
)
def test_several_lines_keep_their_breaks_and_nothing_that_nobody_sees(
    typed: str, kept: str
) -> None:
    assert clean_text(typed) == kept
