from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from classroom.office.home.rules import Stand, stand

STARTS = datetime(2026, 11, 25, 10, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=90)


def at(minutes: int, *, closed: bool = False, cancelled: bool = False) -> Stand:
    now = STARTS + timedelta(minutes=minutes)
    return stand(now, STARTS, ENDS, is_closed=closed, is_cancelled=cancelled)


def test_the_doors_open_an_hour_before() -> None:
    assert [at(m) for m in (-61, -60, 0, 90, 91)] == [
        Stand.LATER,
        Stand.NOW,
        Stand.NOW,
        Stand.NOW,
        Stand.OVER,
    ]


@given(st.integers(-600, 600), st.booleans())
def test_a_cancelled_class_is_that_at_any_time(minutes: int, closed: bool) -> None:  # noqa: FBT001  drawn by hypothesis
    assert at(minutes, closed=closed, cancelled=True) is Stand.CANCELLED


@given(st.integers(-600, 600))
def test_an_ended_class_is_that_at_any_time(minutes: int) -> None:
    assert at(minutes, closed=True) is Stand.CLOSED
