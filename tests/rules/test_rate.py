"""The arithmetic of the rate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.rules import rate

BASELINE, TARGET = (2024, Decimal(42)), (2030, Decimal(50))
rates = st.decimals(0, 100, places=4, allow_nan=False)


def test_the_path_is_the_straight_line_of_the_plan() -> None:
    path = rate.yearly_path(BASELINE, TARGET)
    assert [(year, str(rate.rounded(asked))) for year, asked in path] == [
        (2025, "43.3"),
        (2026, "44.7"),
        (2027, "46.0"),
        (2028, "47.3"),
        (2029, "48.7"),
        (2030, "50.0"),
    ]


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2024, 4, 1), "42.0"),  # before the line begins
        (date(2025, 3, 31), "42.0"),
        (date(2026, 9, 30), "44.0"),  # 548 of 2,191 days: 42 + 8 × 0.25011
        (date(2031, 3, 31), "50.0"),
        (date(2040, 1, 1), "50.0"),
    ],
)
def test_the_path_is_known_on_every_day(day: date, wanted: str) -> None:
    assert str(rate.rounded(rate.path_rate(day, BASELINE, TARGET))) == wanted


@pytest.mark.parametrize(
    ("part", "of", "wanted"),
    [
        (861, 2000, "43.1"),  # 43.05
        (8609, 20000, "43.0"),  # 43.045
        (1, 2000, "0.1"),  # 0.05
        (4595, 9190, "50.0"),
        (3962, 9190, "43.1"),
    ],
)
def test_rates_are_rounded_half_up(part: int, of: int, wanted: str) -> None:
    assert str(rate.rounded(rate.percentage(part, of))) == wanted


def test_progress_is_0_at_the_baseline_and_100_at_the_target() -> None:
    assert rate.progress(Decimal(42), Decimal(42), Decimal(50)) == 0
    assert rate.progress(Decimal(50), Decimal(42), Decimal(50)) == 100
    assert rate.progress(Decimal(50), Decimal(50), Decimal(50)) is None


def test_attainment_is_84_at_42() -> None:
    assert rate.attainment(Decimal(42), Decimal(50)) == 84
    assert rate.attainment(Decimal(42), Decimal(0)) is None


@given(rates, st.integers(1, 200_000), st.integers(0, 200_000))
def test_with_the_missing_people_the_target_is_just_reached(
    target: Decimal, population: int, registered: int
) -> None:
    registered = min(registered, population)
    missing = rate.missing_to_target(registered, population, target)
    assert rate.percentage(registered + missing, population) >= target
    if missing:
        assert rate.percentage(registered + missing - 1, population) < target


@pytest.mark.parametrize(
    ("number", "places", "sign", "shown"),
    [
        ("-0.04", 1, False, "0.0"),
        ("-0.04", 1, True, "±0.0"),
        ("0.04", 1, True, "±0.0"),
        ("-0.05", 1, True, "−0.1"),
        ("1.05", 1, True, "＋1.1"),
        ("3961.5", 0, False, "3,962"),
        ("-0.4", 0, False, "0"),
    ],
)
def test_a_number_is_written_in_one_way(
    number: str, places: int, *, sign: bool, shown: str
) -> None:
    assert rate.number_text(Decimal(number), places, sign=sign) == shown


@given(number=st.decimals(-2, 2, places=3), places=st.integers(0, 2), sign=st.booleans())
def test_no_zero_has_a_minus(number: Decimal, places: int, *, sign: bool) -> None:
    found = rate.to_places(number, places)
    assert found or not found.is_signed()
    assert ("−" in rate.number_text(number, places, sign=sign)) == (found < 0)
