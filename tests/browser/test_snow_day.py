"""A snow day, from the first look out of the window to the figures of the month after it."""

import re
from collections import Counter
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from classroom.class_day.attendance import service as attendance
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.desk.queue.call import let_go
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.values import Act
from classroom.figures.registrations.queries import somebody_came
from classroom.papers.certificate_queries import finished
from classroom.papers.certificate_rules import CertificateRule
from classroom.planning.course.holidays import usually_closed
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import CallState
from tests import make
from tests.browser.conftest import DESKTOP, TABLET, People, Person, morning
from tests.browser.keys import Keys
from tests.browser.test_four_moments import is_accessible
from tests.figures.opendata import calendars
from tests.papers.samples import text_of

TODAY = make.TODAY
DAYS = tuple(TODAY + timedelta(weeks=week) for week in (-2, -1, 0, 1))
TITLE = "冬のスマホ教室"


def said(day: date) -> str:
    return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"


def an_open_day(after: date) -> date:
    """Return the next day on which nothing but the year could speak against a class."""
    day = after + timedelta(days=1)
    while day.weekday() >= 5 or usually_closed()(day):
        day += timedelta(days=1)
    return day


NEW = an_open_day(DAYS[3])


@pytest.fixture
def winter(db: Session) -> Offering:
    """Make a class of four weeks with twelve people, two weeks of which are over."""
    for task in db.exec(select(CallTask).where(CallTask.state == CallState.OPEN)).all():
        let_go(db, [task], CallState.DROPPED, make.NOW)
    offering = make.offering(
        db, *DAYS, title=TITLE, capacity=12, starts=time(14), ends=time(15, 30)
    )
    people = [
        make.participant(db, f"雪野 {number}子", telephone=f"02250011{number:02}")
        for number in range(12)
    ]
    applied = morning() - timedelta(days=30)
    lines = [make.enrolment(db, one, offering, applied_at=applied) for one in people]
    held = make.sessions(db, offering)
    for session in held[:2]:
        hold(db, session, lines)
    db.commit()
    return offering


def hold(db: Session, session: CourseSession, lines: list[Enrolment]) -> None:
    """Mark everybody as present, and end the class."""
    at = max(morning(), morning() + (session.on - TODAY))
    for line in lines:
        attendance.mark(db, key(session), key(line), Press(Mark.PRESENT), Act(at))
    attendance.finish(db, key(session), Act(at))


def words_of(page: Page, link: str) -> str:
    """Return the text of the PDF that a link of the page gives."""
    target = page.get_by_role("link", name=link).get_attribute("href")
    answer = page.request.get(re.sub(r"(https?://[^/]+).*", r"\1", page.url) + str(target))
    assert answer.ok
    return "".join(text_of(answer.body()))


def change(who: Person, act: str, **typed: str) -> None:
    page = who.page
    page.get_by_label(act, exact=True).check()
    page.get_by_label("理由", exact=False).first.fill("大雪のため")
    for label, text in typed.items():
        page.locator(f"#{label}").fill(text)
    page.get_by_role("button", name="決める").click()
    if page.get_by_label("この日でよい").count():
        page.get_by_label("この日でよい").check()
        page.get_by_role("button", name="決める").click()


def test_a_snow_day(db: Session, people: People, winter: Offering) -> None:
    third = make.sessions(db, winter)[2]
    db.expunge(third)
    db.commit()  # a session that reads holds the writers up
    planner, clerk = people("tantou", DESKTOP), people("uketsuke", DESKTOP)
    look_out_of_the_window(planner, key(winter))
    print_the_notices(planner)
    call_twelve_people(clerk)
    nobody_marks_the_day(people("uketsuke", TABLET), third)
    find_a_new_day(planner)
    call_them_again(clerk)
    calendars_follow(clerk, third)
    count_what_was_held(db, planner, winter)


def look_out_of_the_window(planner: Person, number: int) -> None:
    """The coordinator calls the third of four days off, before a new day is known."""
    page = planner.page
    page.goto(f"{planner.address}/offerings/{number}")
    page.get_by_role("link", name=re.compile("中止・延期.*第3回")).click()
    is_accessible(page)
    planner.picture("snow-1-choose")
    change(planner, "延期（新しい日は未定）")
    expect(page.locator("h1")).to_have_text("第3回は延期になりました（新しい日は未定）。")
    expect(page.locator("main")).to_contain_text("12人のうち0人に伝えました")
    is_accessible(page)
    planner.picture("snow-2-off")


