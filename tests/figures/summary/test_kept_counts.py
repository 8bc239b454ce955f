"""The kept counts are what a count of every row gives, whatever was written before."""

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.figures.summary import service
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.attendance import Mark
from tests.figures.summary.world import World, defined, figures_of

number = st.integers(0, 4)
days = st.sampled_from([-400, -300, -20, -1, 0, 1, 12])
stage = st.sampled_from(list(Stage))
write = st.one_of(
    st.tuples(st.just("reach"), number, stage, days, st.none() | number),
    st.tuples(st.just("come"), number, number, st.sampled_from(list(Mark))),
    st.tuples(st.just("stop"), number, number, st.none() | st.sampled_from(list(Blocker))),
    st.tuples(st.just("take_back"), number, stage),
    st.tuples(st.just("unmark"), number, number),
    st.tuples(st.just("correct"), number, st.integers(0, 8)),
    st.tuples(st.just("move"), number, number),
    st.tuples(st.just("postpone"), number, days),
    st.tuples(st.just("strike"), number),
    st.tuples(st.just("withdraw"), number, number),
    st.tuples(st.just("hand_over"), number, number, number),
    st.tuples(st.just("delete"), number),
    st.tuples(st.just("merge"), number, number),
    st.tuples(st.just("merge_and_undo"), number, number),
    st.tuples(st.just("shift_all"), st.integers(0, 30)),
    st.tuples(st.just("wait"), st.sampled_from([1, 5, 6, 20, 366])),
    st.tuples(st.just("choose"), st.sampled_from(LADDER)),
)


def do(world: World, name: str, *given: Any) -> None:
    if name.startswith("merge"):
        world.merge(*given, and_undo=name == "merge_and_undo")
    else:
        getattr(world, name)(*given)


@tries(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(write, min_size=1, max_size=4), min_size=1, max_size=5))
def test_after_any_writes_they_equal_a_count_of_everything(
    db: Session, story: list[list[Any]]
) -> None:
    world = World(db)
    world.settle()
    try:
        for writes in story:
            for name, *given_ in writes:
                do(world, name, *given_)
            expected = defined(world.year())
            assert figures_of(world.kept()) == expected
            assert figures_of(world.counted()) == expected
            assert service.differences(db, world.stage, world.today) == Counter()
    finally:
        db.rollback()
        db.expunge_all()
