from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.figures.outlook.simulation import Conversion, History, Known, World, fan, steps
from tests.figures.outlook.worlds import END, ON, START, still, world

worlds = st.builds(
    world,
    registered=st.integers(0, 9_000),
    since=st.integers(0, 50),
    classes=st.builds(Known, st.floats(0, 20), st.floats(1, 200)),
    fresh=st.builds(Known, st.floats(0, 12), st.floats(1, 200)),
    conversion=st.builds(Conversion, st.floats(0, 1), st.floats(1, 500)),
    counter=st.builds(Known, st.floats(0, 10), st.floats(1, 100)),
    other=st.one_of(
        st.floats(-20, 20), st.builds(History, st.floats(5, 36), st.floats(-100, 300), st.just(540))
    ),
    turning=st.floats(0, 1_000),
    entry=st.floats(0, 100),
    leaving=st.floats(0, 12),
    ratio=st.floats(0, 1.2),
)
few = settings(max_examples=25, deadline=None)


@few
@given(worlds)
def test_percentiles_are_in_order(found: World) -> None:
    made = fan(found, 200)
    for at in made.points:
        assert at.p10 <= at.p25 <= at.p50 <= at.p75 <= at.p90
        assert at.p10 >= -1e-9
        assert at.p90 <= 100 + 1e-9
    assert 0 <= made.chance <= 1


@few
@given(worlds, st.floats(0, 5), st.floats(0, 3))
def test_more_classes_and_more_seats_never_lower_the_median(
    found: World, classes: float, seats: float
) -> None:
    more = replace(
        found,
        classes=Known(found.classes.value + classes),
        fresh=Known(found.fresh.value + seats),
    )
    same = replace(found, classes=Known(found.classes.value), fresh=Known(found.fresh.value))
    for before, after in zip(fan(same, 200).points, fan(more, 200).points, strict=True):
        assert after.p50 >= before.p50 - 1e-6


def test_where_nothing_happens_the_rate_stays() -> None:
    found = fan(still())
    rate = 100 * 3_962 / 9_190
    for at in found.points:
        assert (at.p10, at.p50, at.p90) == pytest.approx((rate, rate, rate))
    assert (found.change.whole, found.change.cohort) == pytest.approx((0, 0))
    assert found.reach is None
    assert found.chance == 0


def test_the_same_inputs_give_the_same_fan() -> None:
    first = fan(world())
    fan.cache_clear()
    assert fan(world()) == first


def test_the_fan_begins_at_the_official_figure_and_ends_with_the_plan() -> None:
    points = fan(world()).points
    assert points[0].on == START
    assert points[0].p10 == points[0].p90 == pytest.approx(43.11, abs=0.01)
    assert points[-1].on == END


def test_it_reckons_on_the_day_itself_and_at_the_ends_of_months() -> None:
    assert steps(START, ON, date(2027, 1, 31)) == (
        date(2026, 10, 31),
        ON,
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 1, 31),
    )


def test_known_registrations_alone_move_the_rate_by_just_so_many_people() -> None:
    # 92 people of 9,190 are one point; up to the day of the figures, and then nothing more.
    found = fan(still(since=92))
    on_the_day = next(at for at in found.points if at.on == ON)
    assert on_the_day.p50 == pytest.approx(100 * (3_962 + 92) / 9_190)
    assert found.points[-1].p50 == pytest.approx(on_the_day.p50)
    assert found.change.cohort == pytest.approx(0)


def test_classes_without_doubt_bring_what_they_promise() -> None:
    # 3 classes × 5 people × 60% = 9 a month, from 22 November to March 2031: 52.3 months, 471.
    found = fan(still(classes=Known(3.0), fresh=Known(5.0), conversion=Conversion(0.6)))
    gained = (found.points[-1].p50 - found.points[0].p50) * 91.9
    assert gained == pytest.approx(471, rel=0.02)
    assert found.change.whole > 1
    assert found.change.cohort == pytest.approx(0)


def test_the_year_of_the_target_is_that_of_the_median() -> None:
    # 635 people are missing; 30 classes a month bring 90, so by March 2028 it is reached.
    found = fan(still(classes=Known(10.0), fresh=Known(15.0), conversion=Conversion(0.6)))
    assert found.reach == 2026 + (found.points[5].p50 < 50)
    assert found.chance == 1


def test_nobody_registers_who_is_not_there() -> None:
    found = fan(still(classes=Known(400.0), fresh=Known(100.0), conversion=Conversion(1.0)))
    assert found.points[-1].p90 == pytest.approx(100)


def test_less_is_sure_where_fewer_people_tell_it() -> None:
    def width(tries: float) -> float:
        last = fan(world(conversion=Conversion(0.6, tries))).points[-1]
        return last.p90 - last.p10

    assert width(20) > width(2_000)
