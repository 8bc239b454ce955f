"""The list of classes as iCalendar: other programs read it, and follow what changes."""

import re
from dataclasses import replace
from datetime import date
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
from classroom.planning.course.rules import Status
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
