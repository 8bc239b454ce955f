import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.outlook.rules import Interval, design_effect, differ, needed_from, wilson


def test_eighteen_of_thirty_lie_between_48_and_71_per_cent() -> None:
    # z = 1.2816, z² = 1.6424; p = 0.6, n = 30.
    # middle (0.6 + 1.6424/60) ÷ (1 + 1.6424/30) = 0.62737 ÷ 1.05475 = 0.5948
    # half 1.2816 ÷ 1.05475 × √(0.24/30 + 1.6424/3600) = 1.21508 × √0.0084562 = 0.11174
    found = wilson(18, 30)
    assert found.middle == 0.6
    assert found.low == pytest.approx(0.5948 - 0.1117, abs=0.0002)
    assert found.high == pytest.approx(0.5948 + 0.1117, abs=0.0002)


def test_a_design_effect_of_two_is_half_as_many_people() -> None:
    doubled, half = wilson(18, 30, 2), wilson(9, 15)
    assert (doubled.low, doubled.high) == pytest.approx((half.low, half.high))


def test_nobody_at_all_says_nothing() -> None:
    assert wilson(0, 0) == Interval(0, 0.5, 1)


@given(st.integers(0, 500), st.integers(1, 500), st.floats(1, 20))
def test_the_share_lies_between_its_bounds(part: int, more: int, effect: float) -> None:
    found = wilson(part, part + more, effect)
    assert 0 <= found.low <= found.middle <= found.high <= 1


def test_classes_that_are_all_alike_have_no_design_effect() -> None:
    assert design_effect([(10, 5)] * 8) == 1


def test_classes_of_all_or_none_are_worth_one_person_each() -> None:
    # share ½; each class is 5 off: 6 × 25 × 6/5 = 180, against 60 × ½ × ½ = 15: 12 times.
    assert design_effect([(10, 10), (10, 0)] * 3) == pytest.approx(12)


def test_of_too_few_classes_no_effect_is_reckoned() -> None:
    assert design_effect([(10, 10), (10, 0)]) == 1


def test_eighty_of_a_hundred_differ_from_fifty_and_fifty_five_do_not() -> None:
    # pooled 0.65: 2 × 15² ÷ (100 × 0.65 × 0.35) = 19.8, beyond 3.84; 0.525: 0.50, not.
    assert differ([(100, 80), (100, 50)], effect=1)
    assert not differ([(100, 55), (100, 50)], effect=1)
    assert not differ([(100, 80), (100, 50)], effect=12)


def test_one_group_differs_from_nothing() -> None:
    assert not differ([(100, 80)], effect=1)
    assert not differ([], effect=1)


def test_what_is_needed_is_whole_and_rounded_up() -> None:
    # 612 ÷ 0.7 = 874.3, ÷ 0.6 = 1020, ÷ 0.5 = 1224
    assert needed_from(612, Interval(0.5, 0.6, 0.7)) == Interval(875, 1020, 1224)
