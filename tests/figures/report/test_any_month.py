"""What must hold of the figures in any month, on tables alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from classroom.class_day.app_registration.rules import Blocker, Stage
from classroom.figures.official.values import Official
from classroom.figures.report import figures
from classroom.figures.report.values import YearRate
from classroom.figures.results import indicators
from classroom.rules.age import ToldBand
from classroom.rules.rate import percentage

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
days = st.dates(date(2025, 4, 1), LAST)
person = st.fixed_dictionaries(
    {
        "born_on": st.none() | st.dates(date(1930, 1, 1), date(1965, 1, 1)),
        "told_band": st.none() | st.sampled_from(list(ToldBand)),
        "told_band_on": st.just(date(2026, 4, 1)),
        "district": st.sampled_from([None, "大曲", "野蒜"]),
        "stages": st.lists(st.tuples(st.sampled_from(list(Stage)), days), max_size=5),
        "attended": st.lists(st.tuples(st.integers(1, 9), st.dates(FIRST, LAST)), max_size=3),
        "blockers": st.lists(st.tuples(st.sampled_from(list(Blocker)), st.integers(1, 9))),
    }
)


def year(persons: Sequence[dict[str, Any]], on: date = LAST) -> indicators.Year:
    people, stages, attended, outcomes = [], [], [], []
    for number, who in enumerate(persons):
        position = None if who["district"] is None else 1
        ages = (who["born_on"], who["told_band"], who["told_band_on"])
        people.append((number, *ages, who["district"], position))
        stages += [(number, stage, day, None) for stage, day in who["stages"]]
        attended += [(number, where, day) for where, day in who["attended"]]
        outcomes += [(number, why, FIRST, where) for why, where in who["blockers"]]
    return indicators.Year(
        people=frame(
            people, "participant_id born_on told_band told_band_on district district_position"
        ),
        stages=frame(stages, "participant_id stage reached_on course_session_id"),
        attended=frame(attended, "participant_id course_session_id on"),
        outcomes=frame(outcomes, "participant_id blocker on course_session_id"),
        first=FIRST,
        on=on,
        registered_stage=Stage.CARD_LINKED,
    )


def frame(rows: Sequence[tuple[object, ...]], columns: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split(), dtype=object)


@tries(max_examples=40, deadline=None)
@given(st.lists(person, max_size=12))
def test_parts_add_up_to_wholes(persons: list[dict[str, Any]]) -> None:
    results = indicators.classes(year(persons))
    assert sum(line.newly_registered for line in results.bands) == results.newly_registered
    assert sum(line.attended for line in results.bands) == results.attended
    assert sum(line.already for line in results.bands) == results.already
    assert sum(line.attended for line in results.districts) == results.attended
    assert sum(line.newly_registered for line in results.districts) == results.newly_registered
    assert results.funnel["card_linked"] == results.newly_registered
    came_fresh = results.fresh - results.fresh_at_counter
    before = results.attended_already + results.attended_registered_before
    assert came_fresh + before == results.attended


@tries(max_examples=40, deadline=None)
@given(st.lists(person, max_size=8), st.randoms())
def test_the_order_of_events_does_not_matter(persons: list[dict[str, Any]], random: Random) -> None:
    straight = year(persons)
    shuffled = replace(
        straight,
        **{
            name: getattr(straight, name).sample(frac=1, random_state=random.randrange(2**31))
            for name in ("people", "stages", "attended")
        },
    )
    assert indicators.classes(straight) == indicators.classes(shuffled)


@tries(max_examples=40, deadline=None)
@given(st.lists(person, max_size=8))
def test_someone_who_never_came_changes_nothing(persons: list[dict[str, Any]]) -> None:
    idle: dict[str, Any] = {
        "born_on": date(1940, 1, 1),
        "told_band": None,
        "told_band_on": None,
        "district": "宮戸",
        "stages": [],
        "attended": [],
        "blockers": [],
    }
    assert indicators.classes(year(persons)) == indicators.classes(year([*persons, idle]))


@given(st.integers(1, 100_000), st.integers(0, 100_000))
def test_with_no_new_registration_the_estimate_is_the_official_rate(
    population: int, registered: int
) -> None:
    registered = min(registered, population)
    official = Official(
        percentage(registered, population), registered, population, FIRST, FIRST, "県"
    )
    newest = figures._newest(official, None)
    estimate = figures._estimate(0, FIRST, official, newest, YearRate(2024, Decimal(42)))
    assert estimate is not None
    assert estimate.rate == official.rate
    assert estimate.registered == official.registered
