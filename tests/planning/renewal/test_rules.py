"""The days of the new 年度: the same week and weekday, closed days left out."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from classroom.planning.course.holidays import usually_closed
from classroom.planning.renewal.rules import copied, retitled, same_week, year_to_plan
from classroom.rules.fiscal_year import fiscal_year

TUESDAYS = [date(2026, 6, 9), date(2026, 6, 16), date(2026, 6, 23)]


closing_name = usually_closed()


def never(day: date) -> None:
    del day


def test_the_second_tuesday_of_june_is_the_second_tuesday_of_june_again() -> None:
    assert same_week(date(2026, 6, 9), 2027) == date(2027, 6, 8)
    assert same_week(date(2027, 1, 18), 2027) == date(2028, 1, 17)


def test_a_fifth_week_that_the_month_has_not_becomes_its_last() -> None:
    assert same_week(date(2026, 6, 29), 2027) == date(2027, 6, 28)


@given(st.dates(date(2010, 4, 1), date(2095, 3, 31)))
def test_a_day_keeps_weekday_month_and_year_of_planning(day: date) -> None:
    year = fiscal_year(day) + 1
    moved = same_week(day, year)
    assert (moved.weekday(), moved.month) == (day.weekday(), day.month)
    assert fiscal_year(moved) == year
    assert abs((moved.day - 1) // 7 - (day.day - 1) // 7) <= 1


def test_a_weekly_series_stays_weekly() -> None:
    assert copied(TUESDAYS, 2027, never).days == (
        date(2027, 6, 8), date(2027, 6, 15), date(2027, 6, 22),
    )  # fmt: skip


def test_a_holiday_is_stepped_over_and_said() -> None:
    found = copied([date(2026, 8, 12), date(2026, 8, 19)], 2027, closing_name)
    assert found.days == (date(2027, 8, 18), date(2027, 8, 25))
    assert found.skipped == ((date(2027, 8, 11), "山の日"),)


def test_a_week_left_out_for_a_holiday_last_year_is_held_this_year() -> None:
    """4, 18 and 25 January 2027: the 11th was 成人の日. In 2028 the three Mondays are in a row."""
    days = [date(2027, 1, 4), date(2027, 1, 18), date(2027, 1, 25)]
    assert copied(days, 2027, closing_name).days == (
        date(2028, 1, 17), date(2028, 1, 24), date(2028, 1, 31),
    )  # fmt: skip


def test_a_class_every_other_week_keeps_its_distance() -> None:
    days = [date(2026, 6, 2), date(2026, 6, 16), date(2026, 6, 30)]
    assert copied(days, 2027, never).days == (
        date(2027, 6, 1), date(2027, 6, 15), date(2027, 6, 29),
    )  # fmt: skip


def test_two_sessions_of_one_day_stay_on_one_day() -> None:
    days = [date(2026, 8, 12), date(2026, 8, 12), date(2026, 8, 13)]
    found = copied(days, 2027, closing_name).days
    assert found == (date(2027, 8, 18), date(2027, 8, 18), date(2027, 8, 19))


@given(
    st.dates(date(2024, 4, 1), date(2034, 3, 31)),
    st.lists(st.integers(0, 35), max_size=6),
)
def test_no_new_day_is_closed_and_the_order_stays(first: date, gaps: list[int]) -> None:
    days = [first]
    for gap in gaps:
        days.append(days[-1] + timedelta(days=gap))
    found = copied(days, fiscal_year(first) + 1, closing_name).days
    assert len(found) == len(days)
    assert not any(closing_name(day) for day in found)
    assert list(found) == sorted(found)


def test_a_title_that_names_the_year_names_the_next() -> None:
    assert retitled("令和8年度 冬の教室", 2027) == "令和9年度 冬の教室"
    assert retitled("冬の教室", 2027) == "冬の教室"


def test_the_next_year_is_planned_but_in_april_the_one_just_begun() -> None:
    assert year_to_plan(date(2027, 2, 1)) == 2027
    assert year_to_plan(date(2027, 4, 20)) == 2027
    assert year_to_plan(date(2027, 5, 1)) == 2028
