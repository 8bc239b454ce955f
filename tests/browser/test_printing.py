"""Printing by keys: a paper opens in a tab of its own, and can be asked for again."""

from playwright.sync_api import Response
from sqlmodel import Session, select

from classroom.class_day.printed.models import PrintedSheet
from classroom.core.db import key
from tests import make
from tests.browser.conftest import DESKTOP, People
from tests.browser.test_four_moments import is_accessible


def is_sheet(answer: Response) -> bool:
    """Tell the PDF's answer, which comes after the sheet was kept."""
    return "/sheets/" in answer.url


def test_a_sheet_printed_again_has_who_was_added_since(db: Session, people: People) -> None:
    offering = make.offering(db, make.NEXT_WEEK)
    make.enrolment(db, make.participant(db), offering)
    db.commit()
    clerk = people("uketsuke", DESKTOP)
    page = clerk.page
    page.goto(f"{clerk.address}/offerings/{key(offering)}")
    is_accessible(page)
    found = []
    for number in range(2):
        with page.context.expect_event("response", is_sheet):
            page.keyboard.press("F8")
        found.append(len(db.exec(select(PrintedSheet)).all()))
        make.enrolment(db, make.participant(db, f"佐藤 {number}", "サトウ"), offering)
        db.commit()
    assert found == [1, 2]
