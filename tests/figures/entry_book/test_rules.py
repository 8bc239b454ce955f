"""What becomes of a cell: as it was made, as it came back, as it is here by now."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.entry_book.rules import (
    State,
    state_of,
    state_of_texts,
    texts_wanted,
)

words = st.sampled_from(["", "あ", "い", "う"])
cells = st.tuples(words, words, words)


@given(cells, cells)
def test_what_came_back_untouched_changes_nothing(
    base: tuple[str, ...], ours: tuple[str, ...]
) -> None:
    assert state_of(base, base, ours) is State.SAME
    assert state_of_texts(base, base, ours) is State.SAME
    assert texts_wanted(base, base, ours) == ours


@given(cells, cells)
def test_what_came_back_empty_erases_nothing(base: tuple[str, ...], ours: tuple[str, ...]) -> None:
    assert state_of(base, ("", "", ""), ours) is State.SAME
    assert texts_wanted(base, ("", "", ""), ours) == ours


@given(cells, cells, cells)
def test_only_what_both_have_changed_otherwise_is_asked(
    base: tuple[str, ...], theirs: tuple[str, ...], ours: tuple[str, ...]
) -> None:
    state, wanted = state_of_texts(base, theirs, ours), texts_wanted(base, theirs, ours)
    assert (state is State.SAME) == (wanted == ours)
    both = [
        old not in (new, now) and new not in ("", now)
        for old, new, now in zip(base, theirs, ours, strict=True)
    ]
    assert (state is State.CONFLICT) == any(both)


def test_two_people_may_have_written_in_two_cells() -> None:
    base, theirs, ours = ("あ", "", ""), ("あ", "課題", ""), ("い", "", "")
    assert state_of_texts(base, theirs, ours) is State.CHANGED
    assert texts_wanted(base, theirs, ours) == ("い", "課題", "")
