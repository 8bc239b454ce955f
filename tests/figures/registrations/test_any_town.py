"""What the database counts is what a clerk counts who leafs through everybody's card."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.figures.opendata import queries as opendata
from classroom.figures.opendata.rules import AGED
from classroom.figures.opendata.rules import Measure as Published
from classroom.figures.registrations import queries
from classroom.figures.registrations.values import Classes
from classroom.figures.results import queries as results
from classroom.figures.results.facts import of_aged
from classroom.figures.results.rules import Measure, Period
from classroom.rules import months
from classroom.rules.words.app import LADDER, Stage
from tests.figures.registrations.towns import FIRST, IDLE, TODAY, YOUNG, Town, ends, people, town

stages = st.sampled_from(LADDER)
thorough = tries(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def made(db: Session) -> Town:
    return town(db)


@thorough
@given(people, ends, stages)
def test_the_class_results(made: Town, persons: list[Any], on: date, stage: Stage) -> None:
    with made.holding(persons) as desk:
        for first in (FIRST, months.first_of(on)):
            by_hand = desk.classes(first, on, stage.value)
            found = queries.classes(made.db, on, stage, first)
            for by_place in ("attended_in", "newly_in"):
                by_hand[by_place] = dict(enumerate(sorted(by_hand.get(by_place, {}).values())))
            assert told(found) == {name: parts for name, parts in by_hand.items() if parts}
            assert found.sessions_held == len(desk.sessions_held(first, on))


def told(found: Classes) -> dict[str, Any]:
    """Return class results as the clerk names them, without noughts."""
    whole = {
        name: {"": number}
        for name in (
            "attended_already",
            "attended_registered_before",
            "fresh",
            "fresh_at_counter",
            "age_unknown",
        )
        if (number := getattr(found, name))
    }
    parts: dict[str, dict[Any, int]] = {
        "attended": {line.band: line.attended for line in found.bands},
        "newly_registered": {line.band: line.newly_registered for line in found.bands},
        "already": {line.band: line.already for line in found.bands},
        "funnel": dict(found.funnel),
        "blockers": dict(found.blockers),
    }
    for name, counts in (
        ("attended_in", [line.attended for line in found.districts]),
        ("newly_in", [line.newly_registered for line in found.districts]),
    ):
        parts[name] = dict(enumerate(sorted(filter(None, counts))))
    shown = {name: {key: n for key, n in each.items() if n} for name, each in parts.items()}
    return whole | {name: each for name, each in shown.items() if each}


@thorough
@given(people, ends, stages)
def test_parts_add_up_to_wholes(made: Town, persons: list[Any], on: date, stage: Stage) -> None:
    with made.holding(persons):
        found = queries.classes(made.db, on, stage, FIRST)
    assert sum(line.newly_registered for line in found.bands) == found.newly_registered
    assert sum(line.attended for line in found.bands) == found.attended
    assert sum(line.already for line in found.bands) == found.already
    assert sum(line.attended for line in found.districts) == found.attended
    assert sum(line.newly_registered for line in found.districts) == found.newly_registered
    assert found.funnel[stage.value] == found.newly_registered
    before = found.attended_already + found.attended_registered_before
    assert found.fresh - found.fresh_at_counter + before == found.attended


@thorough
@given(people, ends, stages)
def test_neither_order_nor_who_did_nothing_changes_anything(
    made: Town, persons: list[Any], on: date, stage: Stage
) -> None:
    young = {**YOUNG, "visits": {}}
    with made.holding([*persons, young]):
        straight = queries.classes(made.db, on, stage, FIRST)
    with made.holding([IDLE, young, *reversed(persons)]):
        assert queries.classes(made.db, on, stage, FIRST) == straight
    with made.holding(persons):
        assert queries.classes(made.db, on, stage, FIRST) == straight


@thorough
@given(people, ends, stages)
def test_who_newly_registered(made: Town, persons: list[Any], on: date, stage: Stage) -> None:
    with made.holding(persons) as desk:
        for first in (date(2020, 1, 1), FIRST, months.first_of(on)):
            newly = list(desk.newly(first, on, stage.value))
            days = [day for _, day, _ in newly]
            places = [card.district for card, _, _ in newly]
            found = queries.newly_days(made.db, first, on, stage)
            by_day = Counter({one.on: 0 for one in found})
            for one in found:
                by_day[one.on] += one.people
            assert by_day == Counter(days)
            assert queries.newly_since(made.db, first - timedelta(days=1), on, stage) == len(newly)
            by_district = queries.newly_by_district(made.db, first, on, stage)
            assert by_district == {place: places.count(place) for place in places}
            at_counter = sum(one.people for one in found if one.at_counter)
            assert at_counter == sum(where is None for _, _, where in newly)


@thorough
@given(people, ends, stages)
def test_the_months_of_a_year(made: Town, persons: list[Any], on: date, stage: Stage) -> None:
    with made.holding(persons) as desk:
        found = queries.by_month(made.db, FIRST, on, stage)
        assert {
            one.first: (one.sessions_held, one.attended, one.newly_registered) for one in found
        } == desk.by_month(FIRST, on, stage.value)
        # Who newly registered in a month did so in the year: the months add up to it.
        whole = queries.classes(made.db, on, stage, FIRST)
        assert sum(one.newly_registered for one in found) == whole.newly_registered
        assert sum(one.sessions_held for one in found) == whole.sessions_held


@thorough
@given(people, ends, stages)
def test_what_each_class_achieved(made: Town, persons: list[Any], on: date, stage: Stage) -> None:
    with made.holding(persons) as desk:
        found = queries.session_chances(made.db, stage, FIRST, on)
        lines = {one.session_id: (one.came, one.fresh, one.newly) for one in found}
        assert list(lines.items()) == list(desk.chances(FIRST, on, stage.value).items())
        assert all(one.newly <= one.fresh <= one.came for one in found)


@thorough
@given(people, ends, stages)
def test_the_facts_behind_the_breakdowns(
    made: Town, persons: list[Any], on: date, stage: Stage
) -> None:
    with made.holding(persons) as desk:
        facts = results.facts(made.db, Period(FIRST, on, TODAY), stage)
        for measure in set(Measure) - {Measure.STOPPED}:
            found = sorted(
                (
                    (fact.person.participant_id, fact.where.on, fact.where.session_id)
                    for fact in of_aged(facts.of(measure))
                ),
                key=lambda one: (one[0], one[1], one[2] or 0),
            )
            assert found == desk.doings(measure.value, FIRST, on, stage.value)
        stopped = {
            fact.person.participant_id: (one.blocker, one.where.session_id, bool(one.registered))
            for fact in of_aged(facts.of(Measure.STOPPED))
            if (one := facts.stops[fact.person.participant_id])
        }
        assert stopped == desk.stopped(FIRST, on, stage.value, TODAY)


@thorough
@given(people, st.sampled_from([date(2027, 4, 1), date(2028, 2, 1), date(2028, 3, 1)]), stages)
def test_the_open_data_of_a_month(
    made: Town, persons: list[Any], month: date, stage: Stage
) -> None:
    with made.holding(persons) as desk:
        last = months.last_of(month)
        found = opendata.month_counts(made.db, month, stage).counts
        aged = {
            measure: sum(n for (group, _), n in cells.items() if group in AGED)
            for measure, cells in found.items()
        }
        came = [
            card
            for card in desk.cards.values()
            if desk.visits(card, month, last) and card.lives_here(last)
        ]
        assert sum(found[Published.ATTENDED].values()) == len(came)
        assert aged[Published.ATTENDED] == sum(bool(card.is_70(last)) for card in came)
        assert aged[Published.NEWLY] == len(list(desk.newly(month, last, stage.value)))
