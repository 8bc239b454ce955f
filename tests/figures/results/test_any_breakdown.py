"""What must hold of every breakdown, whatever the people did."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.desk.participant.rules import Device
from classroom.figures.results import indicators
from classroom.figures.results.breakdowns import behind, breakdown, steps, stopped
from classroom.figures.results.chances import chances
from classroom.figures.results.facts import Activity, Facts
from classroom.figures.results.values import Breakdown
from classroom.figures.results.ways import Measure, Way
from classroom.rules.words.app import LADDER, Blocker, Stage
from tests.figures.results import worlds
from tests.figures.results.worlds import NAMES, activity, asked, people, shuffled

tries = settings(max_examples=20, deadline=None)
pairs = st.permutations([way for way in Way if way is not Way.THEN]).map(lambda ways: ways[:2])
measures = st.sampled_from(list(Measure))
YOUNG: dict[str, Any] = {
    "born_on": date(1990, 1, 1),
    "told_band": None,
    "district": 2,
    "device": Device.IPHONE,
    "steps": [(Stage.INSTALLED, 4), (Stage.CARD_LINKED, 5)],
    "visits": {4, 5},
    "stops": {4: Blocker.NO_CARD},
}
IDLE: dict[str, Any] = {
    **YOUNG,
    "born_on": date(1940, 1, 1),
    "steps": [],
    "visits": set(),
    "stops": {},
}


def facts(persons: list[dict[str, Any]]) -> Facts:
    return Facts(activity(persons))


def table(found: Facts, measure: Measure, rows: Way, columns: Way | None = None) -> Breakdown:
    return breakdown(found, asked(measure, rows, columns), NAMES)


@pytest.mark.parametrize("measure", Measure)
@tries
@given(people, pairs)
def test_parts_add_up_to_wholes(
    measure: Measure, persons: list[dict[str, Any]], ways: list[Way]
) -> None:
    rows, columns = ways
    found = table(facts(persons), measure, rows, columns)
    assert sum(found.by_row.values()) == found.total
    assert sum(found.by_column.values()) == found.total
    assert sum(found.counts.values()) == found.total
    # Every count is in a row and a column that is shown, and sums are those of their cells.
    assert {row.key for row in found.rows} >= {row for row, _ in found.counts}
    assert {column.key for column in found.columns} >= {column for _, column in found.counts}
    for row in found.rows:
        inside = sum(found.counts.get((row.key, column.key), 0) for column in found.columns)
        assert inside == found.by_row.get(row.key, 0)


@tries
@given(people, measures)
def test_nobody_is_in_two_cells(persons: list[dict[str, Any]], measure: Measure) -> None:
    behind_it = behind(facts(persons), asked(measure))["participant_id"]
    assert len(behind_it) == table(facts(persons), measure, Way.MONTH).total
    assert measure is Measure.VISITS or len(set(behind_it)) == len(behind_it)


@tries
@given(people)
def test_the_breakdowns_are_those_of_the_class_results(persons: list[dict[str, Any]]) -> None:
    found = facts(persons)
    results = indicators.classes(year(found.activity))
    assert table(found, Measure.ATTENDED, Way.MONTH).total == results.attended
    assert table(found, Measure.NEWLY, Way.MONTH).total == results.newly_registered
    assert table(found, Measure.ALREADY, Way.MONTH).total == results.already
    for stage in LADDER:
        assert table(found, Measure(stage.value), Way.MONTH).total == results.funnel[stage.value]
    newly = table(found, Measure.NEWLY, Way.BAND).by_row
    assert {
        line.band: line.newly_registered for line in results.bands if line.newly_registered
    } == (newly)
    open_now = {one.blocker: one.still_open for one in stopped(found, asked(Measure.ATTENDED))}
    assert {name: n for name, n in open_now.items() if n} == {
        name: n for name, n in results.blockers.items() if n
    }


def year(found: Activity) -> indicators.Year:
    who = found.people.assign(
        district=[NAMES.districts.get(str(one), "") for one in found.people["district_id"]],
        district_position=found.people["district_id"],
    )
    return indicators.Year(
        people=who,
        stages=found.stages,
        attended=found.visits,
        outcomes=found.stops,
        first=found.first,
        on=found.last,
        registered_stage=found.registered_stage,
    )


@tries
@given(people)
def test_each_step_of_the_funnel_is_part_of_the_one_before(persons: list[dict[str, Any]]) -> None:
    found = facts(persons)
    counts = [step.people for step in steps(found, asked(Measure.ATTENDED))]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == table(found, Measure.FRESH, Way.DISTRICT).total
    # Who registered in the year is somebody who could.
    assert counts[2] == table(found, Measure.NEWLY, Way.DISTRICT).total


@tries
@given(people)
def test_who_was_stopped_has_registered_or_has_not(persons: list[dict[str, Any]]) -> None:
    found = facts(persons)
    lines = stopped(found, asked(Measure.ATTENDED))
    assert all(one.people == one.registered + one.still_open for one in lines)
    total = table(found, Measure.STOPPED, Way.BLOCKER, Way.THEN).total
    assert sum(one.people for one in lines) == total


@tries
@given(people, measures, pairs, st.randoms())
def test_the_order_of_events_does_not_matter(
    persons: list[dict[str, Any]], measure: Measure, ways: list[Way], random: Random
) -> None:
    straight, mixed = facts(persons), Facts(shuffled(activity(persons), random))
    assert table(straight, measure, *ways) == table(mixed, measure, *ways)
    assert steps(straight, asked(measure)) == steps(mixed, asked(measure))
    assert stopped(straight, asked(measure)) == stopped(mixed, asked(measure))
    assert achieved(straight.activity) == achieved(mixed.activity)


@tries
@given(people, measures, pairs)
def test_an_unrelated_person_changes_nothing(
    persons: list[dict[str, Any]], measure: Measure, ways: list[Way]
) -> None:
    before, after = facts(persons), facts([*persons, YOUNG, IDLE])
    assert table(before, measure, *ways) == table(after, measure, *ways)
    assert steps(before, asked(measure)) == steps(after, asked(measure))
    assert achieved(before.activity) == achieved(after.activity)


@tries
@given(people)
def test_visits_are_never_fewer_than_people(persons: list[dict[str, Any]]) -> None:
    found = table(facts(persons), Measure.ATTENDED, Way.DISTRICT)
    assert found.visits is not None
    assert all(found.visits[key] >= count for key, count in found.by_row.items())


@tries
@given(people)
def test_nobody_registers_in_a_class_who_could_not(persons: list[dict[str, Any]]) -> None:
    assert all(one.newly <= one.fresh <= one.came for one in achieved(activity(persons)))


def achieved(found: Activity) -> Any:
    return chances(worlds.held(), found.visits, found.people, found.stages, Stage.CARD_LINKED)


def test_a_step_of_an_earlier_year_is_carried_into_the_funnel() -> None:
    """Who installed in March and registered at the counter in May could still register in May."""
    started = {
        **IDLE,
        "steps": [(Stage.INSTALLED, date(2026, 3, 10)), (Stage.CARD_LINKED, date(2026, 5, 7))],
    }
    found = facts([started])
    assert [step.people for step in steps(found, asked(Measure.NEWLY))] == [1, 1, 1, 0, 0]
    assert table(found, Measure.INSTALLED, Way.MONTH).total == 0


def test_what_stopped_somebody_who_was_registered_does_not_count() -> None:
    registered = {**YOUNG, "born_on": date(1940, 1, 1), "steps": [(Stage.CARD_LINKED, 4)]}
    assert stopped(facts([registered]), asked(Measure.STOPPED)) == ()
    later = {**registered, "steps": [(Stage.CARD_LINKED, 6)]}
    (line,) = stopped(facts([later]), asked(Measure.STOPPED))
    assert (line.people, line.registered) == (1, 1)
    until = Facts(replace(activity([later]), last=worlds.day(4)))
    (line,) = stopped(until, asked(Measure.STOPPED))
    assert line.registered == 1  # later than the period, and known today
