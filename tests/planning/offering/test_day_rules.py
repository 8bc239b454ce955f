"""What speaks against a day, in the same words wherever a day is chosen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.planning.course.holidays import closing_of
from classroom.planning.offering.day_rules import Terms, doubts
from classroom.planning.place.rules import weekdays

TODAY = date(2026, 11, 30)
CLOSED = closing_of("12/29-1/3 年末年始", on_holidays=True)
TERMS = Terms(TODAY, 2026, CLOSED)
PLAIN = date(2026, 12, 17)


def test_an_ordinary_day_needs_no_word() -> None:
    assert doubts(PLAIN, TERMS) == ()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 11), "成人の日です"),
        (date(2026, 12, 29), "年末年始です"),
        (date(2026, 12, 19), "土曜日です"),
        (date(2026, 12, 20), "日曜日です"),
        (date(2026, 11, 27), "今日より前の日です"),
        (date(2027, 4, 1), "令和9年度の日です（開講は令和8年度）"),
    ],
)
def test_each_doubt_is_said_in_its_own_sentence(day: date, said: str) -> None:
    (sentence,) = doubts(day, TERMS)
    assert said in sentence


def test_today_itself_is_not_past() -> None:
    assert doubts(TODAY, TERMS) == ()


def test_the_venue_is_closed_on_its_own_days_only() -> None:
    assert doubts(PLAIN, TERMS, "月木") == ("会場は木曜日が休館日です。",)
    assert doubts(PLAIN, TERMS, "月") == ()


@pytest.mark.parametrize(
    ("opens", "ends", "is_within"),
    [
        (None, PLAIN, True),
        (None, PLAIN - timedelta(days=1), False),
        (PLAIN + timedelta(days=1), None, True),
        (PLAIN, None, False),
        (date(2026, 12, 1), date(2026, 12, 20), True),
    ],
)
def test_a_day_within_the_window_of_applications_is_pointed_out(
    opens: date | None, ends: date | None, *, is_within: bool
) -> None:
    found = doubts(PLAIN, Terms(TODAY, 2026, CLOSED, opens, ends))
    assert any("受付期間" in sentence for sentence in found) is is_within


@given(st.dates(date(2026, 4, 1), date(2032, 3, 31)), st.text("月火水木金土日", max_size=7))
def test_no_day_is_doubted_twice_for_the_same_thing(day: date, closed: str) -> None:
    found = doubts(day, TERMS, closed)
    assert len(set(found)) == len(found)
    assert all(sentence.endswith("。") for sentence in found)
    assert ("今日より前の日です。" in found) is (day < TODAY)


@pytest.mark.parametrize(
    ("text", "read"),
    [("", ""), ("月", "月"), ("毎週月曜日", "月"), ("木・月", "月木"), ("月、木曜", "月木")],
)
def test_days_of_the_week_are_read_as_people_write_them(text: str, read: str) -> None:
    assert weekdays(text) == read


@pytest.mark.parametrize("text", ["第3月曜", "祝日", "Mon"])
def test_what_is_no_day_of_the_week_is_not_guessed(text: str) -> None:
    assert weekdays(text) is None
