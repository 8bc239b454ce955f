"""Special periods: entered with what is known of them, withdrawn, never lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.errors import Refusal, Stale
from classroom.figures.nowcast import queries, service
from classroom.figures.nowcast.models import SpecialPeriod
from classroom.figures.nowcast.rules import PeriodKind
from classroom.figures.nowcast.values import PeriodDetails
from tests import make
from tests.page import PageClient
from tests.page_rules import text_of

DAY = make.TODAY - timedelta(days=20)
CAMPAIGN = PeriodDetails(DAY, DAY + timedelta(days=9), PeriodKind.CAMPAIGN, 120, "県のポイント")


def add(db: Session, details: PeriodDetails = CAMPAIGN) -> SpecialPeriod:
    return service.add_period(db, details, at=make.NOW, by=None, today=make.TODAY)


def test_a_period_holds_from_the_day_on_which_it_begins(db: Session) -> None:
    add(db)
    assert queries.periods(db, make.TODAY) == (CAMPAIGN,)
    assert queries.periods(db, DAY - timedelta(days=1)) == ()


def test_a_withdrawn_period_stays_in_the_list_and_counts_no_more(db: Session) -> None:
    row = add(db)
    service.withdraw_period(db, row.id or 0, at=make.NOW)
    assert queries.periods(db, make.TODAY) == ()
    assert [line.withdrawn_at is None for line in queries.period_lines(db)] == [False]
    with pytest.raises(Stale):
        service.withdraw_period(db, row.id or 0, at=make.NOW)
    add(db)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"last": DAY - timedelta(days=1)}, "そのあとの日"),
        ({"first": make.TODAY + timedelta(days=1), "last": make.NEXT_WEEK}, "まだ来ていません"),
        ({"people": -5}, "増えた人数"),
        ({"kind": PeriodKind.CLEANING}, "減った人数"),
        ({"kind": PeriodKind.OTHER, "note": ""}, "何があったか"),
        ({"people": 1_000_000}, "999,999人まで"),
        ({"note": "あ" * 101}, "100文字まで"),
    ],
)
def test_what_cannot_be_is_refused(db: Session, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        add(db, replace(CAMPAIGN, **changes))
    assert queries.period_lines(db) == []


def test_the_same_period_twice_is_refused(db: Session) -> None:
    add(db)
    with pytest.raises(Refusal, match="もう入っています"):
        add(db, replace(CAMPAIGN, people=None))


def test_a_cleaning_is_entered_with_or_without_a_minus(planner: PageClient, db: Session) -> None:
    page = planner.get("/special-periods")
    planner.submit(page, kind="cleaning", first=DAY.isoformat(), people="１２０", note="古い登録")
    assert planner.location == "/special-periods"
    assert "−120人" in text_of(planner.get("/special-periods"))
    assert queries.periods(db, make.TODAY)[0].people == -120


def test_a_refused_period_loses_nothing_typed(planner: PageClient) -> None:
    page = planner.get("/special-periods")
    again = planner.submit(page, kind="other", first="R8.99.1", people="7", note="メモ", expect=422)
    assert again is not None
    fields = {str(one["name"]): one.get("value") for one in again.select("input[name]")}
    assert (fields["first"], fields["people"], fields["note"]) == ("R8.99.1", "7", "メモ")
