"""What a published month hides, nobody works out: neither from the file nor with the reports."""

import random
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.figures.opendata.monthly import (
    AGED_TOTAL,
    EVERYONE,
    EVERYWHERE,
    Counts,
    network,
    published,
)
from classroom.figures.results.rules import HIDDEN_UNDER
from classroom.rules.words.bands import AgeGroup
from tests.figures.opendata.attacker import Cell, intervals, recovered, sums_of

PLACES = ("矢本東", "大曲", "赤井", "地区のわからない方")
TOTALS = ((EVERYONE, EVERYWHERE), (AGED_TOTAL, EVERYWHERE))


def truth(counts: Counts, places: tuple[str, ...] = PLACES) -> dict[Cell, int]:
    return {edge.cell: edge.count for edge in network(counts, places) if edge.cell}  # type: ignore[misc]  # a cell is an age and a place


def attack(counts: Counts, places: tuple[str, ...] = PLACES) -> None:
    """Attack a month with its file alone, and with its two totals from the reports."""
    table, real = published(counts, places), truth(counts, places)
    check_shown(table, real)
    for told in ({}, {cell: real[cell] for cell in TOTALS}):
        sums = sums_of(table, told)
        assert not recovered(sums), told
        people = {EVERYONE: real[TOTALS[0]], AGED_TOTAL: real[TOTALS[1]]}
        for cell, (least, most) in intervals(sums).items():
            assert least <= real[cell] <= most
            assert most > least, (cell, told)
            if 0 < real[cell] < HIDDEN_UNDER:
                there = people[EVERYONE] if cell[0] in TOTALS[0] else _of_side(cell, people)
                assert most - least >= min(HIDDEN_UNDER - 1, there), (cell, told)


def _of_side(cell: Cell, people: Mapping[str, int]) -> int:
    aged = people[AGED_TOTAL]
    is_aged = cell[0] == AGED_TOTAL or cell[0] in {"70代", "80代", "90歳以上"}
    return aged if is_aged else people[EVERYONE] - aged


def check_shown(table: Mapping[Cell, int | None], real: Mapping[Cell, int]) -> None:
    for cell, people in table.items():
        assert people in (None, real[cell])
        assert people is None or people == 0 or people >= HIDDEN_UNDER


tables = st.dictionaries(
    st.tuples(st.sampled_from(AgeGroup), st.sampled_from(PLACES)),
    st.one_of(st.integers(1, 6), st.integers(0, 30)),
    max_size=len(AgeGroup) * len(PLACES),
)


@given(tables)
@settings(max_examples=120, deadline=None)
def test_no_hidden_cell_is_recovered_or_narrowed_to_one_number(counts: Counts) -> None:
    attack(counts)


@given(tables)
@settings(max_examples=40, deadline=None)
def test_the_same_month_hides_the_same_cells_however_its_people_come(counts: Counts) -> None:
    backwards = dict(reversed(list(counts.items())))
    assert published(counts, PLACES) == published(backwards, PLACES)


@pytest.mark.parametrize("people", [1, 2, 3, 5, 12, 40, 150, 900])
def test_a_month_of_a_whole_city_stands_the_attack(people: int) -> None:
    places = tuple(f"第{number}地区" for number in range(9))
    draw = random.Random(people)  # noqa: S311  a fictitious city
    counts: dict[tuple[AgeGroup, str], int] = {}
    for _ in range(people):
        age = draw.choices(list(AgeGroup), (1, 3, 10, 5, 1, 1))[0]
        cell = (age, draw.choices(places, (22, 20, 14, 15, 8, 10, 8, 3, 2))[0])
        counts[cell] = counts.get(cell, 0) + 1
    attack(counts, places)


def test_one_person_alone_is_not_to_be_found() -> None:
    table = published({(AgeGroup.SEVENTIES, "大曲"): 1}, PLACES)
    assert {table[cell] for cell in TOTALS} == {None}
    attack({(AgeGroup.SEVENTIES, "大曲"): 1})


def test_a_month_without_anybody_hides_nothing() -> None:
    assert set(published({}, PLACES).values()) == {0}


def test_counts_of_5_and_more_are_all_shown_where_none_is_small() -> None:
    counts = {(age, place): 5 for age in AgeGroup for place in PLACES}
    assert published(counts, PLACES) == truth(counts)


def test_totals_are_hidden_last() -> None:
    counts = {(age, place): 9 for age in AgeGroup for place in PLACES}
    counts[AgeGroup.EIGHTIES, "赤井"] = 2
    table = published(counts, PLACES)
    hidden = {cell for cell, people in table.items() if people is None}
    # The small cell, and three that make a rectangle with it.
    assert (AgeGroup.EIGHTIES, "赤井") in hidden
    assert len(hidden) == 4
    assert not [cell for cell in hidden if EVERYWHERE in cell or EVERYONE in cell]


def test_the_attacker_finds_what_hiding_only_small_cells_leaves_open() -> None:
    """The attack is worth something: without the second step it succeeds."""
    counts = {(age, place): 9 for age in AgeGroup for place in PLACES}
    counts[AgeGroup.EIGHTIES, "赤井"] = 2
    naive = {cell: None if 0 < n < HIDDEN_UNDER else n for cell, n in truth(counts).items()}
    sums = sums_of(naive)
    assert recovered(sums) == {(AgeGroup.EIGHTIES, "赤井")}
    assert intervals(sums) == {(AgeGroup.EIGHTIES, "赤井"): (2, 2)}
