from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.fiscal_year import (
    end_of,
    fiscal_year,
    fiscal_year_label,
    months_of,
    start_of,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-03-31", 2025), ("2026-04-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)],
)
def test_the_year_begins_in_april(day: str, year: int) -> None:
    assert fiscal_year(date.fromisoformat(day)) == year


@pytest.mark.parametrize(
    ("year", "label"),
    [
        (2024, "令和6年度"),
        (2026, "令和8年度"),
        (2030, "令和12年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
    ],
)
def test_the_year_as_staff_call_it(year: int, label: str) -> None:
    assert fiscal_year_label(year) == label


@given(st.dates(date(1900, 1, 1), date(2190, 1, 1)))
def test_every_day_lies_within_its_own_year(day: date) -> None:
    year = fiscal_year(day)
    assert start_of(year) <= day <= end_of(year)
    assert day.replace(day=1) in months_of(year)


def test_the_months_run_from_april_to_march() -> None:
    months = months_of(2026)
    assert [month.month for month in months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert months[0] == start_of(2026)
    assert months[-1] == date(2027, 3, 1)
