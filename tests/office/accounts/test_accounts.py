"""Accounts: made by the administrator, opened by a link, changed by their owner."""

import re

import pytest
from flask import Flask
from sqlmodel import Session, select

from classroom.core.errors import Refusal
from classroom.core.staff.models import StaffMember
from classroom.rules.words.staff import Role
from classroom.web.staff import queries, service
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient

GOOD = "ながい言葉を3つならべる"


def test_the_first_link_makes_the_first_administrator_once(anyone: PageClient, db: Session) -> None:
    token = service.make_link(db, None, at=make.NOW)
    db.commit()
    page = anyone.get(f"/setup/{token}")
    anyone.submit(page, login="sato", name="佐藤 進", password=GOOD)
    made = db.exec(select(StaffMember)).one()
    assert (made.login, made.role) == ("sato", Role.ADMIN)
    assert "佐藤 進" in str(anyone.get("/account"))
    anyone.get(f"/setup/{token}", expect=404)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "みじかい"}, "10文字以上"),
        ({"password": "ああああああああああああ"}, "同じ文字のくり返し"),
        ({"login": ""}, "サインイン名を入れてください"),
        ({"login": "佐藤"}, "半角の英字"),
        ({"name": "　"}, "お名前を入れてください"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    anyone: PageClient, db: Session, given: dict[str, str], said: str
) -> None:
    token = service.make_link(db, None, at=make.NOW)
    db.commit()
    page = anyone.get(f"/setup/{token}")
    typed = {"login": "sato", "name": "佐藤 進", "password": GOOD} | given
    answer = str(anyone.submit(page, **typed, expect=422))
    assert said in answer
    if given.get("name") is None:
        assert "佐藤 進" in answer
    assert not queries.any_member(db)


def test_an_administrator_makes_an_account_and_its_owner_opens_it(
    signed_in: SignedIn, app: Flask
) -> None:
    admin = signed_in(Role.ADMIN)
    page = admin.get("/staff/new")
    admin.submit(page, login="chiba", name="千葉 みつ", role="reception", is_active="y")
    page = admin.get(str(admin.location))
    shown = admin.submit(page, "form[action$='/link']", expect=200)
    found = re.search(r"/setup/([\w-]+)", str(shown))
    assert found
    owner = PageClient(app.test_client())
    owner.submit(owner.get(f"/setup/{found[1]}"), password=GOOD)
    assert "千葉 みつ" in str(owner.get("/account"))
    owner.get("/staff", expect=403)


def test_a_name_that_is_taken_is_refused(signed_in: SignedIn, db: Session) -> None:
    make.staff(db, Role.RECEPTION)
    admin = signed_in(Role.ADMIN)
    typed = {"login": "desk", "name": "別の方", "role": "viewer"}
    answer = admin.submit(admin.get("/staff/new"), **typed, expect=422)
    assert "「desk」は使われています" in str(answer)


def test_the_last_administrator_stays(signed_in: SignedIn, db: Session) -> None:
    own = make.staff(db, Role.ADMIN)
    admin = signed_in(Role.ADMIN)
    page = admin.get(f"/staff/{own.id}")
    answer = admin.submit(page, "form.form", role="viewer", expect=422)
    assert "管理者が1人もいなくなります" in str(answer)


def test_a_stale_account_is_not_overwritten(signed_in: SignedIn, db: Session) -> None:
    clerk = make.staff(db, Role.RECEPTION)
    admin = signed_in(Role.ADMIN)
    first, second = admin.get(f"/staff/{clerk.id}"), admin.get(f"/staff/{clerk.id}")
    admin.submit(first, "form.form", name="菅原 ユミ")
    answer = admin.submit(second, "form.form", name="すがわら ゆみ", expect=422)
    assert "ほかの方が同じ内容を直しました" in str(answer)
    assert "すがわら ゆみ" in str(answer)
    db.expire_all()
    assert make.staff(db, Role.RECEPTION).name == "菅原 ユミ"


def test_a_changed_role_signs_the_person_out(
    signed_in: SignedIn, desk: PageClient, db: Session
) -> None:
    desk.get("/account")
    clerk = make.staff(db, Role.RECEPTION)
    admin = signed_in(Role.ADMIN)
    admin.submit(admin.get(f"/staff/{clerk.id}"), "form.form", role="viewer")
    desk.get("/account", expect=303)


def test_one_changes_ones_own_password_and_stays(desk: PageClient, db: Session) -> None:
    clerk = make.staff(db, Role.RECEPTION)
    service.set_password(db, clerk, GOOD)
    stamp = clerk.stamp
    db.commit()
    with desk.client.session_transaction() as cookie:
        cookie["stamp"] = stamp
    page = desk.get("/account")
    wrong = desk.submit(page, "form.form", old="ちがう", password=GOOD, expect=422)
    assert "ちがいます" in str(wrong)
    new = "あたらしい言葉を4つ"
    desk.submit(desk.get("/account"), "form.form", old=GOOD, password=new)
    desk.get("/account")
    db.expire_all()
    assert service.check_password(db, "desk", new, at=make.NOW).stamp == stamp + 1
    with pytest.raises(Refusal):
        service.check_password(db, "desk", GOOD, at=make.NOW)


def test_passwords_are_kept_as_argon2_and_links_as_digests(db: Session) -> None:
    clerk = make.staff(db, Role.RECEPTION)
    service.set_password(db, clerk, GOOD)
    token = service.make_link(db, clerk, at=make.NOW)
    assert str(clerk.password_hash).startswith("$argon2id$")
    link = queries.usable_link(db, token, make.NOW)
    assert link is not None
    assert token not in link.digest
