"""Calendars that follow an address: of a venue, a course, a person; with a secret to change."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from classroom.core import clock
from classroom.core.db import key
from classroom.figures.feeds import queries, service
from classroom.figures.feeds.models import CalendarFeed
from classroom.figures.feeds.values import Kind
from classroom.planning.staffing.models import Instructor
from classroom.rules.words.planning import Status
from tests import make
from tests.figures.opendata import calendars
from tests.page import PageClient

DAY = make.TODAY + timedelta(days=10)


def titles(db: Session, kind: Kind, number: int) -> list[str]:
    return [one.title for one in queries.followed(db, kind, number, make.TODAY)]


def test_an_address_shows_the_classes_of_its_venue_course_or_person(db: Session) -> None:
    here = make.venue(db)
    mine = make.offering(db, DAY, place=here, title="わたしの教室")
    make.offering(db, DAY, title="よその教室")
    make.offering(db, DAY, place=here, title="まだ下書き", status=Status.DRAFT)
    who = make.teaching(db, make.sessions(db, mine)[0])
    assert titles(db, Kind.VENUE, key(here)) == ["わたしの教室"]
    assert titles(db, Kind.COURSE, mine.course_id) == ["わたしの教室"]
    assert titles(db, Kind.INSTRUCTOR, key(who)) == ["わたしの教室"]
    assert titles(db, Kind.ASSISTANT, key(who)) == []
    assert sorted(titles(db, Kind.ALL, 0)) == ["よその教室", "わたしの教室"]


def test_a_class_that_is_called_off_says_so_in_the_calendar(
    db: Session, anyone: PageClient
) -> None:
    here = make.venue(db)
    make.offering(db, DAY, place=here, status=Status.CANCELLED, cancel_reason="講師の病気")
    make.enrolment(db, make.participant(db), make.offering(db, DAY, place=here))
    feed = service.make(db, Kind.VENUE, key(here), at=clock.now())
    db.commit()
    answer = anyone.client.get(f"/calendar/feeds/{feed.secret}.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    found = calendars.events(answer.data)
    assert sorted(one["STATUS"].value for one in found) == ["CANCELLED", "CONFIRMED"]
    text = answer.data.decode()
    assert "病気" not in text
    assert "渡邊" not in text


def test_the_calendar_is_called_after_what_it_follows(db: Session, anyone: PageClient) -> None:
    who = Instructor(name="木村 健", name_kana="キムラ ケン")
    db.add(who)
    db.flush()
    feed = service.make(db, Kind.INSTRUCTOR, key(who), at=clock.now())
    db.commit()
    address = f"/calendar/feeds/{feed.secret}.ics"
    lines = calendars.lines(anyone.client.get(address).data)
    assert "木村 健さんの担当（東松島市）" in [line.value for line in lines]
    who.is_active = False
    db.commit()
    assert anyone.client.get(address).status_code == 404


def test_a_changed_secret_shuts_the_old_address(db: Session, anyone: PageClient) -> None:
    old = service.make(db, Kind.ALL, 0, at=clock.now()).secret
    assert service.make(db, Kind.ALL, 0, at=clock.now()).secret == old
    new = service.change(db, Kind.ALL, 0, at=clock.now()).secret
    db.commit()
    assert anyone.client.get(f"/calendar/feeds/{old}.ics").status_code == 404
    assert anyone.client.get(f"/calendar/feeds/{new}.ics").status_code == 200
    service.stop(db, Kind.ALL, 0)
    db.commit()
    assert anyone.client.get(f"/calendar/feeds/{new}.ics").status_code == 404
    assert len(new) > 40


@pytest.mark.parametrize("secret", ["", "x", "None", "%00", "あ"])
def test_a_guess_finds_nothing(anyone: PageClient, secret: str) -> None:
    assert anyone.client.get(f"/calendar/feeds/{secret}.ics").status_code == 404


def test_the_planner_makes_changes_and_stops_an_address(db: Session, planner: PageClient) -> None:
    here = make.venue(db)
    db.commit()
    row = f"#venue-{here.id}"
    planner.submit(planner.get("/calendar/subscriptions"), f"{row} form")
    page = planner.get("/calendar/subscriptions")
    shown = page.select_one(f"{row} input.feed-url")
    assert shown is not None
    (feed,) = db.exec(select(CalendarFeed)).all()
    assert str(shown["value"]).endswith(f"/calendar/feeds/{feed.secret}.ics")
    db.commit()
    planner.submit(page, f"{row} form[action$=change]")
    db.expire_all()
    assert feed.secret not in str(shown["value"])
    db.commit()
    planner.submit(planner.get("/calendar/subscriptions"), f"{row} form[action$=stop]")
    assert db.exec(select(CalendarFeed)).all() == []


def test_what_is_not_there_gets_no_address(db: Session, planner: PageClient) -> None:
    make.venue(db)
    db.commit()
    page = planner.get("/calendar/subscriptions")
    planner.submit(page, "form[action$=make]", kind="venue", number="9999")
    assert "アドレスをつくれません" in planner.get("/calendar/subscriptions").get_text()
    assert db.exec(select(CalendarFeed)).all() == []
