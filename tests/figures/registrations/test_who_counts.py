"""From the day on which somebody moves away or dies they stand in no figure; before it, in all."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.figures.registrations import queries
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.residence import Residence, is_resident
from tests.figures.registrations.towns import FIRST, Town, left_on, people, person, town

stages = st.sampled_from(LADDER)
days = st.dates(date(2027, 4, 1), date(2028, 5, 31))
departures = st.tuples(st.sampled_from(["moved_on", "died_on"]), days)
thorough = tries(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LIVES_HERE: dict[str, Any] = {"residence": Residence.INSIDE, "moved_on": None, "died_on": None}


@pytest.fixture
def made(db: Session) -> Town:
    return town(db)


def figures(made: Town, on: date, stage: Stage) -> tuple[Any, ...]:
    """Return every figure of a day that counts people."""
    start = date(2020, 1, 1)
    return (
        queries.classes(made.db, on, stage, FIRST),
        queries.newly_since(made.db, start, on, stage),
        sorted(queries.newly_days(made.db, start, on, stage), key=repr),
        queries.newly_by_district(made.db, start, on, stage),
        [(one.first, one.attended, one.newly_registered) for one in _months(made, on, stage)],
    )


def _months(made: Town, on: date, stage: Stage) -> Any:
    return queries.by_month(made.db, FIRST, on, stage)


@thorough
@given(people, person, departures, days, stages)
def test_who_left_counts_to_the_day_before_and_from_that_day_not(
    made: Town, others: list[Any], one: Any, departed: tuple[str, date], on: date, stage: Stage
) -> None:
    how, left = departed
    stays, leaves = {**one, **LIVES_HERE}, {**one, **LIVES_HERE, how: left}
    idle = {**stays, "lines": [], "visits": {}, "stops": {}}
    with made.holding([*others, stays]):
        with_them = figures(made, on, stage)
    with made.holding([*others, idle]):
        # Their visits still say that the class was held.
        without = figures(made, on, stage)
    with made.holding([*others, leaves]):
        found = figures(made, on, stage)
    if on < left:
        assert found == with_them
    else:
        assert found[1:] == without[1:]
        assert found[0].newly_registered == without[0].newly_registered
        assert found[0].attended == without[0].attended
        assert (found[0].funnel, found[0].blockers) == (without[0].funnel, without[0].blockers)


@thorough
@given(people, person, days, stages)
def test_who_may_live_here_counts_as_who_does_and_who_never_did_does_not(
    made: Town, others: list[Any], one: Any, on: date, stage: Stage
) -> None:
    def with_one(residence: Residence) -> tuple[Any, ...]:
        with made.holding([*others, {**one, **LIVES_HERE, "residence": residence}]):
            return figures(made, on, stage)

    idle = {**one, **LIVES_HERE, "lines": [], "visits": {}, "stops": {}}
    assert with_one(Residence.UNKNOWN) == with_one(Residence.INSIDE)
    outside = with_one(Residence.OUTSIDE)
    with made.holding([*others, idle]):
        assert outside[1:] == figures(made, on, stage)[1:]


@thorough
@given(st.lists(st.tuples(st.sampled_from([*Residence]), left_on, left_on), min_size=1), days)
def test_the_rule_and_the_database_say_the_same(
    made: Town, stories: list[tuple[Residence, date | None, date | None]], on: date
) -> None:
    assume(len(stories) < 9)
    line = (Stage.CARD_LINKED, date(2026, 5, 1), None)
    born = (date(1940, 1, 1), None, None)
    all_of_them: list[dict[str, Any]] = [
        {
            "ages": born,
            "district": 1,
            "device": "iphone",
            "erased": False,
            "lines": [line],
            "visits": {},
            "stops": {},
            "residence": residence,
            "moved_on": moved,
            "died_on": died,
        }
        for residence, moved, died in stories
    ]
    by_rule = sum(is_resident(on, *story) for story in stories)
    with made.holding(all_of_them):
        since = date(2026, 4, 30)
        assert queries.newly_since(made.db, since, on, Stage.CARD_LINKED) == by_rule
        assert queries.newly_since(made.db, since + timedelta(1), on, Stage.CARD_LINKED) == 0
