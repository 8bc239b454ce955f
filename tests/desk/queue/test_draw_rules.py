from collections import Counter
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from hypothesis import given

from classroom.desk.queue.draw_rules import (
    Entry,
    closed,
    digest_of,
    order,
    read,
    split,
    weight,
    written,
)

lines = st.dictionaries(
    st.integers(1, 10_000),
    st.tuples(st.sampled_from([1, 2, 4]), st.none() | st.integers(1, 5)),
    min_size=1,
    max_size=30,
)
lists = lines.map(
    lambda found: closed((n, tickets, party) for n, (tickets, party) in found.items())
)
seeds = st.text(min_size=1, max_size=20)


def test_a_known_list_and_number_give_this_order_on_any_machine() -> None:
    """These figures were worked out once; a change of any of them changes every record."""
    entries = closed([(12, 2, None), (13, 1, 7), (15, 4, 7), (20, 1, None), (31, 1, None)])
    assert written(entries) == "12,2,12\n13,4,13\n15,4,13\n20,1,20\n31,1,31\n"
    assert digest_of(written(entries)) == (
        "e2e5e5b168eb362a5ae5734b3946beb7a600ac0c2c890cd1f3c70e861aeddf85"
    )
    assert order(entries, "0483") == [13, 15, 31, 20, 12]
    assert order(entries, "0484") == [12, 13, 15, 20, 31]


@pytest.mark.parametrize(
    ("known", "tickets"),
    [((False, False), 1), ((True, False), 2), ((False, True), 2), ((True, True), 4)],
)
def test_first_timers_and_earlier_losers_have_more_tickets(
    known: tuple[bool, bool], tickets: int
) -> None:
    is_first_time, lost_before = known
    assert weight(is_first_time=is_first_time, lost_before=lost_before) == tickets


@given(entries=lists, seed=seeds)
def test_everyone_is_drawn_once_and_again_the_same(entries: tuple[Entry, ...], seed: str) -> None:
    drawn = order(entries, seed)
    assert sorted(drawn) == [entry.enrolment_id for entry in entries]
    assert order(tuple(reversed(entries)), seed) == drawn


@given(entries=lists, seed=seeds)
def test_a_party_is_drawn_as_one(entries: tuple[Entry, ...], seed: str) -> None:
    party_of = {entry.enrolment_id: entry.party for entry in entries}
    parties = [party_of[number] for number in order(entries, seed)]
    changes = sum(one != other for one, other in pairwise(parties))
    assert changes == len(set(parties)) - 1


@given(entries=lists)
def test_a_closed_list_is_read_back_as_it_was_written(entries: tuple[Entry, ...]) -> None:
    assert read(written(entries)) == tuple(sorted(entries))


@pytest.mark.parametrize("text", ["12,2\n", "0,1,0\n", "12,2,12 \n", "a,b,c\n"])
def test_another_text_is_no_closed_list(text: str) -> None:
    with pytest.raises(ValueError, match=text.strip()[:1]):
        read(text)


@given(entries=lists, seed=seeds, seats=st.integers(1, 30))
def test_seats_go_to_whole_parties_in_drawn_order(
    entries: tuple[Entry, ...], seed: str, seats: int
) -> None:
    party_of = {entry.enrolment_id: entry.party for entry in entries}
    drawn = order(entries, seed)
    won, waiting = split(drawn, party_of, seats)
    assert len(won) <= seats
    assert sorted([*won, *waiting]) == sorted(drawn)
    assert not {party_of[number] for number in won} & {party_of[number] for number in waiting}
    assert won == [number for number in drawn if number in set(won)]
    sizes = Counter(party_of[number] for number in waiting)
    assert all(size > seats - len(won) for size in sizes.values())


def test_who_has_two_tickets_is_drawn_first_twice_as_often() -> None:
    entries = closed([(1, 2, None), (2, 1, None), (3, 1, None)])
    first = Counter(order(entries, str(seed))[0] for seed in range(4000))
    assert 0.45 < first[1] / 4000 < 0.55
    assert 0.21 < first[2] / 4000 < 0.29
