"""A time of day, read in one way by fields and by imports."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules.clock_time import read_clock


@pytest.mark.parametrize(
    ("typed", "meant", "says_half"),
    [
        ("9:30", time(9, 30), False),
        ("０９３０", time(9, 30), False),
        ("午後1時半", time(13, 30), True),
        ("夕方4時", time(16), True),
        ("午後12時15分", time(12, 15), True),
        ("正午", time(12), False),
        ("十時半", time(10, 30), False),
        ("1:30pm", time(13, 30), True),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time, *, says_half: bool) -> None:
    found = read_clock(typed)
    assert found is not None
    assert (found.time, found.says_half) == (meant, says_half)


@given(st.times())
def test_every_time_is_read_back_from_its_usual_form(at: time) -> None:
    found = read_clock(f"{at.hour}:{at.minute:02}")
    assert found is not None
    assert found.time == at.replace(second=0, microsecond=0)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_time_or_none(text: str) -> None:
    found = read_clock(text)
    assert found is None or isinstance(found.time, time)
