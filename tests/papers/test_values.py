from dataclasses import replace
from datetime import time

import pytest

from classroom.papers.values import Place, day_lines, directions, hours
from tests.papers.samples import PLACE, about


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (time(10), time(11, 30), "午前10時から11時30分まで"),
        (time(10), time(12), "午前10時から正午まで"),
        (time(10, 30), time(12, 15), "午前10時30分から午後0時15分まで"),
        (time(12), time(13), "正午から午後1時まで"),
        (time(13, 30), time(15), "午後1時30分から3時まで"),
        (time(0, 10), time(1), "午前0時10分から1時まで"),
    ],
)
def test_hours_are_said_as_people_say_them(starts: time, ends: time, said: str) -> None:
    assert hours(starts, ends) == said


def test_a_day_names_its_time_and_place_only_where_they_differ() -> None:
    usual = about(3)
    first, second, third = usual.meetings
    other = replace(second, starts=time(14), ends=time(15), room="和室")
    lines = day_lines(replace(usual, meetings=(first, other, third)))
    assert lines == (
        "第1回　12月1日（火）",
        "第2回　12月8日（火）　午後2時から3時まで　矢本東市民センター　和室",
        "第3回　12月15日（火）",
    )


def test_the_way_says_what_is_known_and_nothing_else() -> None:
    assert directions(PLACE) == (
        "東松島市矢本字大溜9番地1",
        "駐車場があります（40台）。入口に段差はありません。",
        "会場の電話は 0225-00-1234 です。",
    )
    assert directions(Place(name="蔵しっくパーク")) == ()
