"""What a CP932 file writes instead, the parts of an address, and the reading of a title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.opendata.rules import (
    address_parts,
    fits_cp932,
    instead,
    prefecture_of,
    reading_of,
)
from classroom.figures.opendata.service import Encoding, encoded, replaced


@pytest.mark.parametrize(
    ("letter", "by"),
    [("𠮷", "吉"), ("鷗", "鴎"), ("㋿", "令和"), ("〜", "～"), ("\U000e0100", ""), ("é", "e"),
     ("😀", "〓"), ("−", "－")],
)  # fmt: skip
def test_hard_letters_get_the_nearest_that_cp932_has(letter: str, by: str) -> None:
    assert instead(letter) == by


@given(st.text())
def test_any_text_can_be_written_in_cp932_and_every_change_is_told(text: str) -> None:
    told = {one.letter: one.by for one in replaced(text)}
    expected = "".join(told.get(letter, letter) for letter in text)
    assert encoded(text, Encoding.CP932) == expected.encode("cp932")
    assert all(not fits_cp932(letter) for letter in told)
    assert (not told) == fits_cp932(text)


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("宮城県東松島市矢本字上河戸36番地1", ("矢本字上河戸", "36番地1")),
        ("小野字新宮前５", ("小野字新宮前", "５")),
        ("野蒜ケ丘", ("野蒜ケ丘", "")),
        ("", ("", "")),
    ],
)
def test_an_address_parts_before_its_first_number(address: str, parts: tuple[str, str]) -> None:
    assert address_parts(address, "宮城県", "東松島市") == parts


@pytest.mark.parametrize(
    ("code", "name"),
    [("042145", "宮城県"), ("011002", "北海道"), ("473821", "沖縄県"), ("992145", ""), ("", "")],
)
def test_a_code_begins_with_its_prefecture(code: str, name: str) -> None:
    assert prefecture_of(code) == name


def test_only_a_title_in_kana_has_a_known_reading() -> None:
    assert reading_of("はじめてのスマホ") == "ハジメテノスマホ"
    assert reading_of("LINEのつかいかた") == ""
    assert reading_of("身分証アプリ") == ""
