from datetime import date

import pytest

from classroom.rules.kanji_number import kanji_date, kanji_number


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (22, "二十二"), (99, "九十九")],
)
def test_a_number_is_written_as_it_is_read(number: int, written: str) -> None:
    assert kanji_number(number) == written


@pytest.mark.parametrize("number", [0, -1, 100])
def test_it_refuses_what_no_certificate_needs(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        kanji_number(number)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "令和八年十一月二十二日"),
        (date(2019, 5, 1), "令和元年五月一日"),
        (date(2030, 10, 30), "令和十二年十月三十日"),
    ],
)
def test_a_day_has_its_era(day: date, written: str) -> None:
    assert kanji_date(day) == written
