"""Sign-in: who may, how often, and where it leads."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import Session

from classroom.core.staff.models import StaffMember
from classroom.core.staff.rules import LOCK_MINUTES, TRIES_MAX
from classroom.rules.words.staff import Role
from classroom.web.staff import service
from tests import make
from tests.page import PageClient

PASSWORD = "春の海 ひねもすのたり"


@pytest.fixture
def clerk(db: Session) -> StaffMember:
    person = make.staff(db, Role.RECEPTION)
    service.set_password(db, person, PASSWORD)
    db.commit()
    return person


def sign_in(browser: PageClient, password: str = PASSWORD, expect: int = 303) -> str:
    page = browser.get("/sign-in")
    data = {"login": "desk", "password": password}
    return str(browser.submit(page, **data, expect=expect))


def test_it_signs_in_and_shows_who_is_here(anyone: PageClient, clerk: StaffMember) -> None:
    sign_in(anyone)
    assert clerk.name in str(anyone.get("/"))


def test_it_goes_on_to_the_page_that_was_wanted(app: Flask, clerk: StaffMember) -> None:
    client = app.test_client()
    wanted = client.get("/account?x=1")
    assert wanted.status_code == 303
    page = PageClient(client).get(wanted.headers["Location"])
    token = page.select_one("input[name=csrf_token]")
    assert token is not None
    answer = client.post(
        wanted.headers["Location"],
        data={"csrf_token": token["value"], "login": clerk.login, "password": PASSWORD},
    )
    assert answer.headers["Location"] == "/account?x=1"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com", "/\\example.com", "javascript:x"]
)
def test_it_never_leads_to_another_site(
    anyone: PageClient, clerk: StaffMember, elsewhere: str
) -> None:
    del clerk
    page = anyone.get("/sign-in?next=" + elsewhere)
    form = page.select_one("main form")
    assert form is not None
    assert "example" not in str(form["action"])


def test_a_wrong_password_is_told_and_keeps_the_name(
    anyone: PageClient, clerk: StaffMember
) -> None:
    said = sign_in(anyone, "ちがう言葉です。", expect=422)
    assert "パスワードがちがいます" in said
    assert f'value="{clerk.login}"' in said
    assert "ちがう言葉です。" not in said


def test_it_locks_after_too_many_tries_even_for_the_right_password(
    anyone: PageClient, clerk: StaffMember
) -> None:
    del clerk
    for _ in range(TRIES_MAX):
        sign_in(anyone, "ちがう言葉です。", expect=422)
    assert f"あと{LOCK_MINUTES}分" in sign_in(anyone, expect=422)


def test_the_lock_ends_by_itself(db: Session, clerk: StaffMember) -> None:
    clerk.locked_until = make.NOW
    later = make.NOW + timedelta(seconds=1)
    assert service.check_password(db, clerk.login, PASSWORD, at=later) is clerk


def test_an_unknown_name_is_answered_as_a_wrong_password(anyone: PageClient) -> None:
    assert "パスワードがちがいます" in sign_in(anyone, expect=422)


def test_a_closed_account_is_out_at_once(desk: PageClient, db: Session) -> None:
    desk.get("/account")
    make.staff(db, Role.RECEPTION).is_active = False
    db.commit()
    desk.get("/account", expect=303)


def test_signing_out_ends_the_session(desk: PageClient) -> None:
    page = desk.get("/account")
    desk.submit(page, "form[action='/sign-out']")
    desk.get("/account", expect=303)


def test_a_session_left_alone_ends(app: Flask, desk: PageClient) -> None:
    client = desk.client
    with client.session_transaction() as cookie:
        cookie["seen"] -= 60 * 481
    desk.get("/account", expect=303)
    assert app.config["SESSION_COOKIE_HTTPONLY"]


def test_sign_in_without_its_token_is_refused_in_japanese(app: Flask, clerk: StaffMember) -> None:
    answer = app.test_client().post("/sign-in", data={"login": clerk.login, "password": PASSWORD})
    assert answer.status_code == 400
    assert "開き直すと" in answer.text
