"""Days of every year on which a city is closed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.closed_days import UNNAMED, name_of, spans, written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("12/29-1/3", "12/29-1/3"),
        ("１２／２９〜１／３　年末年始、８／１４　お盆", "12/29-1/3 年末年始、8/14 お盆"),
        ("12月29日から1月3日まで年末年始", "12/29-1/3 年末年始"),
        ("8/13-16 お盆,", "8/13-8/16 お盆"),
        ("6月1日 市制記念日", "6/1 市制記念日"),
        ("12/29 - 1/3 年末年始 8/13-8/15 お盆", "12/29-1/3 年末年始、8/13-8/15 お盆"),
        ("12/29から 1/3まで 年末年始・8/14と11/23", "12/29-1/3 年末年始、8/14、11/23"),
        ("10/1 市・まちの日", "10/1 市・まちの日"),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert written(spans(typed)) == kept
    assert spans(kept) == spans(typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("年末年始", "月/日"),
        ("毎週月曜", "月/日"),
        ("12/29-1/3 年末年始8/14 お盆", "区切って"),
        ("2/30", "ない日"),
        ("13/1", "ない日"),
        ("1/3-12/29", "長すぎます"),
        ("8/14 " + "あ" * 21, "20文字"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        spans(typed)


@given(
    st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    st.integers(0, 50),
    st.dates(date(2024, 1, 1), date(2040, 12, 31)),
)
def test_a_span_holds_the_days_from_its_first_to_its_last_of_every_year(
    first: date, more: int, day: date
) -> None:
    last = first + timedelta(days=more)
    closed = spans(f"{first.month}/{first.day}-{last.month}/{last.day}")
    days = {(on.month, on.day) for n in range(more + 1) for on in [first + timedelta(days=n)]}
    expected = (day.month, day.day) in days
    if (day.month, day.day) != (2, 29):  # a span of a common year goes over it
        assert (name_of(closed, day) == UNNAMED) is expected
