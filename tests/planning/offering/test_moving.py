"""The week in lanes, and a session moved on it: its clash is said before it is let down."""

from datetime import time, timedelta

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.rules.words.planning import Status
from tests import make
from tests.page import PageClient

DAY = make.NEXT_WEEK - timedelta(days=make.NEXT_WEEK.weekday())  # a Monday to come
WEDNESDAY = DAY + timedelta(days=2)


def test_the_week_has_a_lane_a_venue_with_its_classes(db: Session, planner: PageClient) -> None:
    make.offering(db, DAY, place=make.venue(db, short_name="宮戸"))
    db.commit()
    page = planner.get(f"/calendar/week?day={WEDNESDAY}")
    lane = next(row for row in page.select(".lanes tbody tr") if "宮戸" in row.get_text())
    assert len(lane.select(f"td[data-on='{DAY}'] .blk")) == 1


def test_closed_days_have_their_names_and_are_no_national_holidays(planner: PageClient) -> None:
    year = make.TODAY.year + 1
    week = planner.get(f"/calendar/week?day={year}-12-30")
    (day,) = week.select(f"thead time[datetime='{year}-12-30']")
    assert "祝" not in day.get_text()
    assert "年末年始" in week.get_text()
    month = planner.get(f"/calendar?month={year}-12")
    closed = month.select_one(f"td:has(time[datetime='{year}-12-30'])")
    assert closed is not None
    assert "年末年始" in closed.get_text()


def test_the_week_by_instructor_names_who_teaches(db: Session, desk: PageClient) -> None:
    row = make.offering(db, DAY)
    make.offering(db, WEDNESDAY)
    make.teaching(db, make.sessions(db, row)[0])
    db.commit()
    text = desk.get(f"/calendar/week?day={DAY}&by=instructor").get_text()
    assert "遠藤 久美" in text
    assert "講師は未定" in text


def test_what_a_move_would_run_into_is_said_before(db: Session, planner: PageClient) -> None:
    place = make.venue(db)
    row = make.offering(db, DAY, place=place, status=Status.DRAFT)
    make.offering(db, WEDNESDAY, place=place, title="先にある教室")
    number = key(make.sessions(db, row)[0])
    db.commit()
    busy = planner.client.get(f"/sessions/{number}/move/check?on={WEDNESDAY}").json
    free = planner.client.get(
        f"/sessions/{number}/move/check?on={WEDNESDAY + timedelta(days=1)}"
    ).json
    assert busy is not None
    assert free is not None
    assert "先にある教室" in busy["clashes"][0]
    assert free["clashes"] == []


def test_a_draft_is_let_down_and_a_stale_page_moves_nothing(
    db: Session, planner: PageClient
) -> None:
    row = make.offering(db, DAY, status=Status.DRAFT)
    (session,) = make.sessions(db, row)
    number = key(session)
    db.commit()
    page = planner.get(f"/sessions/{number}/move?on={WEDNESDAY}")
    planner.submit(page, "main form.form", starts="13:00", ends="14:00", is_sure="y") if (
        page.select_one("[name=is_sure]")
    ) else planner.submit(page, "main form.form", starts="13:00", ends="14:00")
    db.expire_all()
    assert (session.on, session.starts) == (WEDNESDAY, time(13))
    db.commit()
    assert session.version == 2


def test_a_class_that_people_know_goes_by_the_page_that_makes_the_calls(
    db: Session, planner: PageClient
) -> None:
    (session,) = make.sessions(db, make.offering(db, DAY))
    number = key(session)
    db.commit()
    planner.get(f"/sessions/{number}/move?on={WEDNESDAY}", expect=303)
    page = planner.get(str(planner.location))
    day = page.select_one("[name=on]")
    assert day is not None
    assert day["value"] == WEDNESDAY.isoformat()
    assert page.select_one("[name=act][value=moved]").has_attr("checked")  # type: ignore[union-attr]


@pytest.mark.parametrize("status", [Status.FINISHED, Status.CANCELLED])
def test_a_class_that_is_over_is_not_moved(
    db: Session, planner: PageClient, status: Status
) -> None:
    row = make.offering(db, DAY, status=status, cancel_reason="大雪" if status.is_cancelled else "")
    (session,) = make.sessions(db, row)
    db.commit()
    planner.get(f"/sessions/{session.id}/move", expect=303)
    assert (
        f"{status.label}の開講の日は、動かせません。"
        in planner.get(str(planner.location)).get_text()
    )


def test_half_a_year_lists_six_months(db: Session, planner: PageClient) -> None:
    make.offering(db, DAY, title="冬の教室")
    db.commit()
    page = planner.get("/calendar/half-year")
    assert len(page.select(".half-m")) == 6
    planner.get("/calendar/half-year?year=2026&half=3", expect=404)
