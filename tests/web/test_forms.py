"""The fields of this trade read what people type, in any width."""

from datetime import time

import pytest

from classroom.web.forms import read_time


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30", time(9, 30)),
        ("930", time(9, 30)),
        ("１２：３０", time(12, 30)),
        ("９時３０分", time(9, 30)),
        ("13時半", time(13, 30)),
        ("午後1時半", time(13, 30)),
        ("午後１２：１５", time(12, 15)),
        ("午前 10時", time(10)),
        ("10時", time(10)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "半", "25:00", "午後13時半過ぎ", "朝", "9:3x"])
def test_what_is_no_time_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match="9:30 のように"):
        read_time(typed)
