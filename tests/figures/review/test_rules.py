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
    Measure,
    Scheme,
    a_year_of,
    day_faults,
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


@pytest.mark.parametrize("baseline", [None, "0", "5"])
def test_what_should_stay_at_zero_has_the_best_letter_or_the_worst(baseline: str | None) -> None:
    incidents = goal(baseline, "0", Better.LOWER)
    assert rated(incidents, "0", path="0") == "A"
    assert rated(incidents, "1", path="0") == "D"
    assert standing(incidents, Decimal(1), None).attainment is None


def test_what_should_stay_as_it_is_has_the_best_letter_or_the_worst() -> None:
    assert rated(goal("9", "9"), "9", path="9") == "A"
    assert rated(goal("9", "9"), "8", path="9") == "D"


def test_without_a_target_or_a_baseline_there_is_nothing_to_rate() -> None:
    assert rated(goal("9", None), "12") == NO_RATING
    assert rated(goal(None, "14"), "12") == NO_RATING
    assert rated(goal(None, "14"), "14") == "A"
    assert goal("9", None).path_at(HALF_WAY) is None


def test_no_baseline_is_a_value_and_the_path_runs_from_nothing_before_the_plan() -> None:
    of = Goal(None, Decimal(50), Better.HIGHER, 2024, 2030, no_baseline=True, unit="%")
    assert of.is_known
    assert of.path_at(date(2026, 3, 31)) == 0
    assert of.path_at(date(2031, 3, 31)) == 50
    # 365 of the 1,826 days from 31 March 2026.
    path = of.path_at(date(2027, 3, 31))
    assert path is not None
    assert abs(path - Decimal(50) * 365 / 1826) < Decimal("1e-20")
    how = standing(of, Decimal(10), path)
    assert how.progress == 20
    assert rating(SHIPPED_SCHEME, how) == "A"
    assert rating(SHIPPED_SCHEME, standing(of, Decimal(4), path)) == "D"


def test_what_should_fall_from_no_baseline_is_kept_to_or_not() -> None:
    of = Goal(None, Decimal(3), Better.LOWER, 2024, 2030, no_baseline=True, unit="件")
    assert of.path_at(HALF_WAY) is None
    assert rating(SHIPPED_SCHEME, standing(of, Decimal(3), None)) == "A"
    assert rating(SHIPPED_SCHEME, standing(of, Decimal(4), None)) == "D"


@pytest.mark.parametrize(
    ("unit", "path", "letter"),
    [
        ("%", "42.49", NO_RATING),
        ("%", "42.5", "D"),
        ("人", "42.39", NO_RATING),
        ("人", "42.4", "D"),
    ],
)
def test_no_letter_while_the_path_has_hardly_moved(unit: str, path: str, letter: str) -> None:
    # From 42 to 50: half a point of a rate; of anything else 5% of the 8.
    of = Goal(Decimal(42), Decimal(50), Better.HIGHER, 2024, 2030, unit=unit)
    assert rated(of, "41", path=path) == letter
    assert rated(of, "50", path=path) == "A"


@pytest.mark.parametrize(
    ("day", "measure", "said"),
    [
        (date(2027, 4, 1), Measure.STOCK, ""),
        (date(2027, 4, 7), Measure.STOCK, ""),
        (date(2027, 4, 8), Measure.STOCK, "令和9年度の実績です"),
        (date(2026, 4, 1), Measure.STOCK, "令和7年度の実績です"),
        (date(2026, 4, 8), Measure.STOCK, ""),
        (date(2027, 3, 31), Measure.YEAR, ""),
        (date(2026, 9, 30), Measure.YEAR, "令和9年3月31日にしてください"),
        (date(2026, 9, 30), Measure.RUNNING, ""),
        (date(2027, 3, 31), Measure.RUNNING, "3月30日まで"),
        (None, Measure.STOCK, "基準日を入れて"),
    ],
)
def test_the_day_of_a_value_lies_in_its_year(day: date | None, measure: Measure, said: str) -> None:
    found = "".join(day_faults(day, measure, 2026, 7))
    assert found == "" if not said else said in found


def test_a_running_sum_is_rated_as_its_whole_year() -> None:
    # 183 of 365 days.
    half = a_year_of(Decimal(183), date(2026, 9, 30), Measure.RUNNING)
    assert half == 365
    assert a_year_of(Decimal(183), date(2026, 9, 30), Measure.STOCK) == 183


def test_a_scheme_may_go_by_progress_or_attainment() -> None:
    by_progress = Scheme("多摩", Basis.PROGRESS, PARTS)
    # (46 − 42) ÷ 8 = 50%; 46 ÷ 50 = 92%
    assert rated(goal("42", "50"), "46", by_progress) == "③"
    assert rated(goal("42", "50"), "46", Scheme("達成", Basis.ATTAINMENT, PARTS)) == "②"


def test_the_scheme_says_its_name_its_sum_and_its_steps() -> None:
    said = SHIPPED_SCHEME.describe()
    assert said.startswith("評価は「道筋比4段階（初期設定）」によります。道筋比＝（実績−現状）÷")
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
