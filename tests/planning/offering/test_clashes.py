"""Clashes on the pages of planning: seen, explained, and never lost."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session, select

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import clash_queries, service
from classroom.planning.place.models import Room, Venue
from classroom.rules.words.planning import Status
from tests import make
from tests.office.settings.test_pages import decided
from tests.page import PageClient

WEDNESDAY = make.TODAY + timedelta(days=21 - (make.TODAY.weekday() - 2) % 7)


def hall(db: Session, seats: int = 20) -> tuple[Venue, Room]:
    venue = make.venue(db, latitude=38.427, longitude=141.213)
    room = Room(venue_id=key(venue), name="研修室", capacity=seats)
    db.add(room)
    db.flush()
    return venue, room


def planned(
    db: Session, venue: Venue, room: Room | None, *days: date, title: str = "", capacity: int = 12
) -> Offering:
    sessions = tuple(
        SessionDetails(day, time(10), time(11, 30), key(venue), key(room) if room else None)
        for day in days or (WEDNESDAY,)
    )
    details = OfferingDetails(key(make.course(db)), Terms(capacity, title), sessions)
    return service.create_offering(db, details, at=make.NOW)


def test_a_new_series_shows_which_of_its_days_clash_and_when_the_room_is_free(
    planner: PageClient, db: Session
) -> None:
    venue, room = hall(db)
    planned(db, venue, room, title="先にある教室")
    course = make.course(db)
    db.commit()
    page = planner.get(f"/offerings/new?course_id={course.id}")
    place = f"{venue.id}-{room.id}"
    planner.submit(page, first_on=WEDNESDAY.isoformat(), count="1", starts="1000", place=place)
    text = planner.get(planner.location or "").get_text()
    assert "1回分が、ほかの予定と重なっています" in text
    assert "研修室は、10:00–11:30に「先にある教室」で使います。" in text
    assert "次に空いているのは" in text


def test_a_clash_is_saved_with_its_reason_only_and_nothing_typed_is_lost(
    planner: PageClient, db: Session
) -> None:
    venue, room = hall(db)
    planned(db, venue, room, title="先にある教室")
    mine = planned(db, venue, room)
    db.commit()
    page = planner.get(f"/offerings/{mine.id}/sessions")
    answer = planner.submit(page, expect=422, **{"sessions-0-topic": "地図"})
    assert answer is not None
    assert "理由を入れるか" in answer.get_text()
    assert "地図" in str(answer)
    reason: dict[str, Any] = {"sessions-0-clash_reason": "部屋を半分ずつ使う"}
    planner.submit(answer, **reason)
    held = db.exec(select(CourseSession).where(CourseSession.offering_id == mine.id)).one()
    assert (held.topic, held.clash_reason) == ("地図", "部屋を半分ずつ使う")
    assert "重なりあり：部屋を半分ずつ使う" in planner.get(f"/offerings/{mine.id}").get_text()
    month = f"{WEDNESDAY:%Y-%m}"
    assert "部屋を半分ずつ使う" in str(planner.get(f"/calendar?month={month}"))
    assert "部屋を半分ずつ使う" in str(planner.get(f"/calendar/list?month={month}"))


def test_a_reason_on_one_side_is_enough_and_goes_with_its_clash(db: Session) -> None:
    venue, room = hall(db)
    one, other = planned(db, venue, room), planned(db, venue, room)
    (held,) = make.sessions(db, one)
    moved = SessionDetails(
        WEDNESDAY, time(10), time(11, 30), key(venue), room.id, "", held.id, "半分ずつ使う"
    )
    service.change_sessions(db, key(one), (moved,), version=1, at=make.NOW)
    assert [f.is_settled for f in clash_queries.of_offering(db, key(other)).values()] == [True]
    service.change_status(db, key(other), Status.OPEN, version=1)
    away = SessionDetails(
        WEDNESDAY, time(14), time(15), key(venue), room.id, "", held.id, "半分ずつ使う"
    )
    service.change_sessions(db, key(one), (away,), version=2, at=make.NOW)
    db.refresh(held)
    assert held.clash_reason == ""


def test_reception_does_not_begin_while_a_clash_has_no_reason(db: Session) -> None:
    venue, room = hall(db)
    planned(db, venue, room)
    mine = planned(db, venue, room)
    with pytest.raises(Refusal, match="研修室は、10:00–11:30に"):
        service.change_status(db, key(mine), Status.OPEN, version=1)


def test_an_undecided_room_is_not_taken_but_a_venue_without_rooms_is_one(db: Session) -> None:
    venue, _ = hall(db)
    planned(db, venue, None)
    mine = planned(db, venue, None)
    assert not any(f.clashes for f in clash_queries.of_offering(db, key(mine)).values())
    bare = make.venue(db)
    planned(db, bare, None)
    mine = planned(db, bare, None)
    assert all(f.clashes for f in clash_queries.of_offering(db, key(mine)).values())


def test_a_cancelled_class_needs_nothing(db: Session) -> None:
    venue, room = hall(db)
    gone = planned(db, venue, room)
    gone.status, gone.cancel_reason = Status.CANCELLED, "大雪"
    mine = planned(db, venue, room)
    assert not any(f.clashes for f in clash_queries.of_offering(db, key(mine)).values())


def test_more_seats_than_the_room_has_are_warned_about(planner: PageClient, db: Session) -> None:
    venue, room = hall(db, seats=10)
    mine = planned(db, venue, room)
    db.commit()
    said = "研修室は10人までです。定員は12人です。"
    for address in ("sessions", "edit"):
        assert said in planner.get(f"/offerings/{mine.id}/{address}").get_text()
    assert said in planner.get(f"/offerings/{mine.id}").get_text()


def test_a_status_is_taken_back_with_one_key(planner: PageClient, db: Session) -> None:
    row = planned(db, *hall(db))
    db.commit()
    page = planner.get(f"/offerings/{row.id}/edit")
    page.select_one("form[action$='/status']")["id"] = "first"  # type: ignore[index]  # found
    planner.submit(page, "#first")
    assert status(db, row) == Status.OPEN
    shown = planner.get(planner.location or "")
    for _ in range(2):  # a second press finds that the offering moved on
        planner.submit(shown, ".undo form")
        assert status(db, row) == Status.DRAFT


def status(db: Session, row: Offering) -> Status:
    db.refresh(row)
    db.commit()
    return row.status


def test_the_desk_may_set_rules_aside_where_the_planner_lets_it(
    planner: PageClient, db: Session
) -> None:
    row = make.offering(db)
    db.commit()
    page = planner.get(f"/offerings/{row.id}/edit")
    planner.submit(page, "form.form", allows_override="y")
    db.refresh(row)
    assert row.allows_override


def test_a_day_that_the_city_closes_is_pointed_out_at_once(
    db: Session, planner: PageClient, engine: Engine, settings: Settings
) -> None:
    offering = make.offering(db, date(2032, 8, 13), fiscal_year=2032)
    db.commit()
    path = f"/offerings/{offering.id}/sessions"
    assert "お盆" not in planner.get(path).text
    decided(engine, settings, closed_days="8/13-8/16 お盆")
    assert "お盆です。会場が開いているか" in planner.get(path).text
