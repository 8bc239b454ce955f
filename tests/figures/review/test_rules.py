"""Ratings by thresholds: a table of cases, indicators that should fall, and values that lack."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.review.rules import (
    NO_RATING,
    SHIPPED_SCHEME,
    Basis,
    Better,
    Goal,
    Grade,
    Scheme,
    rating,
    read_value,
    scheme_faults,
    standing,
    tidy,
)

# The middle of the six years from 31 March 2025 to 31 March 2031, to the day.
HALF_WAY = date(2028, 3, 31)
PARTS = (
    Grade("①", Decimal(100), ""),
    Grade("②", Decimal(60), ""),
    Grade("③", None, ""),
)


def goal(baseline: str | None, target: str | None, better: Better = Better.HIGHER) -> Goal:
    start, end = (None if each is None else Decimal(each) for each in (baseline, target))
    return Goal(start, end, better, 2024, 2030)


def rated(of: Goal, actual: str | None, scheme: Scheme = SHIPPED_SCHEME, path: str = "46") -> str:
    found = None if actual is None else Decimal(actual)
    return rating(scheme, standing(of, found, Decimal(path)))


@pytest.mark.parametrize(
    ("actual", "letter"),
    [
        # From 42 the path has come to 46: 4 points are due.
        ("46", "A"),  # 100%
        ("45.99", "B"),  # 99.75%
        ("45.2", "B"),  # 80%
        ("45.19", "C"),
        ("44", "C"),  # 50%
        ("43.99", "D"),
        ("42", "D"),
        ("41", "D"),  # worse than the baseline
        ("50", "A"),
        (None, NO_RATING),
    ],
)
def test_the_shipped_scheme_rates_by_the_share_of_the_path(actual: str | None, letter: str) -> None:
    assert rated(goal("42", "50"), actual) == letter


@pytest.mark.parametrize(
    ("actual", "letter"),
    [("20", "A"), ("21", "B"), ("25", "C"), ("26", "D"), ("31", "D"), ("10", "A")],
)
def test_an_indicator_that_should_fall_is_rated_downwards(actual: str, letter: str) -> None:
    # From 30 towards 10; the path has come to 20.
    assert rated(goal("30", "10", Better.LOWER), actual, path="20") == letter


def test_what_should_stay_at_zero_is_best_at_zero_and_not_rated_otherwise() -> None:
    incidents = goal(None, "0", Better.LOWER)
    assert rated(incidents, "0") == "A"
    assert rated(incidents, "1") == NO_RATING
    assert standing(incidents, Decimal(1), None).attainment == 0
    assert standing(incidents, Decimal(0), None).attainment is None
    assert rated(goal("0", "0", Better.LOWER), "2", path="0") == NO_RATING


def test_without_a_target_or_a_baseline_there_is_nothing_to_rate() -> None:
    assert rated(goal("9", None), "12") == NO_RATING
    assert rated(goal(None, "14"), "12") == NO_RATING
    assert rated(goal(None, "14"), "14") == "A"
    assert goal("9", None).path_at(HALF_WAY) is None


def test_a_scheme_may_go_by_progress_or_attainment() -> None:
    by_progress = Scheme("多摩", Basis.PROGRESS, PARTS)
    # (46 − 42) ÷ 8 = 50%; 46 ÷ 50 = 92%
    assert rated(goal("42", "50"), "46", by_progress) == "③"
    assert rated(goal("42", "50"), "46", Scheme("達成", Basis.ATTAINMENT, PARTS)) == "②"


def test_the_scheme_says_its_name_its_sum_and_its_steps() -> None:
    said = SHIPPED_SCHEME.describe()
    assert said.startswith("評価は「道筋比4段階（初期設定）」によります。道筋比＝（実績−基準値）÷")
    assert "A 100%以上（計画どおり）、B 80%以上" in said
    assert said.endswith("D それ未満（大きくおくれている）。")


def test_the_path_runs_straight_between_the_ends_of_the_years() -> None:
    path = goal("42", "50").path_at(HALF_WAY)
    assert path is not None
    assert abs(path - 46) < Decimal("0.01")


@pytest.mark.parametrize(
    ("grades", "fault"),
    [
        ((Grade("A", None),), "2段階以上"),
        ((Grade("A", Decimal(80)), Grade("A", None)), "同じ記号"),
        ((Grade("A", None), Grade("B", None)), "「何％以上」を入れて"),
        ((Grade("A", Decimal(80)), Grade("B", Decimal(50))), "空けておいて"),
        ((Grade("A", Decimal(50)), Grade("B", Decimal(80)), Grade("C", None)), "大きい順"),
        ((Grade("A", Decimal(80)), Grade("", None)), "記号のない"),
    ],
)
def test_a_scheme_that_cannot_rate_is_refused_in_a_sentence(
    grades: tuple[Grade, ...], fault: str
) -> None:
    assert any(fault in found for found in scheme_faults(grades))
    assert not list(scheme_faults(SHIPPED_SCHEME.grades))


@pytest.mark.parametrize(
    ("typed", "value"), [("43.1", "43.1"), ("２，６２６", "2626"), (" 10.50 ", "10.5"), ("0", "0")]
)
def test_a_number_is_read_as_staff_type_it(typed: str, value: str) -> None:
    assert read_value(typed) == Decimal(value)
    assert str(read_value(typed)) == value


@pytest.mark.parametrize("typed", ["多い", "1.234", "NaN", "9" * 12, "1e5000", "--1"])
def test_what_is_no_number_is_refused_in_japanese(typed: str) -> None:
    with pytest.raises(ValueError, match=r"ください"):
        read_value(typed)


@given(st.decimals(-(10**8), 10**8, places=2))
def test_tidying_a_number_keeps_it(value: Decimal) -> None:
    assert tidy(value) == value
    assert "E" not in str(tidy(value))


@given(
    st.decimals(0, 100, places=1),
    st.decimals(0, 100, places=1),
    st.decimals(0, 200, places=1),
    st.decimals(0, 200, places=1),
)
def test_doing_better_never_rates_worse(
    baseline: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    better = Better.HIGHER if target >= baseline else Better.LOWER
    of = Goal(baseline, target, better, 2024, 2030)
    path = of.path_at(HALF_WAY)
    worse, well = sorted((one, other), reverse=better is Better.LOWER)
    order = [grade.letter for grade in SHIPPED_SCHEME.grades]
    letters = [rating(SHIPPED_SCHEME, standing(of, each, path)) for each in (well, worse)]
    places = [order.index(letter) for letter in letters if letter in order]
    assert places == sorted(places)
