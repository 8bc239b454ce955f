"""Numbers in addresses that no key can have."""

import pytest

from tests.page import PageClient

HUGE = "9" * 20


@pytest.mark.parametrize(
    "path",
    [
        "/participants/{}",
        "/participants/{}/erase",
        "/sessions/{}/answers",
        "/official-counts/files/{}",
        "/review/editions/{}",
    ],
)
def test_a_number_larger_than_any_key_is_not_found(planner: PageClient, path: str) -> None:
    planner.get(path.format(HUGE), expect=404)


@pytest.mark.parametrize(
    "path",
    [
        f"/official-counts?correct={HUGE}",
        f"/questionnaires?course={HUGE}",
        "/questionnaires/comments?month=9999-12",
    ],
)
def test_in_the_query_it_is_as_if_it_was_not_there(planner: PageClient, path: str) -> None:
    planner.get(path)
