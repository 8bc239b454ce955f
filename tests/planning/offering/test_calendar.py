"""The calendar: a month as cells and as a list, by role and filter."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.planning.course import queries
from classroom.planning.course.rules import Mark
from classroom.planning.offering.calendar_values import Filter, month, span
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient

NOVEMBER = date(2026, 11, 1)
NOON = datetime.combine(date(2026, 11, 25), time(12))


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_a_month_is_whole_weeks_from_sunday_and_holds_each_of_its_days_once(day: date) -> None:
    found = month(day.replace(day=1), [], set(), Filter(), NOON)
    flat = [one.on for week in found.weeks for one in week]
    assert {len(week) for week in found.weeks} == {7}
    assert flat == [flat[0] + timedelta(days=n) for n in range(len(flat))]
    assert flat[0].isoweekday() == 7
    assert span(found.first) == (flat[0], flat[-1])
    assert [one.on.month for one in found.days] == [day.month] * len(found.days)
    assert found.previous < found.first < found.next


def test_sessions_are_marked_past_full_free_and_cancelled(db: Session) -> None:
    make.offering(db, date(2026, 11, 25), starts=time(10), ends=time(11, 30))
    make.offering(db, date(2026, 11, 25), starts=time(13), ends=time(14), capacity=4, seats_taken=4)
    make.offering(db, date(2026, 11, 27), capacity=12, seats_taken=3)
    make.offering(db, date(2026, 11, 30), status=Status.CANCELLED, cancel_reason="大雪")
    make.offering(db, date(2026, 11, 30), status=Status.DRAFT)
    lines = queries.days(db, *span(NOVEMBER))
    found = month(NOVEMBER, lines, set(), Filter(), NOON)
    assert [(event.mark, event.words) for event in found.events] == [
        (Mark.PAST, "0人"),
        (Mark.FULL, "満席"),
        (Mark.FREE, "残り9"),
        (Mark.CANCELLED, "中止"),
    ]
    assert (found.count(Mark.CANCELLED), found.seats_taken) == (1, 7)
    only_free = month(NOVEMBER, lines, set(), Filter(only_free=True), NOON)
    assert [event.line.on.day for event in only_free.events] == [27]


def test_holidays_are_named_on_the_calendar(desk: PageClient) -> None:
    page = desk.get("/calendar?month=2025-05")  # gone by: no day of it is marked as today
    assert "令和7年5月の予定" in page.get_text()
    red = [day.get_text() for day in page.select(".cal-d.sun")]
    assert "3憲法記念日" in red
    assert "5こどもの日" in red


@pytest.mark.parametrize("path", ["/calendar", "/calendar/list"])
@pytest.mark.parametrize("text", ["2026-13", "kinou", "0001-01", "9999-12"])
def test_a_month_that_does_not_exist_is_not_found(desk: PageClient, path: str, text: str) -> None:
    desk.get(f"{path}?month={text}", expect=404)


@pytest.mark.parametrize("path", ["/calendar", "/calendar/list"])
def test_events_lead_where_each_role_may_go(signed_in: SignedIn, db: Session, path: str) -> None:
    mine, other = make.offering(db), make.offering(db)
    session = make.sessions(db, mine)[0]
    make.teaching(db, session)
    db.commit()
    path = f"{path}?month={make.NEXT_WEEK:%Y-%m}"
    seen = {role: signed_in(role).get(path) for role in Role}
    links = {
        role: {
            str(link["href"])
            for link in page.select("main a[href*='/offerings/'], main a[href*='/sessions/']")
            if "new" not in str(link["href"])
        }
        for role, page in seen.items()
    }
    both = {f"/offerings/{mine.id}", f"/offerings/{other.id}"}
    assert links[Role.ADMIN] == links[Role.COORDINATOR] == links[Role.RECEPTION] == both
    assert links[Role.INSTRUCTOR] == {f"/sessions/{session.id}"}
    assert links[Role.VIEWER] == set()


@pytest.mark.parametrize("path", ["/calendar", "/calendar/list"])
def test_only_planners_see_drafts(signed_in: SignedIn, db: Session, path: str) -> None:
    course = make.course(db, title="ないしょの教室", short_title="ないしょ")
    make.offering(db, course_id=course.id, status=Status.DRAFT)
    db.commit()
    path = f"{path}?month={make.NEXT_WEEK:%Y-%m}"
    assert "ないしょ" in str(signed_in(Role.COORDINATOR).get(path).select("table"))
    assert "ないしょ" not in str(signed_in(Role.RECEPTION).get(path).select("table"))


def test_the_filter_goes_on_to_other_months(desk: PageClient, db: Session) -> None:
    here, there = make.venue(db, short_name="赤井"), make.venue(db, short_name="小野")
    for place in (here, there):
        make.offering(db, place=place)
    db.commit()
    wanted = f"month={make.NEXT_WEEK:%Y-%m}&venue={here.id}&free=1"
    page = desk.get(f"/calendar?{wanted}")
    assert [tag.get_text() for tag in page.select(".ev-v")] == ["赤井"]
    step = page.select_one("a[data-key=ArrowRight]")
    assert step is not None
    assert f"venue={here.id}" in str(step["href"])
    assert "free=1" in str(step["href"])
