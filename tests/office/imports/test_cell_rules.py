from collections.abc import Sequence
from datetime import date, time

import pytest

from classroom.desk.participant.rules import Card, Device, Sex
from classroom.office.imports import cell_rules as cells
from classroom.rules.words.bands import ToldBand

TODAY = date(2026, 11, 25)
BORN = date(1943, 3, 15)


@pytest.mark.parametrize(
    "parts",
    [
        ["昭和18年3月15日"],
        ["S18.3.15"],
        ["1943-03-15"],
        ["1943/3/15"],
        ["1943-03-15 0:00"],
        ["昭和", "18.3.15"],
        ["昭和", "18", "3", "15"],
        ["Ｓ", "18年", "3月", "15日"],
        ["西暦", "1943", "3", "15"],
        ["1943", "3", "15"],
        ["19430315"],
    ],
)
def test_a_birth_date_is_read_from_one_cell_or_several(parts: Sequence[str]) -> None:
    assert cells.birth_date(parts, TODAY) == (BORN, False)


def test_a_bare_number_of_excel_is_read_and_told() -> None:
    assert cells.birth_date(["15780"], TODAY) == (BORN, True)
    assert cells.birth_date([], TODAY) == cells.birth_date(["不明"], TODAY) == (None, False)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("80代", ToldBand.EIGHTIES),
        ("８０歳代", ToldBand.EIGHTIES),
        ("75～79歳", ToldBand.FROM_75),
        ("75-79", ToldBand.FROM_75),
        ("90歳以上", ToldBand.FROM_90),
        ("90代", ToldBand.FROM_90),
        ("50代", ToldBand.UNDER_60),
        ("60歳未満", ToldBand.UNDER_60),
        ("83", ToldBand.FROM_80),
        ("83才", ToldBand.FROM_80),
        ("", None),
        ("不明", None),
    ],
)
def test_a_band_is_read_as_it_was_told(text: str, band: ToldBand | None) -> None:
    assert cells.told_band(text) is band


@pytest.mark.parametrize(
    ("text", "digits", "was_short"),
    [
        ("0225-00-4187", "0225004187", False),
        ("225004187", "0225004187", True),
        ("9000001111", "09000001111", True),
        ("00-4187", "0225004187", False),
        ("なし", None, False),
        ("", "", False),
    ],
)
def test_a_number_that_lost_its_zero_gets_it_back(
    text: str, digits: str | None, *, was_short: bool
) -> None:
    if digits is None:
        with pytest.raises(ValueError, match="電話番号に使えません"):
            cells.telephone(text, "0225")
    else:
        assert cells.telephone(text, "0225") == (digits, was_short)


def test_words_become_choices() -> None:
    assert [cells.sex(text) for text in ("男", "女性", "F", "")] == [
        Sex.MALE,
        Sex.FEMALE,
        Sex.FEMALE,
        Sex.UNKNOWN,
    ]
    assert [cells.card(text) for text in ("有", "○", "なし", "×", "期限切れ", "")] == [
        Card.YES,
        Card.YES,
        Card.NO,
        Card.NO,
        Card.EXPIRED,
        Card.UNKNOWN,
    ]
    phones = ("ｉＰｈｏｎｅ１２", "らくらくスマホ", "Galaxy", "ガラケー", "貸出")
    assert [cells.device(text) for text in phones] == [
        Device.IPHONE,
        Device.RAKURAKU,
        Device.ANDROID,
        Device.NONE,
        Device.LOAN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10:00～11:30", time(10), time(11, 30)),
        ("10時～11時半", time(10), time(11, 30)),
        ("午後1時30分から午後3時まで", time(13, 30), time(15)),
        ("13:30-15:00", time(13, 30), time(15)),
        ("1330", time(13, 30), None),
        ("0.4166666", time(10), None),
        ("10:00:00", time(10), None),
        ("", None, None),
    ],
)
def test_hours_are_read_from_one_cell(text: str, first: time | None, last: time | None) -> None:
    assert cells.span(text) == (first, last)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (["12/1"], date(2026, 12, 1)),
        (["12月1日（火）"], date(2026, 12, 1)),
        (["1月19日"], date(2027, 1, 19)),
        (["4", "8"], date(2026, 4, 8)),
        (["令和8年4月8日(水)"], date(2026, 4, 8)),
        (["2026-04-08"], date(2026, 4, 8)),
    ],
)
def test_a_day_without_its_year_lies_in_the_fiscal_year(parts: Sequence[str], day: date) -> None:
    assert cells.class_day(parts, 2026) == day


@pytest.mark.parametrize("text", ["いつか", "25:00", "10:75"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="時刻として読めません"):
        cells.span(text)
