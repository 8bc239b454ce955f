from datetime import date

import pytest

from classroom.rules.answer import describe
from classroom.rules.era_calendar import EraError

ON = date(2026, 11, 22)


def test_the_answer_has_the_keys_that_programs_rely_on() -> None:
    assert describe("s220503", ON).as_json() == {
        "date": "1947-05-03",
        "era": "昭和22年5月3日",
        "age": 79,
        "age_by_law": 79,
        "band": "75-79",
    }


def test_the_answer_reads_as_one_line() -> None:
    expected = "昭和22年5月3日（1947年）　79歳（法律上79歳）　75–79歳"
    assert describe("㍼22.5.3", ON).sentence == expected


def test_a_day_of_two_eras_names_both() -> None:
    sentence = describe("T15.12.25", ON).sentence
    assert sentence.startswith("昭和元年12月25日・大正15年12月25日（1926年）　99歳")


@pytest.mark.parametrize(
    ("text", "born", "age", "by_law", "band"),
    [
        ("S22.5.3", "1947-05-03", 79, 79, "75-79"),
        ("ｓ220503", "1947-05-03", 79, 79, "75-79"),
        ("昭和元年12月25日", "1926-12-25", 99, 99, "90+"),
        ("T15.12.25", "1926-12-25", 99, 99, "90+"),
        ("H31.4.30", "2019-04-30", 7, 7, "-59"),
        ("R1.5.1", "2019-05-01", 7, 7, "-59"),
        ("㍼22.5.3", "1947-05-03", 79, 79, "75-79"),
        ("19470503", "1947-05-03", 79, 79, "75-79"),
        ("S31.11.23", "1956-11-23", 69, 70, "65-69"),
    ],
)
def test_what_must_be_shown(text: str, born: str, age: int, by_law: int, band: str) -> None:
    answer = describe(text, ON).as_json()
    assert (answer["date"], answer["age"]) == (born, age)
    assert (answer["age_by_law"], answer["band"]) == (by_law, band)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("昭和65年", "昭和65年はありません。昭和は64年1月7日までです。"),
        ("S64.1.8", "昭和64年1月8日はありません。昭和は64年1月7日までです。"),
        ("2027-02-30", "2027年2月30日はありません。2027年2月は28日までです。"),
        ("2026-11-23", "明日の日付です"),
    ],
)
def test_each_refusal_says_why(text: str, reason: str) -> None:
    with pytest.raises(EraError, match=reason):
        describe(text, ON)


@pytest.mark.parametrize(
    ("typed", "era"),
    [
        ("T15.12.25", "大正15年12月25日"),
        ("大正15年12月25日", "大正15年12月25日"),
        ("昭和元年12月25日", "昭和元年12月25日"),
        ("1926-12-25", "昭和元年12月25日"),
        ("㍽15.12.25", "大正15年12月25日"),
    ],
)
def test_a_shared_day_is_named_in_the_era_it_was_typed_in(typed: str, era: str) -> None:
    assert describe(typed, ON).as_json()["era"] == era
