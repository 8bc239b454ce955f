"""The formula of 推計, beside the same formula written another way; and when it is refused."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.nowcast import rules
from classroom.figures.nowcast.rules import Count, Found, Span, Why

START = date(2024, 3, 31)
MONTH = 365.25 / 12


def months(count: Count) -> float:
    return (count.on - START).days / MONTH


# The formula as it was found, in plain steps of its own: counts are (t months, registrants,
# population), and every interval is whole.
def plain_one(
    counts: Sequence[tuple[float, int, int]], t: float, ours: Sequence[float], error: float
) -> tuple[float, float]:
    last = counts[-1]
    first = next(n for n, one in enumerate(counts) if last[0] - one[0] <= 24.5)
    rates = [100 * registered / population for _, registered, population in counts]
    length, pace = last[0] - counts[first][0], 0.0
    for n in range(first, len(counts) - 1):
        own = 100 * ours[n] / counts[n + 1][2]
        pace += (rates[n + 1] - rates[n] - own) / (100 - (rates[n] + rates[n + 1]) / 2)
    ahead = t - last[0]
    y, all_years = ahead / 12, length / 12
    variance = 1e4 * 0.04 / last[2] * (y + y * y / all_years)
    variance += error**2 * (1 + (1 + y / all_years) ** 2 + (y / all_years) ** 2) + (0.15 * y) ** 2
    value = rates[-1] + 100 * ours[len(counts) - 1] / last[2]
    return value + ahead * pace / length * (100 - rates[-1]), sqrt(variance)


def plain_range(
    counts: Sequence[tuple[float, int, int]], t: float, ours: Sequence[float], error: float
) -> tuple[float, float, list[float]]:
    missed = []
    for j in range(2, len(counts)):
        told, spread = plain_one(counts[:j], counts[j][0], ours, error)
        missed.append((100 * counts[j][1] / counts[j][2] - told) / spread)
    told, spread = plain_one(counts, t, ours, error)
    wide = sqrt((4 + sum(z * z for z in missed)) / (4 + len(missed)))
    return told, 1.2816 * spread * wide, missed


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[Count], list[Span], Span, date]:
    """Draw official counts of a town, who registered with it between them, and a later day."""
    is_sure = draw(st.booleans())
    on, found = START, []
    population = draw(st.integers(3_000, 20_000))
    rate = draw(st.floats(20, 60))
    for _ in range(draw(st.integers(2, 6))):
        found.append(Count(on, round(population * rate / 100), population, is_sure))
        on += timedelta(days=draw(st.integers(100, 400)))
        rate += draw(st.floats(-1, 3))
        population += draw(st.integers(-100, 200))
    people = st.integers(0, 200)
    between = [Span(draw(people)) for _ in found[1:]]
    day = found[-1].on + timedelta(days=draw(st.integers(1, 500)))
    return found, between, Span(draw(people)), day


@given(towns())
def test_value_and_range_are_those_of_the_formula(
    town: tuple[list[Count], list[Span], Span, date],
) -> None:
    counts, between, since, on = town
    error = 0.06 if counts[0].is_sure else 0.18
    plain = [(months(one), one.registered, one.population) for one in counts]
    ours = [*(span.people for span in between), since.people]
    told, half, missed = plain_range(plain, (on - START).days / MONTH, ours, error)
    found = rules.nowcast(counts, between, since, on)
    if isinstance(found, Found):
        assert isclose(found.rate, told, abs_tol=1e-9)
        assert isclose(found.high - found.low, 2 * half, abs_tol=1e-9)
        assert 2 * half <= 1.34
    else:
        assert found in {Why.COUNTS, Why.ALARM, Why.WIDE}
        assert (found is Why.ALARM) == (
            found is not Why.COUNTS and any(abs(z) > 2.5 for z in missed[-2:])
        )
        if found is Why.WIDE:
            assert 2 * half > 1.34


@given(towns(), st.integers(1, 300))
def test_more_people_registered_with_us_never_lower_it(
    town: tuple[list[Count], list[Span], Span, date], more: int
) -> None:
    counts, between, since, on = town
    before = rules.nowcast(counts, between, since, on)
    after = rules.nowcast(counts, between, replace(since, people=since.people + more), on)
    if isinstance(before, Found) and isinstance(after, Found):
        gained = 100 * more / counts[-1].population
        assert isclose(after.rate, before.rate + gained, abs_tol=1e-9)


A = Count(date(2025, 9, 30), 3_960, 9_000)
B = Count(date(2026, 9, 30), 4_050, 9_000)
DAY = date(2026, 12, 31)


def test_a_pace_goes_on_for_those_not_yet_registered() -> None:
    found = rules.nowcast([A, B], [Span(27)], Span(9), DAY)
    assert isinstance(found, Found)
    # 44.0 → 45.0 %, of which 27 / 9,000 = 0.3 by us: 0.7 of 55.5 in 365 days; 92 days of 55.0.
    expected = 45 + 0.1 + 0.7 / 55.5 * 55.0 * 92 / 365
    assert isclose(found.rate, expected, abs_tol=1e-9)
    assert isclose(found.pace, 0.7 / 55.5 * 55.0 * 365.25 / 365, abs_tol=1e-9)
    assert found.counts_used == 2


def test_an_unsure_day_widens_the_range() -> None:
    sure = rules.nowcast([A, B], [Span(27)], Span(9), DAY)
    unsure = rules.nowcast([A, replace(B, is_sure=False)], [Span(27)], Span(9), DAY)
    assert isinstance(sure, Found)
    assert isinstance(unsure, Found)
    assert unsure.high - unsure.low > sure.high - sure.low
    assert unsure.rate == sure.rate


@pytest.mark.parametrize(
    ("counts", "between", "since", "why"),
    [
        ([], [], Span(0), Why.COUNTS),
        ([B], [], Span(0), Why.COUNTS),
        ([replace(A, on=date(2026, 6, 30)), B], [Span(0)], Span(0), Why.COUNTS),
        ([replace(A, on=date(2024, 6, 30)), B], [Span(0)], Span(0), Why.COUNTS),
        ([A, B], [Span(0)], Span(0, is_told=False), Why.TOLD),
        ([A, B], [Span(0, is_told=False)], Span(0), Why.USABLE),
        ([A, B], [Span(0, covered=0.49)], Span(0), Why.USABLE),
        ([A, B], [Span(0)], Span(9_000), Why.BEYOND),
    ],
)
def test_each_reason_to_refuse(
    counts: list[Count], between: list[Span], since: Span, why: Why
) -> None:
    assert rules.nowcast(counts, between, since, DAY) is why


def test_too_old_a_count_is_refused_for_its_width() -> None:
    assert rules.nowcast([A, B], [Span(0)], Span(0), date(2029, 9, 30)) is Why.WIDE


def jumped() -> list[Count]:
    """Return counts of a town in which 6 of 100 registered at once in the last half-year."""
    days = (date(2024, 9, 30), date(2025, 3, 31), date(2025, 9, 30), date(2026, 3, 31))
    rates = (42.0, 42.4, 42.8, 49.0)
    return [Count(on, round(90 * rate), 9_000) for on, rate in zip(days, rates, strict=True)]


def test_a_miss_that_no_chance_explains_stops_it_until_somebody_says_what_happened() -> None:
    counts, spans = jumped(), [Span(0)] * 3
    assert rules.nowcast(counts, spans, Span(0), date(2026, 6, 30)) is Why.ALARM
    told = [*spans[:2], Span(0, is_told=False)]
    found = rules.nowcast(counts, told, Span(0), date(2026, 6, 30))
    assert isinstance(found, Found)
    assert found.rate > 49  # the pace of the year before the event
    assert found.rate < 49.5
    known = [*spans[:2], Span(round(90 * 5.8))]
    assert isinstance(rules.nowcast(counts, known, Span(0), date(2026, 6, 30)), Found)


def test_a_gap_in_the_records_is_filled_at_their_pace_and_widens_the_range() -> None:
    whole = rules.nowcast([A, B], [Span(40)], Span(0), DAY)
    filled = rules.nowcast([A, B], [Span(20, covered=0.5)], Span(0), DAY)
    assert isinstance(whole, Found)
    assert isinstance(filled, Found)
    assert isclose(filled.rate, whole.rate, abs_tol=1e-9)
    assert filled.high - filled.low > whole.high - whole.low


def test_a_partly_covered_interval_is_left_out_beside_a_whole_one() -> None:
    before = Count(date(2025, 3, 31), 3_600, 9_000)
    found = rules.nowcast([before, A, B], [Span(5, covered=0.6), Span(27)], Span(9), DAY)
    alone = rules.nowcast([A, B], [Span(27)], Span(9), DAY)
    assert found is Why.ALARM or isinstance(found, Found)
    near = replace(before, registered=3_905)
    found = rules.nowcast([near, A, B], [Span(5, covered=0.6), Span(27)], Span(9), DAY)
    assert isinstance(found, Found)
    assert isinstance(alone, Found)
    assert isclose(found.rate, alone.rate, abs_tol=1e-9)


def test_an_imported_population_off_the_trend_of_the_official_ones_is_noticed() -> None:
    counts = [replace(A, population=8_900), B]  # a hundred more a year
    assert rules.off_trend(counts, 9_050, date(2027, 3, 31)) is None
    off = rules.off_trend(counts, 9_250, date(2027, 3, 31))
    assert off is not None
    assert 2 < off < 3


@pytest.mark.parametrize(
    ("records_from", "share"),
    [(None, 0), (date(2025, 10, 1), 1), (date(2020, 1, 1), 1), (date(2027, 1, 1), 0)],
)
def test_which_share_of_an_interval_is_covered(records_from: date | None, share: float) -> None:
    assert rules.covered_share(A.on, B.on, records_from) == share


def test_half_an_interval_is_covered_by_half_its_days() -> None:
    share = rules.covered_share(A.on, B.on, date(2026, 4, 1))
    assert isclose(share, 183 / 365)
