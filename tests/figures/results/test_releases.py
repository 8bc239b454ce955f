"""What is told of people by months and parts: the rules alone, over any counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.results.releases import (
    MonthCount,
    YearRelease,
    blocks,
    is_open,
    parted,
    published_day,
    total,
)
from classroom.rules.fiscal_year import months_of
from classroom.rules.words.app import Blocker, Hurdle, hurdle_of

counts = st.lists(st.integers(0, 9), max_size=12)


@given(counts)
def test_blocks_follow_one_another_and_none_tells_fewer_than_five(people: list[int]) -> None:
    found = blocks([(count,) for count in people])
    assert all(is_open(block.counts[0]) for block in found)
    assert [block.begin for block in found] == [0, *(block.end + 1 for block in found)][
        : len(found)
    ]
    assert 0 <= sum(people) - total(found) < 5


@given(counts, st.integers(0, 9))
def test_a_further_month_changes_nothing_that_was_told(people: list[int], more: int) -> None:
    before, after = (blocks([(count,) for count in each]) for each in (people, [*people, more]))
    assert after[: len(before)] == before


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 20)))
def test_parts_told_together_are_never_fewer_than_five(parts: dict[str, int]) -> None:
    shown = parted(parts)
    together = sum(count for part, count in parts.items() if shown[part] is None)
    assert all(count is None or is_open(count) for count in shown.values())
    assert is_open(together) or 0 < sum(parts.values()) < 5


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ({"a": 2, "b": 6, "c": 9}, {"a", "b"}),
        ({"a": 9, "b": 0}, set()),
        ({"a": 4, "b": 4, "c": 12}, {"a", "b", "c"}),  # 8 of two small ones would be 4 and 4
    ],
)
def test_a_small_part_is_not_alone(parts: dict[str, int], hidden: set[str]) -> None:
    assert {part for part, count in parted(parts).items() if count is None} == hidden


def test_first_timers_wait_where_those_who_came_again_are_few() -> None:
    april, may = months_of(2026)[:2]
    year = YearRelease(2026, (MonthCount(april, came=12, first_timers=10),))
    assert year.told(year.came, april) == 12
    assert year.told(year.first_timers, april) is None
    later = YearRelease(2026, (*year.counts, MonthCount(may, came=9, first_timers=5)))
    assert later.told_with(later.first_timers, may) == (april, 15)


def test_a_block_is_cut_at_an_official_day_only_where_both_sides_may_be_told() -> None:
    april = months_of(2026)[0]
    days = {date(2026, 4, 10): 7, date(2026, 4, 20): 6, date(2026, 4, 29): 1}
    year = YearRelease(2026, (MonthCount(april, newly=14, newly_on=days),))
    assert year.newly_after(date(2026, 4, 15)) == 7
    assert year.newly_after(date(2026, 4, 25)) == 0, "one person would be told"
    assert year.newly_after(date(2026, 3, 31)) == 14


def test_a_day_within_a_month_stands_for_the_end_before_it() -> None:
    assert published_day(date(2026, 11, 20)) == date(2026, 10, 31)
    assert published_day(date(2028, 2, 29)) == date(2028, 2, 29)


def test_every_blocker_is_of_one_kind() -> None:
    assert sorted(each for kind in Hurdle for each in kind.blockers) == sorted(Blocker)
    assert all(each in hurdle_of(each).blockers for each in Blocker)
