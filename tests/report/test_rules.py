"""The arithmetic of the rate."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.report import rules

BASELINE, TARGET = (2024, Decimal(42)), (2030, Decimal(50))
rates = st.decimals(0, 100, places=4, allow_nan=False)


def test_the_path_is_the_straight_line_of_the_plan() -> None:
    path = rules.yearly_path(BASELINE, TARGET)
    assert [(year, str(rules.rounded(rate))) for year, rate in path] == [
        (2025, "43.3"),
        (2026, "44.7"),
        (2027, "46.0"),
        (2028, "47.3"),
        (2029, "48.7"),
        (2030, "50.0"),
    ]


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        (date(2024, 4, 1), "42.0"),  # before the line begins
        (date(2025, 3, 31), "42.0"),
        (date(2026, 9, 30), "44.0"),  # 548 of 2,191 days: 42 + 8 × 0.25011
        (date(2031, 3, 31), "50.0"),
        (date(2040, 1, 1), "50.0"),
    ],
)
def test_the_path_is_known_on_every_day(day: date, rate: str) -> None:
    assert str(rules.rounded(rules.path_rate(day, BASELINE, TARGET))) == rate


@pytest.mark.parametrize(
    ("part", "of", "rate"),
    [
        (861, 2000, "43.1"),  # 43.05
        (8609, 20000, "43.0"),  # 43.045
        (1, 2000, "0.1"),  # 0.05
        (4595, 9190, "50.0"),
        (3962, 9190, "43.1"),
    ],
)
def test_rates_are_rounded_half_up(part: int, of: int, rate: str) -> None:
    assert str(rules.rounded(rules.percentage(part, of))) == rate


def test_progress_is_0_at_the_baseline_and_100_at_the_target() -> None:
    assert rules.progress(Decimal(42), Decimal(42), Decimal(50)) == 0
    assert rules.progress(Decimal(50), Decimal(42), Decimal(50)) == 100
    assert rules.progress(Decimal(50), Decimal(50), Decimal(50)) is None


def test_attainment_is_84_at_42() -> None:
    assert rules.attainment(Decimal(42), Decimal(50)) == 84
    assert rules.attainment(Decimal(42), Decimal(0)) is None


@given(rates, st.integers(1, 200_000), st.integers(0, 200_000))
def test_with_the_missing_people_the_target_is_just_reached(
    target: Decimal, population: int, registered: int
) -> None:
    registered = min(registered, population)
    missing = rules.missing_to_target(registered, population, target)
    assert rules.percentage(registered + missing, population) >= target
    if missing:
        assert rules.percentage(registered + missing - 1, population) < target


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 50)))
def test_a_small_count_is_hidden_and_cannot_be_had_back_from_the_sum(
    counts: dict[str, int],
) -> None:
    hidden = rules.hidden(counts)
    assert all(cell in hidden for cell, count in counts.items() if 0 < count < 5)
    # To somebody who knows the sum, a hidden count is anything from 0 to what the hidden ones make.
    together = sum(counts[cell] for cell in hidden)
    assert not hidden or len(counts) == 1 or len(hidden) >= 2
    assert not hidden or together >= min(4, sum(counts.values()))


def test_two_people_in_two_cells_are_not_told_by_their_sum() -> None:
    assert rules.hidden({"70s": 1, "80s": 1, "90s": 30, "60s": 8}) == {"70s", "80s", "60s"}