def print_the_notices(planner: Person) -> None:
    """Letters for whom no call reaches, and a page for the door."""
    letters = words_of(planner.page, "延期のお知らせ")
    assert letters.count("様") == 12
    assert f"{said(TODAY)}の第3回は、延期になりました（新しい日は未定）。" in letters
    assert "大雪のため" in words_of(planner.page, "入口の貼り紙")


def call_twelve_people(clerk: Person) -> None:
    """Eleven are told at once; one is out, and is told on the second try."""
    page, keys = clerk.page, Keys(clerk.page)
    page.goto(f"{clerk.address}/calls")
    expect(page.locator("h1")).to_have_text("かける電話は12件です。")
    marked = page.locator(".callrow.is-next .call-say")
    expect(marked).to_contain_text(f"{said(TODAY)}14時から、")
    is_accessible(page)
    clerk.picture("snow-3-calls")
    keys.press("3")
    expect(page.locator(".undo")).to_contain_text("留守")
    for left in range(11, -1, -1):
        keys.press("1")
        count = f"かける電話は{left}件です。" if left else "いまかける電話はありません。"
        expect(page.locator("h1")).to_have_text(count)


def nobody_marks_the_day(tablet: Person, third: CourseSession) -> None:
    page = tablet.page
    page.goto(f"{tablet.address}/sessions/{third.id}")
    expect(page.locator("h1")).to_have_text("この回は延期になりました（新しい日は未定）。")
    tablet.picture("snow-4-class-day")
    page.goto(f"{tablet.address}/calendar/list?month={TODAY:%Y-%m}")
    expect(page.locator("main")).to_contain_text("延期")


def find_a_new_day(planner: Person) -> None:
    page = planner.page
    page.reload()
    expect(page.locator("main")).to_contain_text("12人全員に伝えました")
    change(planner, "別の日時・会場に変更", on=NEW.isoformat())
    expect(page.locator("h1")).to_have_text(f"第3回は{said(NEW)}に変わりました。")
    moved = words_of(page, "日程変更のお知らせ")
    assert f"{said(TODAY)}の第3回は、下の日時に変わりました。" in moved
    is_accessible(page)
    planner.picture("snow-5-moved")
    page.goto(f"{planner.address}/calendar?month={TODAY:%Y-%m}")
    expect(page.locator("main")).to_contain_text(f"{NEW.month}/{NEW.day}に変更")


def call_them_again(clerk: Person) -> None:
    """The same twelve hear the new day."""
    page, keys = clerk.page, Keys(clerk.page)
    page.reload()
    expect(page.locator("h1")).to_have_text("かける電話は12件です。")
    expect(page.locator(".callrow.is-next .call-say")).to_contain_text(f"{said(NEW)}14時から")
    keys.press("1")
    expect(page.locator(".undo")).to_contain_text("来られます")


def calendars_follow(clerk: Person, third: CourseSession) -> None:
    """A calendar that has the day gets it under the same name, moved."""
    feed = clerk.page.request.get(f"{clerk.address}/open-data/events.ics").body()
    (event,) = [
        one for one in calendars.events(feed) if one["UID"].value.startswith(f"SC{third.id:08}-")
    ]
    assert event["DTSTART"].value == f"{NEW:%Y%m%d}T140000"
    assert event["STATUS"].value == "CONFIRMED"
    assert int(event["SEQUENCE"].value) >= 2
    assert event["SUMMARY"].text == f"【日程変更】{TITLE}"


def count_what_was_held(db: Session, planner: Person, winter: Offering) -> None:
    """Four days of four in the end: none on the snow day, one on the new day."""
    db.expire_all()
    held, number = make.sessions(db, winter), key(winter)
    assert [one.on for one in held] == [DAYS[0], DAYS[1], NEW, DAYS[3]]
    lines = list(db.exec(select(Enrolment).where(Enrolment.offering_id == winter.id)))
    before = held_on(db)
    hold(db, held[3], lines)
    assert finished(db, key(winter), CertificateRule.ALL) == set()
    hold(db, held[2], lines)
    db.commit()
    after = held_on(db)
    assert {day: after[day] - before[day] for day in (*DAYS[2:], NEW)} == {
        DAYS[2]: 0,
        DAYS[3]: 1,
        NEW: 1,
    }
    assert len(finished(db, key(winter), CertificateRule.ALL)) == 12
    db.commit()
    planner.page.goto(f"{planner.address}/offerings/{number}")
    expect(planner.page.locator("main")).to_contain_text(f"{TODAY.month}/{TODAY.day}から変更")
    is_accessible(planner.page)
    planner.picture("snow-6-offering")


def held_on(db: Session) -> Counter[date]:
    """Count the classes that somebody came to, by their days, as the figures do."""
    wanted = select(col(CourseSession.on)).where(somebody_came())
    return Counter(db.exec(wanted))
