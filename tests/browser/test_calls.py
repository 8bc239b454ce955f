"""Calls made with the receiver in one hand: the keys of the list, and of the one marked call."""

from playwright.sync_api import expect
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.queue.call import let_go
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import CallTask
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import CallState
from tests import make
from tests.browser.conftest import DESKTOP, TABLET, People
from tests.browser.keys import Keys
from tests.browser.test_four_moments import is_accessible
from tests.desk.queue.queues import queue


def two_calls(db: Session) -> None:
    """Free two seats that four people wait for; there is nobody else to call."""
    others = db.exec(select(CallTask).where(CallTask.state == CallState.OPEN)).all()
    let_go(db, others, CallState.DROPPED, make.NOW)
    made = queue(db, waiting=4)
    for line in made.seated:
        cancel(db, key(line), why="", act=Act(make.NOW))
    offer_seats(db, made.id, at=make.NOW)
    db.commit()


def test_a_call_is_answered_by_one_key_and_taken_back_by_another(
    db: Session, people: People
) -> None:
    two_calls(db)
    clerk = people("uketsuke", DESKTOP)
    page, keys = clerk.page, Keys(clerk.page)
    keys.press("t")
    expect(page.locator("h1")).to_contain_text("かける電話は")
    marked = page.locator(".callrow.is-next .name")
    expect(marked).to_have_text("待ち 0")
    clerk.picture("5-calls")
    is_accessible(page)

    keys.press("2")
    expect(page.locator(".undo")).to_contain_text("次は待ち 2さんです")
    expect(marked).to_have_text("待ち 1")
    keys.press("u")
    expect(page.locator(".undo")).to_contain_text("結果を取り消しました")
    expect(marked).to_have_text("待ち 0")

    keys.press("ArrowDown")
    expect(marked).to_have_text("待ち 1")
    keys.press("1")
    expect(page.locator(".undo")).to_contain_text("待ち 1さん：承諾")
    expect(marked).to_have_text("待ち 0")


def test_a_message_is_typed_and_sent_without_the_mouse(db: Session, people: People) -> None:
    two_calls(db)
    clerk = people("uketsuke", TABLET)
    page, keys = clerk.page, Keys(clerk.page)
    page.goto(f"{clerk.address}/calls")
    is_accessible(page)
    keys.press("4")
    expect(page.locator(".callrow.is-next [name=note]")).to_be_focused()
    keys.type("長女 千葉さんへ1")
    keys.press("Enter")
    expect(page.locator(".undo")).to_contain_text("待ち 0さん：家族に伝言")
    expect(page.locator("main")).to_contain_text("長女 千葉さんへ1")
