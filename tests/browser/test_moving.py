"""A session moved on the week, by keys and by mouse: its clash is said before it is let down."""

import base64
from datetime import date, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.planning.course.holidays import usually_closed
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.place.models import Venue
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import CallState
from tests import make
from tests.browser.conftest import DESKTOP, People, Person
from tests.browser.test_four_moments import is_accessible

WIDTHS = (1280, 820, 390)
closing_name = usually_closed()
BOOKED = "先にある教室"


def a_plain_week() -> date:
    """Return a Monday to come whose five days nothing but other classes could speak against."""
    monday = make.TODAY + timedelta(days=14 - make.TODAY.weekday())
    while any(closing_name(monday + timedelta(days=n)) for n in range(5)) or (
        fiscal_year(monday) != fiscal_year(monday + timedelta(days=6))
    ):
        monday += timedelta(weeks=1)
    return monday


MONDAY = a_plain_week()
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=n) for n in range(1, 5))


@pytest.fixture
def venues(db: Session) -> tuple[Venue, Venue]:
    """Make two venues that nobody else uses, one lane below the other."""
    return (
        make.venue(db, name="はたけ館", short_name="はたけ", name_kana="ンンイ"),
        make.venue(db, name="もり館", short_name="もり", name_kana="ンンロ"),
    )


@pytest.fixture
def draft(db: Session, venues: tuple[Venue, Venue]) -> CourseSession:
    """Make a draft on Tuesday, and a class with three people on Wednesday at the same venue."""
    row = make.offering(db, TUESDAY, place=venues[0], status=Status.DRAFT, title="下書きの教室")
    (session,) = make.sessions(db, row)
    db.commit()
    return session


@pytest.fixture
def booked(db: Session, venues: tuple[Venue, Venue]) -> Offering:
    row = make.offering(db, WEDNESDAY, place=venues[0], title=BOOKED)
    for number in range(3):
        who = make.participant(db, f"畑山 {number}子", telephone=f"02250022{number:02}")
        make.enrolment(db, who, row, applied_at=make.NOW - timedelta(days=60))
    db.commit()
    return row


def the_week(people: People) -> Person:
    planner = people("tantou", DESKTOP)
    planner.page.goto(f"{planner.address}/calendar/week?day={MONDAY}")
    return planner


def block(page: Page, session: CourseSession | int) -> Locator:
    number = session if isinstance(session, int) else key(session)
    return page.locator(f".blk[data-move='/sessions/{number}/move']")


def cell(page: Page, day: date, place: Venue | int) -> Locator:
    number = place if isinstance(place, int) else key(place)
    return page.locator(f".lanes td[data-on='{day}'][data-venue='{number}']")


def keep(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    sure = page.get_by_label("この日でよい")
    if sure.count():
        sure.check()
        page.get_by_role("button", name=button).click()


def test_a_draft_is_moved_with_the_keys(
    db: Session,
    people: People,
    draft: CourseSession,
    booked: Offering,
    venues: tuple[Venue, Venue],
) -> None:
    number, here = key(draft), key(venues[0])
    assert booked.id
    db.commit()
    planner = the_week(people)
    page, said = planner.page, planner.page.locator("#moving")
    is_accessible(page)
    block(page, number).focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(said).to_contain_text(f"「{BOOKED}」")
    expect(said).to_have_attribute("data-kind", "clash")
    expect(cell(page, WEDNESDAY, here)).to_have_class("is-over")
    is_accessible(page)
    planner.picture("moving-1-clash")
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(said).to_contain_text("重なりはありません。")
    expect(said).to_have_attribute("data-kind", "fine")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("第1回を動かす")
    expect(page.locator("#on")).to_have_value(THURSDAY.isoformat())
    is_accessible(page)
    planner.picture("moving-2-ask")
    keep(page, "ここに動かす")
    expect(page.locator(".undo")).to_contain_text("に移しました。")
    expect(cell(page, THURSDAY, here).locator(block(page, number))).to_be_visible()
    db.expire_all()
    assert draft.on == THURSDAY


def test_a_class_that_people_know_is_moved_with_the_mouse_and_everybody_is_called(
    db: Session,
    people: People,
    draft: CourseSession,
    booked: Offering,
    venues: tuple[Venue, Venue],
) -> None:
    (session,) = make.sessions(db, booked)
    number, here, there = key(session), key(venues[0]), key(venues[1])
    assert draft.id
    db.commit()
    planner = the_week(people)
    page, said = planner.page, planner.page.locator("#moving")
    block(page, number).hover()
    page.mouse.down()
    hold_over(page, cell(page, TUESDAY, here))
    expect(said).to_contain_text("「下書きの教室」")
    expect(said).to_have_attribute("data-kind", "clash")
    hold_over(page, cell(page, FRIDAY, there))
    expect(said).to_contain_text("もり：重なりはありません。")
    planner.picture("moving-3-mouse")
    page.mouse.up()
    expect(page.get_by_label("別の日時・会場に変更", exact=True)).to_be_checked()
    expect(page.locator("#on")).to_have_value(FRIDAY.isoformat())
    expect(page.locator("#place")).to_have_value(str(there))
    page.get_by_label("理由", exact=False).first.fill("会場の工事のため")
    is_accessible(page)
    planner.picture("moving-4-change")
    keep(page, "決める")
    expect(page.locator("h1")).to_contain_text("に変わりました。")
    expect(page.locator("main")).to_contain_text("3人のうち0人に伝えました")
    db.expire_all()
    assert (session.on, session.venue_id) == (FRIDAY, there)
    wanted = (
        select(CallTask)
        .join(Enrolment)
        .where(Enrolment.offering_id == booked.id, CallTask.state == CallState.OPEN)
    )
    mine = db.exec(wanted).all()
    assert len(mine) == 3


def hold_over(page: Page, where: Locator) -> None:
    where.scroll_into_view_if_needed()
    box = where.bounding_box()
    assert box is not None
    for step in (0.3, 0.4, 0.5, 0.6):  # the first steps only begin to drag
        page.mouse.move(box["x"] + box["width"] * step, box["y"] + box["height"] * step)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_planning_fit_every_width(people: People, width: int) -> None:
    planner = people("tantou", {"width": width, "height": 900})
    page = planner.page
    for path in (
        "/calendar/week",
        "/calendar/week?by=instructor",
        "/calendar/half-year",
        "/calendar/subscriptions",
        "/renewal",
    ):
        page.goto(planner.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_paper_has_the_whole_month_though_it_is_as_narrow_as_a_small_screen(
    people: People,
) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/calendar?month={MONDAY:%Y-%m}")
    # As the browser's own print dialogue: its margins, not those that a test could choose.
    made = page.context.new_cdp_session(page).send("Page.printToPDF", {})
    (paper,) = PdfReader(BytesIO(base64.b64decode(made["data"]))).pages
    assert {str(day) for day in range(1, 29)} <= set(paper.extract_text().split())
