"""What must hold of every breakdown, whatever the people did."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.figures.registrations.queries import classes
from classroom.figures.results import queries
from classroom.figures.results.breakdowns import behind, breakdown, steps, stopped
from classroom.figures.results.rules import Measure, Period, Question, Way
from classroom.figures.results.values import Breakdown, Step, Stopped
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.attendance import Mark
from tests.figures.registrations.towns import FIRST, IDLE, TODAY, YOUNG, Town, people, town

LAST = date(2028, 3, 31)
STAGE = Stage.CARD_LINKED
PERIOD = Period(FIRST, LAST, TODAY)
some = tries(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pairs = st.permutations([way for way in Way if way is not Way.THEN]).map(lambda ways: ways[:2])
measures = st.sampled_from(list(Measure))


class Asked:
    """The breakdowns of a town of certain people."""

    def __init__(self, db: Session, period: Period = PERIOD) -> None:
        self.period = period
        self.facts = queries.facts(db, period, STAGE)
        self.names = queries.names(db)
        self.classes = classes(db, period.last, STAGE, period.first)

    def question(
        self, measure: Measure, rows: Way = Way.MONTH, across: Way | None = None
    ) -> Question:
        return Question(measure, self.period, STAGE, rows, across)

    def table(
        self, measure: Measure, rows: Way = Way.MONTH, across: Way | None = None
    ) -> Breakdown:
        return breakdown(self.facts, self.question(measure, rows, across), self.names)

    def steps(self) -> tuple[Step, ...]:
        return steps(self.facts, self.question(Measure.ATTENDED))

    def stopped(self) -> tuple[Stopped, ...]:
        return stopped(self.facts, self.question(Measure.ATTENDED))


@pytest.fixture
def made(db: Session) -> Town:
    return town(db)


def asked(made: Town, persons: list[dict[str, Any]], period: Period = PERIOD) -> Asked:
    with made.holding(persons):
        return Asked(made.db, period)


@some
@given(people, pairs)
def test_parts_add_up_to_wholes(made: Town, persons: list[dict[str, Any]], ways: list[Way]) -> None:
    town = asked(made, persons)
    for found in (town.table(measure, *ways) for measure in Measure):
        assert sum(found.by_row.values()) == found.total
        assert sum(found.by_column.values()) == found.total
        assert sum(found.counts.values()) == found.total
        # Every count is in a row and a column that is shown, and sums are those of their cells.
        assert {row.key for row in found.rows} >= {row for row, _ in found.counts}
        assert {column.key for column in found.columns} >= {column for _, column in found.counts}
        for row in found.rows:
            inside = sum(found.counts.get((row.key, column.key), 0) for column in found.columns)
            assert inside == found.by_row.get(row.key, 0)


@some
@given(people)
def test_nobody_is_in_two_cells(made: Town, persons: list[dict[str, Any]]) -> None:
    town = asked(made, persons)
    for measure in Measure:
        who = [f.person.participant_id for f in behind(town.facts, town.question(measure))]
        assert len(who) == town.table(measure).total
        assert measure is Measure.VISITS or len(set(who)) == len(who)


@some
@given(people)
def test_the_breakdowns_are_those_of_the_class_results(
    made: Town, persons: list[dict[str, Any]]
) -> None:
    town = asked(made, persons, Period(FIRST, LAST, LAST))
    results = town.classes
    assert town.table(Measure.ATTENDED).total == results.attended
    assert town.table(Measure.NEWLY).total == results.newly_registered
    assert town.table(Measure.ALREADY).total == results.already
    assert town.table(Measure.FRESH).total == results.fresh
    for stage in LADDER:
        assert town.table(Measure(stage.value)).total == results.funnel[stage.value]
    newly = {line.band: line.newly_registered for line in results.bands if line.newly_registered}
    assert town.table(Measure.NEWLY, Way.BAND).by_row == newly
    still_open = {one.blocker: one.still_open for one in town.stopped() if one.still_open}
    assert still_open == {name: n for name, n in results.blockers.items() if n}


@some
@given(people)
def test_each_step_of_the_funnel_is_part_of_the_one_before(
    made: Town, persons: list[dict[str, Any]]
) -> None:
    town = asked(made, persons)
    counts = [step.people for step in town.steps()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == town.table(Measure.FRESH, Way.DISTRICT).total
    # Who registered in the year is somebody who could.
    assert counts[2] == town.table(Measure.NEWLY, Way.DISTRICT).total


@some
@given(people)
def test_who_was_stopped_has_registered_or_has_not(
    made: Town, persons: list[dict[str, Any]]
) -> None:
    town = asked(made, persons)
    lines = town.stopped()
    assert all(one.people == one.registered + one.still_open for one in lines)
    total = town.table(Measure.STOPPED, Way.BLOCKER, Way.THEN).total
    assert sum(one.people for one in lines) == total


@some
@given(people, measures, pairs)
def test_neither_order_nor_an_unrelated_person_changes_anything(
    made: Town, persons: list[dict[str, Any]], measure: Measure, ways: list[Way]
) -> None:
    before, after = asked(made, persons), asked(made, [YOUNG, IDLE, *reversed(persons)])
    assert before.table(measure, *ways) == after.table(measure, *ways)
    assert before.steps() == after.steps()
    assert before.stopped() == after.stopped()


@some
@given(people)
def test_visits_are_never_fewer_than_people(made: Town, persons: list[dict[str, Any]]) -> None:
    found = asked(made, persons).table(Measure.ATTENDED, Way.DISTRICT)
    assert found.visits is not None
    assert all(found.visits[key] >= count for key, count in found.by_row.items())


def test_a_step_of_an_earlier_year_is_carried_into_the_funnel(made: Town) -> None:
    """Who installed in March and registered at the counter in May could still register in May."""
    lines = [(Stage.INSTALLED, date(2027, 3, 10), None), (STAGE, date(2027, 5, 7), None)]
    town = asked(made, [{**IDLE, "lines": lines}])
    assert [step.people for step in town.steps()] == [1, 1, 1, 0, 0]
    assert town.table(Measure.INSTALLED).total == 0


def test_what_stopped_somebody_who_was_registered_does_not_count(made: Town) -> None:
    here, later = date(2027, 4, 1), date(2028, 2, 28)
    came = {**IDLE, "visits": {1: Mark.PRESENT}, "stops": {1: Blocker.NO_CARD}}
    registered = {**came, "lines": [(STAGE, here, 1)]}
    assert asked(made, [registered]).stopped() == ()
    somewhat_later = {**came, "lines": [(STAGE, later, 3)]}
    (line,) = asked(made, [somewhat_later]).stopped()
    assert (line.people, line.registered) == (1, 1)
    april = Period(FIRST, date(2027, 4, 30), TODAY)
    (line,) = asked(made, [somewhat_later], april).stopped()
    assert line.registered == 1  # later than the period, and known today
