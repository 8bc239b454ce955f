"""Rules of offerings: weekly series, statuses, codes, marks of a calendar, holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.planning.course.holidays import closing_of, holiday_name, usually_closed
from classroom.planning.course.rules import (
    NEXT,
    Mark,
    left_out,
    mark,
    may_become,
    next_code,
    weekly,
)
from classroom.rules.words.planning import Status

closing_name = usually_closed()
YEAR_END = "年末年始"
DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
COUNTS = st.integers(1, 20)


@given(DAYS, COUNTS)
def test_a_series_has_as_many_days_as_asked_all_on_one_weekday(first: date, count: int) -> None:
    days = weekly(first, count, closing_name).days
    assert len(days) == count
    assert {day.weekday() for day in days} == {first.weekday()}
    assert list(days) == sorted(set(days))


@given(DAYS, COUNTS)
def test_no_day_of_a_series_but_the_first_is_closed(first: date, count: int) -> None:
    series = weekly(first, count, closing_name)
    assert series.days[0] == first
    assert not [day for day in series.days[1:] if closing_name(day)]


@given(DAYS, COUNTS)
def test_days_and_skipped_days_together_leave_no_week_out(first: date, count: int) -> None:
    series = weekly(first, count, closing_name)
    every = sorted([*series.days, *(day for day, _ in series.skipped)])
    assert every == [first + timedelta(weeks=n) for n in range(len(every))]
    assert all(name == closing_name(day) for day, name in series.skipped)


@given(DAYS, COUNTS)
def test_what_a_series_skipped_can_be_told_from_its_days(first: date, count: int) -> None:
    series = weekly(first, count, closing_name)
    assert left_out(series.days, closing_name) == list(series.skipped)


def test_a_series_of_mondays_skips_the_holidays_of_november() -> None:
    series = weekly(date(2026, 11, 16), 3, closing_name)
    assert series.days == (date(2026, 11, 16), date(2026, 11, 30), date(2026, 12, 7))
    assert series.skipped == ((date(2026, 11, 23), "勤労感謝の日"),)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 3), "文化の日"),
        (date(2026, 5, 6), "振替休日"),
        (date(2026, 9, 22), "国民の休日"),
        (date(2027, 3, 22), "振替休日"),
        (date(2026, 11, 4), None),
        (date(2026, 12, 29), None),
    ],
)
def test_national_holidays_have_their_names(day: date, name: str | None) -> None:
    assert holiday_name(day) == name


@given(DAYS)
def test_a_city_open_on_holidays_is_closed_on_its_own_days_only(day: date) -> None:
    open_on_holidays = closing_of("8/14 お盆、12/29-1/3", on_holidays=False)
    is_own = (day.month, day.day) in {(8, 14), (12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    assert (open_on_holidays(day) is not None) is is_own


def test_the_turn_of_the_year_is_closed_too() -> None:
    closed = [date(2026, 12, 28) + timedelta(days=n) for n in range(8)]
    names = [closing_name(day) for day in closed]
    assert names == [None, YEAR_END, YEAR_END, YEAR_END, "元日", YEAR_END, YEAR_END, None]


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("then", Status)
def test_a_status_never_follows_itself_and_nothing_follows_a_cancellation(
    now: Status, then: Status
) -> None:
    if now is then or now is Status.CANCELLED:
        assert not may_become(now, then)


def test_every_status_can_be_reached_from_a_draft() -> None:
    reached = {Status.DRAFT}
    for _ in Status:
        reached |= {then for now in reached for then in NEXT[now]}
    assert reached == set(Status)


def test_what_was_closed_can_be_opened_again_but_what_is_finished_only_by_way_of_closed() -> None:
    assert may_become(Status.CLOSED, Status.OPEN)
    assert not may_become(Status.FINISHED, Status.OPEN)
    assert may_become(Status.FINISHED, Status.CLOSED)


@given(st.integers(2019, 2100), st.lists(st.integers(1, 5000), max_size=20, unique=True))
def test_a_new_code_is_new_and_follows_the_highest(year: int, numbers: list[int]) -> None:
    head = next_code(year, []).removesuffix("001")
    taken = [f"{head}{number:03}" for number in numbers]
    made = next_code(year, taken)
    assert made not in taken
    assert int(made.removeprefix(head)) == max(numbers, default=0) + 1


def test_codes_are_counted_for_each_fiscal_year_alone() -> None:
    taken = ["R8-001", "R8-012", "R7-040", "SN-101", "R8-abc", "R81-900"]
    assert next_code(2026, taken) == "R8-013"
    assert next_code(2027, taken) == "R9-001"
    assert next_code(2019, []) == "R1-001"


@pytest.mark.parametrize(
    ("status", "left", "past_early_late", "found"),
    [
        (Status.OPEN, 4, (False, False, False), Mark.FREE),
        (Status.OPEN, 0, (False, False, False), Mark.FULL),
        (Status.OPEN, 4, (False, True, False), Mark.SOON),
        (Status.OPEN, 4, (False, False, True), Mark.CLOSED),
        (Status.CLOSED, 4, (False, False, False), Mark.CLOSED),
        (Status.CLOSED, 0, (False, False, False), Mark.FULL),
        (Status.OPEN, 4, (True, False, False), Mark.PAST),
        (Status.FINISHED, 4, (False, False, False), Mark.PAST),
        (Status.CANCELLED, 4, (True, False, False), Mark.CANCELLED),
        (Status.DRAFT, 4, (False, False, False), Mark.DRAFT),
    ],
)
def test_a_session_is_marked_by_what_matters_most(
    status: Status, left: int, past_early_late: tuple[bool, bool, bool], found: Mark
) -> None:
    is_past, is_early, is_late = past_early_late
    assert mark(status, left, is_past=is_past, is_early=is_early, is_late=is_late) is found
