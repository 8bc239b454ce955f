"""The list of classes as iCalendar: other programs read it, and follow what changes."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.figures.opendata import service
from classroom.figures.opendata.event_files import as_calendar
from classroom.figures.opendata.service import EventList
from classroom.figures.opendata.values import city_of
from classroom.planning.course.models import CourseSession
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import day_service
from classroom.planning.offering.day_service import Wish
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionAct
from tests import make
from tests.figures.opendata import calendars
from tests.figures.opendata.events import EVENT, ON, TODAY


@pytest.fixture
def listed(settings: Settings) -> EventList:
    return EventList(city_of(settings), [EVENT])


def test_the_calendar_is_read_back(listed: EventList) -> None:
    (event,) = calendars.events(listed.calendar(make.NOW))
    assert event["UID"].value == "SC00000007-042145@classroom"
    assert event["DTSTART"].parameters == {"TZID": "Asia/Tokyo"}
    assert (event["DTSTART"].value, event["DTEND"].value) == ("20261204T100000", "20261204T113000")
    assert event["SUMMARY"].text == "はじめてのスマートフォン"
    assert event["LOCATION"].text == "髙砂𠮷野会館　研修室　宮城県東松島市矢本字上河戸36番地1"
    assert event["GEO"].value == "38.426400;141.211100"
    assert event["STATUS"].value == "CONFIRMED"
    assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"].value)


def test_the_calendar_says_what_time_zone_it_means(listed: EventList) -> None:
    found = calendars.lines(listed.calendar(make.NOW))
    zone = [line.value for line in found if line.name in {"TZID", "TZOFFSETTO"}]
    assert zone == ["Asia/Tokyo", "+0900"]
    assert [line.name for line in found][:3] == ["BEGIN", "VERSION", "PRODID"]


def test_a_class_that_is_moved_and_cancelled_keeps_its_uid(db: Session, settings: Settings) -> None:
    offering = make.offering(db, ON)
    session = make.sessions(db, offering)[0]
    (before,) = calendars.events(service.event_list(db, settings, TODAY).calendar(make.NOW))
    session.on, session.version = date(2026, 12, 7), session.version + 1
    offering.status, offering.cancel_reason = Status.CANCELLED, "大雪"
    offering.version += 1
    db.flush()
    (after,) = calendars.events(service.event_list(db, settings, TODAY).calendar(make.NOW))
    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"].value) > int(before["SEQUENCE"].value)
    assert after["STATUS"].value == "CANCELLED"
    assert after["SUMMARY"].text.startswith("【中止】")
    assert str(key(session)) in after["UID"].value


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\\:𠮷"))


@given(texts, texts)
def test_any_text_comes_back_from_a_calendar(title: str, room: str) -> None:
    event = replace(EVENT, title=title, room=room, venue="", address="", summary=title)
    city = city_of(Settings(instance=Path(), database_url="", secret_key=""))
    (found,) = calendars.events(as_calendar([event], city, make.NOW))
    assert found["SUMMARY"].text == title
    assert found["LOCATION"].text == room


def test_one_day_called_off_and_then_moved_is_followed_by_calendars(
    db: Session, settings: Settings
) -> None:
    offering = make.offering(db, ON, ON + timedelta(days=7))
    number = key(make.sessions(db, offering)[0])
    before = _of(db, settings, number)
    _change(db, number, Wish(SessionAct.CANCELLED, "講師の病気のため"))
    off = _of(db, settings, number)
    assert off["STATUS"].value == "CANCELLED"
    assert off["SUMMARY"].text.startswith("【中止】")
    assert int(off["SEQUENCE"].value) > int(before["SEQUENCE"].value)
    here = make.sessions(db, offering)[0]
    new = SessionDetails(
        ON + timedelta(days=10), here.starts, here.ends, here.venue_id, id=number, is_sure=True
    )
    _change(db, number, Wish(SessionAct.MOVED, "講師の病気のため", new))
    moved = _of(db, settings, number)
    assert moved["STATUS"].value == "CONFIRMED"
    assert moved["DTSTART"].value.startswith(f"{new.on:%Y%m%d}")
    assert moved["SUMMARY"].text.startswith("【日程変更】")
    assert int(moved["SEQUENCE"].value) > int(off["SEQUENCE"].value)
    assert {one["UID"].value for one in (before, off, moved)} == {before["UID"].value}


def test_a_reason_is_in_no_file(db: Session, settings: Settings) -> None:
    offering = make.offering(db, ON, ON + timedelta(days=7))
    number = key(make.sessions(db, offering)[0])
    _change(db, number, Wish(SessionAct.CANCELLED, "講師の病気のため"))
    listed = service.event_list(db, settings, TODAY)
    assert "病気" not in listed.calendar(make.NOW).decode()


def _change(db: Session, number: int, wish: Wish) -> None:
    session = db.get_one(CourseSession, number)
    day_service.change_session(db, number, wish, version=session.version, at=make.NOW)


def _of(db: Session, settings: Settings, number: int) -> dict[str, calendars.Line]:
    listed = service.event_list(db, settings, TODAY)
    found = calendars.events(listed.calendar(make.NOW))
    return next(one for one in found if one["UID"].value.startswith(f"SC{number:08}-"))
