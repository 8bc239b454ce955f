from datetime import date

import pytest

from classroom.figures.outlook import projection
from classroom.figures.outlook.values import Pace
from tests.figures.outlook.worlds import ON, held

FIRST = date(2025, 11, 23)


def ten_classes() -> Pace:
    """Ten classes of 8 people, 5 of them not registered yet, of whom 3 register."""
    return projection.pace([held(5, 3, came=8)] * 10, FIRST, ON, counter=4)


def test_the_pace_is_counted_over_the_period() -> None:
    found = ten_classes()
    assert (found.classes, found.came, found.fresh, found.newly, found.counter) == (
        *(10, 80, 50, 30, 4),
    )
    assert found.months == pytest.approx(12, abs=0.01)  # 23 November to 22 November


def test_612_people_take_1020_visits_and_204_classes_by_hand() -> None:
    found = projection.needed(612, ten_classes(), 2030)
    assert found is not None
    # 30 of 50 is 60%; Wilson for 80%: 0.5968 ± 0.0874, so 0.5094 to 0.6841.
    assert found.conversion.middle == 0.6
    assert found.conversion.low == pytest.approx(0.509, abs=0.001)
    assert found.conversion.high == pytest.approx(0.684, abs=0.001)
    # 612 ÷ 0.6 = 1,020; 612 ÷ 0.684 = 894.6…; 612 ÷ 0.509 = 1,201.3…
    assert found.fresh.middle == 1_020
    assert found.fresh.low == pytest.approx(895, abs=1)
    assert found.fresh.high == pytest.approx(1_202, abs=2)
    # 8 come for 5 who are not registered: 1,020 × 8 ÷ 5 = 1,632 seats; ÷ 5 a class = 204 classes.
    assert found.seats.middle == 1_632
    assert found.classes.middle == 204
    # November 2026 to March 2031 are 52 months: 204 ÷ 52 = 3.92 a month.
    assert found.months == 52
    assert found.a_month.middle == pytest.approx(204 / 52)
    assert found.a_month_now == pytest.approx(10 / 12, abs=0.01)


def test_bounds_are_in_order() -> None:
    found = projection.needed(612, ten_classes(), 2030)
    assert found is not None
    for each in (found.fresh, found.seats, found.classes, found.a_month, found.conversion):
        assert each.low <= each.middle <= each.high


@pytest.mark.parametrize(
    ("classes", "why"),
    [
        ([held(9, 8)] * 4, "four classes"),
        ([held(3, 2)] * 6, "18 people who were not registered"),
        ([held(5, 0)] * 10, "nobody registered"),
        ([], "no class at all"),
    ],
)
def test_too_few_classes_give_no_number(classes: list, why: str) -> None:  # type: ignore[type-arg]  # of SessionChance
    assert projection.needed(612, projection.pace(classes, FIRST, ON, 0), 2030) is None, why


def test_nothing_is_needed_where_nobody_is_missing_or_the_time_is_over() -> None:
    assert projection.needed(0, ten_classes(), 2030) is None
    assert projection.needed(612, ten_classes(), 2025) is None
