"""What a published breakdown does not show."""

from hypothesis import given
from hypothesis import strategies as st

from classroom.figures.results import rules


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 50)))
def test_a_small_count_is_hidden_and_cannot_be_had_back_from_the_sum(
    counts: dict[str, int],
) -> None:
    hidden = rules.hidden(counts)
    assert all(cell in hidden for cell, count in counts.items() if 0 < count < 5)
    # To somebody who knows the sum, a hidden count is anything from 0 to what the hidden ones make.
    together = sum(counts[cell] for cell in hidden)
    assert not hidden or len(counts) == 1 or len(hidden) >= 2
    assert not hidden or together >= min(4, sum(counts.values()))


def test_two_people_in_two_cells_are_not_told_by_their_sum() -> None:
    assert rules.hidden({"70s": 1, "80s": 1, "90s": 30, "60s": 8}) == {"70s", "80s", "60s"}
