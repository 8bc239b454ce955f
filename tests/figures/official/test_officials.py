"""Official counts: entered, corrected, and never lost."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from classroom.core.errors import Refusal, Stale
from classroom.figures.official import queries, service
from classroom.figures.official.models import OfficialCount
from classroom.figures.official.values import OfficialDetails
from tests import make
from tests.page import PageClient

TODAY = make.TODAY
GIVEN = OfficialDetails(TODAY, TODAY, 3_962, 9_190, "宮城県提供")


def add(db: Session, details: OfficialDetails, corrects: int | None = None) -> OfficialCount:
    return service.add_official(db, details, corrects=corrects, at=make.NOW, by=None, today=TODAY)


def other(**changes: Any) -> OfficialDetails:
    values = {name: getattr(GIVEN, name) for name in OfficialDetails.__slots__}
    return OfficialDetails(**{**values, **changes})


def test_a_count_of_the_same_day_replaces_the_first_which_stays(db: Session) -> None:
    first = add(db, GIVEN)
    second = add(db, other(registered=3_970))
    assert first.replaced_by_id == second.id
    assert [count.registered for count in queries.officials(db, TODAY)] == [3_970]
    assert [line.is_replaced for line in queries.official_lines(db)] == [False, True]


def test_a_correction_may_change_the_day(db: Session) -> None:
    first = add(db, GIVEN)
    add(db, other(registered_on=TODAY - timedelta(days=1)), corrects=first.id)
    assert [count.registered_on for count in queries.officials(db, TODAY)] == [
        TODAY - timedelta(days=1)
    ]


def test_a_correction_of_what_was_corrected_meanwhile_is_stale(db: Session) -> None:
    first = add(db, GIVEN)
    add(db, other(registered=3_970), corrects=first.id)
    with pytest.raises(Stale):
        add(db, other(registered=3_980), corrects=first.id)


def test_a_correction_does_not_swallow_another_day(db: Session) -> None:
    first = add(db, GIVEN)
    add(db, other(registered_on=TODAY - timedelta(days=30), registered=3_900))
    with pytest.raises(Refusal, match="3,900人のほうを直してください"):
        add(db, other(registered_on=TODAY - timedelta(days=30)), corrects=first.id)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"registered": 9_191}, "0人から住民数まで"),
        ({"registered": -1}, "0人から住民数まで"),
        ({"population": 0}, "1人以上"),
        ({"source": " "}, "出典を入れてください"),
        ({"source": "あ" * 201}, "200文字まで"),
        ({"registered_on": TODAY + timedelta(days=1)}, "まだ来ていない日です"),
        ({"population_on": TODAY + timedelta(days=1)}, "住民数の基準日"),
    ],
)
def test_what_cannot_be_is_refused(db: Session, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        add(db, other(**changes))
    assert db.exec(select(OfficialCount)).all() == []


def test_the_same_count_twice_is_refused(db: Session) -> None:
    add(db, GIVEN)
    with pytest.raises(Refusal, match="もう入っています"):
        add(db, GIVEN)


def test_a_count_is_entered_and_corrected_on_its_page(planner: PageClient, db: Session) -> None:
    page = planner.get("/official-counts")
    given: dict[str, Any] = {
        "registered_on": TODAY.isoformat(),
        "registered": "３，９６２",
        "population": "9,190",
    }
    planner.submit(page, source="宮城県提供", **given)
    page = planner.get("/official-counts")
    assert "43.1%" in page.select_one("h1").get_text()  # type: ignore[union-attr]  # every page has one
    (row,) = db.exec(select(OfficialCount)).all()
    number = row.id
    assert row.population_on == TODAY
    db.rollback()  # hold no lock against the page
    page = planner.get(f"/official-counts?correct={number}")
    planner.submit(page, registered="3970", note="県から訂正が届いたため")
    words = planner.get("/official-counts").get_text()
    assert "3,970人" in words
    assert "直す前の値" in words


def test_a_refused_count_keeps_what_was_typed(planner: PageClient) -> None:
    page = planner.get("/official-counts")
    given: dict[str, Any] = {"registered_on": "R8.2.30", "registered": "9191", "population": "9190"}
    answer = planner.submit(page, expect=422, source="県", **given)
    assert answer is not None
    assert "2月は28日までです" in answer.get_text()
    kept = {tag["name"]: tag.get("value") for tag in answer.select("main input[name]")}
    assert (kept["registered_on"], kept["registered"]) == ("R8.2.30", "9191")


def test_a_count_that_was_replaced_cannot_be_opened_for_correction(
    planner: PageClient, db: Session
) -> None:
    first = add(db, GIVEN)
    add(db, other(registered=3_970))
    db.commit()
    planner.get(f"/official-counts?correct={first.id}", expect=404)
