"""The classes of a year made again for the next, and calendars that follow an address."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.planning.course.models import Offering
from classroom.planning.renewal.models import OfferingCopy
from classroom.rules.words.planning import Status
from tests import make
from tests.browser.conftest import DESKTOP, People
from tests.browser.test_four_moments import is_accessible
from tests.figures.opendata import calendars

DAYS = (make.TODAY + timedelta(days=9), make.TODAY + timedelta(days=16))


def test_a_year_is_copied_looked_through_and_kept(db: Session, people: People) -> None:
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/renewal")
    rows = page.locator(".renew tbody")
    wanted = page.locator(".renew input[type=checkbox]:checked")
    count, ticked = rows.count(), wanted.count()
    assert count >= ticked > 10
    is_accessible(page)
    stands_above_the_keys(page)
    wanted.first.uncheck()
    rows.nth(1).locator("input[name$=capacity]").fill("7")
    page.get_by_role("button", name="直したところを確かめる").click()
    expect(rows.nth(1).locator("input[name$=capacity]")).to_have_value("7")
    expect(wanted).to_have_count(ticked - 1)
    assert copies(db) == []
    planner.picture("renewal-1-looked-through")
    page.get_by_role("button", name="下書きとしてつくる").click()
    expect(page.locator(".undo")).to_contain_text(f"開講を{ticked - 1}件、下書きでつくりました。")
    made = copies(db)
    assert len(made) == ticked - 1
    assert {one.status for one in made} == {Status.DRAFT}
    assert 7 in {one.capacity for one in made}
    page.goto(f"{planner.address}/renewal")
    expect(page.locator("main")).to_contain_text(f"{ticked - 1}件は、もうつくってあります。")
    expect(rows).to_have_count(count - ticked + 1)
    is_accessible(page)
    planner.picture("renewal-2-made")


def copies(db: Session) -> list[Offering]:
    db.expire_all()
    found = list(
        db.exec(select(Offering).where(col(Offering.id).in_(select(OfferingCopy.offering_id))))
    )
    db.commit()
    return found


def stands_above_the_keys(page: Page) -> None:
    bar, keys = page.locator(".renew-acts").bounding_box(), page.locator(".keys").bounding_box()
    assert bar is not None
    assert keys is not None
    assert bar["y"] + bar["height"] <= keys["y"] + 1


def test_a_calendar_follows_its_address_until_the_secret_is_changed(
    db: Session, people: People
) -> None:
    here = make.venue(db, name="購読館", short_name="購読館")
    make.offering(db, *DAYS, place=here, title="購読館の教室")
    make.offering(db, DAYS[0], place=here, title="まだ下書き", status=Status.DRAFT)
    row = f"#venue-{key(here)}"
    db.commit()
    planner = people("tantou", DESKTOP)
    page = planner.page
    page.goto(f"{planner.address}/calendar/subscriptions")
    page.locator(row).get_by_role("button", name="アドレスをつくる").click()
    address = page.locator(f"{row} .feed-url")
    old = address.input_value()
    is_accessible(page)
    planner.picture("feeds-1-made")
    events = calendars.events(without_an_account(people, old))
    assert sorted(one["DTSTART"].value for one in events) == [
        f"{day:%Y%m%d}T100000" for day in DAYS
    ]
    assert {one["SUMMARY"].text for one in events} == {"購読館の教室"}
    assert all("購読館" in one["LOCATION"].text for one in events)
    page.locator(row).get_by_role("button", name="アドレスを変える").click()
    expect(address).not_to_have_value(old)
    expect(address).to_have_value(re.compile(r"/calendar/feeds/[\w-]{40,}\.ics$"))
    assert page.request.get(old).status == 404
    assert len(calendars.events(without_an_account(people, address.input_value()))) == 2


def without_an_account(people: People, address: str) -> bytes:
    """Fetch as a calendar does: signed in nowhere."""
    context = people.chromium.new_context()
    answer = context.request.get(address)
    assert answer.ok
    body = answer.body()
    context.close()
    return body
