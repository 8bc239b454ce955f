"""`classroom db check --figures`: the two counts agree, and a count that is wrong is named."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.recount import service
from classroom.figures.registrations import queries
from classroom.rules.words.app import Stage
from tests import make
from tests.figures.registrations.towns import IDLE, TODAY, Town, people, town

REGISTERED: dict[str, Any] = {**IDLE, "lines": [(Stage.CARD_LINKED, date(2028, 4, 3), None)]}


@pytest.fixture
def made(db: Session) -> Town:
    return town(db)


@tries(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people)
def test_the_two_counts_agree_in_any_town(made: Town, settings: Settings, persons: Any) -> None:
    with made.holding(persons):
        found = service.recount(made.db, settings, TODAY)
    assert not [one for one in found if not one.agrees]
    assert len({one.on for one in found}) == 13


def test_what_differs_is_named_with_its_day(
    made: Town, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged = queries.counts
    # As if somebody had forgotten in one place that only who is 70 counts.
    with made.holding([REGISTERED, {**REGISTERED, "ages": (date(1990, 1, 1), None, None)}]):
        agreed = service.recount(made.db, settings, TODAY)
        monkeypatch.setattr(queries, "counts", lambda day: sa.or_(aged(day), sa.true()))
        queries._newly.cache_clear()
        try:
            found = service.recount(made.db, settings, TODAY)
        finally:
            monkeypatch.undo()
            queries._newly.cache_clear()
    assert all(one.agrees for one in agreed)
    differing = [one for one in found if not one.agrees and one.on == TODAY]
    assert ("公式値のあとに登録した方", 2, 1) in [
        (one.what, one.ours, one.again) for one in differing
    ]


def test_the_page_says_when_the_counts_last_agreed(
    made: Town, settings: Settings, db: Session
) -> None:
    assert service.said(service.last_check(db)) == ""
    with made.holding([REGISTERED]):
        found = service.recount(db, settings, TODAY)
        service.keep(db, found, make.NOW)
        said = service.said(service.last_check(db))
    assert f"{len(found)}の数がすべて一致しました" in said
