from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from classroom.rules import months

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_the_last_day_is_followed_by_the_next_months_first(day: date) -> None:
    last = months.last_of(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert date.fromordinal(last.toordinal() + 1) == months.later(day, 1)


@given(DAYS, st.integers(-500, 500))
def test_going_back_undoes_going_on(day: date, further: int) -> None:
    assert months.later(months.later(day, further), -further) == months.first_of(day)


def test_a_fiscal_year_has_twelve_months() -> None:
    found = months.between(date(2026, 4, 30), date(2027, 3, 1))
    assert (len(found), found[0], found[-1]) == (12, date(2026, 4, 1), date(2027, 3, 1))
