from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.figures.outlook import story
from classroom.figures.outlook.chart import FanChart, fan_chart, year_ends
from classroom.figures.outlook.projection import Seen, project
from classroom.figures.outlook.simulation import Conversion, Known, fan
from classroom.figures.outlook.values import Change, Fan
from classroom.figures.report.values import Kpi
from tests.figures.outlook.coverage import kpi_of
from tests.figures.outlook.test_assumptions import NOTHING, counted
from tests.figures.outlook.test_projection import ten_classes
from tests.figures.outlook.worlds import ON, START, world


def rate_of_the_day() -> Kpi:
    return replace(kpi_of([counted(3_800, date(2025, 9, 30)), counted(3_962, START)]), on=ON)


def drawn(found: Fan) -> FanChart:
    kpi = rate_of_the_day()
    seen = project(Seen(kpi, ten_classes(), None, NOTHING))
    chart = fan_chart(kpi, replace(seen, fan=found))
    assert chart is not None
    return chart


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 40), st.floats(0, 1), st.floats(0, 12))
def test_everything_lies_in_the_frame(classes: float, share: float, leaving: float) -> None:
    made = fan(
        world(classes=Known(classes), conversion=Conversion(share, 50), leaving=leaving), 200
    )
    chart = drawn(made)
    plot = chart.base.plot
    points = [*chart.outer, *chart.inner, *chart.middle, *chart.base.official]
    for x, y in points:
        assert plot.left - 0.01 <= x <= plot.right + 0.01
        assert plot.top - 0.01 <= y <= plot.bottom + 0.01
    for label in chart.base.labels:
        assert plot.holds(label.box) or label.kind == "goal"
    for one, other in pairwise(chart.base.labels):
        assert not one.box.overlaps(other.box)


def test_the_bands_begin_at_the_official_figure_and_are_closed() -> None:
    chart = drawn(fan(world()))
    assert chart.outer[0] == chart.outer[-1] == chart.middle[0] == chart.base.official[-1]
    assert len(chart.outer) == 2 * len(chart.middle)


def test_the_table_behind_the_chart_has_the_ends_of_the_years() -> None:
    days = [point.on for point in year_ends(fan(world()))]
    assert days == [date(year, 3, 31) for year in range(2027, 2032)]


@pytest.mark.parametrize(
    ("whole", "cohort", "said"),
    [
        # Rounded each by itself, 0.25 and 0.25 would be 0.2 and 0.2 of 0.5.
        (0.5, 0.25, ["＋0.2ポイント", "＋0.3ポイント", "＋0.5ポイント"]),
        (3.44, 0.36, ["＋0.4ポイント", "＋3.0ポイント", "＋3.4ポイント"]),
        (-0.3, -1.2, ["−1.2ポイント", "＋0.9ポイント", "−0.3ポイント"]),
        (0.0, 0.0, ["±0.0ポイント", "±0.0ポイント", "±0.0ポイント"]),
    ],
)
def test_the_parts_that_are_shown_add_up_to_the_whole_that_is_shown(
    whole: float, cohort: float, said: list[str]
) -> None:
    found = replace(fan(world()), change=Change(whole, cohort))
    assert [value for _, value in story.change(found)] == said


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "20回のうち1回もない程度"), (0.32, "10回のうち3回ほど"), (0.97, "20回のうち19回以上")],
)
def test_a_chance_is_said_as_people_say_it(chance: float, said: str) -> None:
    assert story.tenths(chance) == said


def test_no_chance_is_promised_to_be_all_or_nothing() -> None:
    seen = project(Seen(rate_of_the_day(), ten_classes(), None, NOTHING))
    assert seen.fan is not None
    for chance, number, unit in ((0.0, "1", "%未満"), (1.0, "99", "%以上"), (0.316, "32", "%")):
        figure = story.five(replace(seen, fan=replace(seen.fan, chance=chance)))[-1]
        assert (figure.number, figure.unit) == (number, unit)


def test_the_year_of_the_median_is_the_year_that_is_said() -> None:
    seen = project(Seen(rate_of_the_day(), ten_classes(), None, NOTHING))
    assert seen.fan is not None
    reached = replace(seen, fan=replace(seen.fan, reach=2029))
    assert story.reach_sentence(reached) == "今のペースなら、令和11年度末に到達する見込みです。"
    missed = story.reach_sentence(replace(seen, fan=replace(seen.fan, reach=None)))
    assert missed.startswith("今のペースなら、令和12年度末に")
    assert missed.endswith("%の見込みで、50%に届きません。")
