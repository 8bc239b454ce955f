"""推計 in simulated towns, within wide bounds. A thousand towns a kind by hand: gate.py."""

import pytest

from tests.figures.nowcast.gate import Case, Telling, answers, line
from tests.figures.nowcast.towns import ORDINARY

TOWNS = 60


@pytest.mark.parametrize("kind", ORDINARY)
def test_it_is_near_the_next_official_figure_where_the_pace_holds(kind: str) -> None:
    found = line(answers(Case(kind, kind), (24, 36, 48), 6, TOWNS, 7))
    assert abs(found.error) < 0.25
    assert 0.6 <= found.cover <= 1
    assert found.width < 0.75
    assert found.answered > 0.85


def test_a_gap_in_the_records_does_not_lift_it() -> None:
    found = line(answers(Case("adoption", "steady", adopted=True), (36, 48), 12, TOWNS, 7))
    assert abs(found.error) < 0.35
    assert found.cover > 0.6


def test_a_campaign_that_is_told_spoils_no_other_answer() -> None:
    told = Case("campaign", "campaign", Telling.PERIOD)
    found = line(answers(told, (24, 36, 48), 6, TOWNS, 7))
    assert abs(found.error) < 0.3
    assert found.cover > 0.6
    assert found.answered > 0.6


def test_towns_live_in_their_own_way_each_time_the_same() -> None:
    first = list(answers(Case("steady", "steady"), (36, 48), 6, 3, 7))
    assert first == list(answers(Case("steady", "steady"), (36, 48), 6, 3, 7))
    assert len({one.error for one in first}) == 3
