"""What must hold of the estimate in any month."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.official.values import Official
from classroom.figures.report import service as figures
from classroom.figures.report.values import YearRate
from classroom.rules.rate import percentage

FIRST = date(2026, 4, 1)


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_with_no_new_registration_the_estimate_is_the_official_rate(
    population: int, registered: int
) -> None:
    registered = min(registered, population)
    official = Official(
        percentage(registered, population), registered, population, FIRST, FIRST, "県"
    )
    newest = figures._denominator(official, None)
    estimate = figures._estimate(0, FIRST, official, newest, YearRate(2024, Decimal(42)))
    assert estimate is not None
    assert estimate.rate == official.rate
    assert estimate.registered == official.registered
