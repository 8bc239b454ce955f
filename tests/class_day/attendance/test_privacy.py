"""What instructors must not see, on every page that their role may open."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session

from classroom.class_day.attendance.service import mark
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import Status
from classroom.rules.words.staff import Role
from classroom.web.staff.access import roles_of
from tests import make
from tests.class_day.attendance.people import ClassOfToday
from tests.conftest import SignedIn

SECRETS = ("4187", "0225", "1943", "昭和18", "3月15日", "河戸", "ごちょうなん", "大曲浜")


def class_with_secrets(db: Session) -> ClassOfToday:
    offering = make.offering(db, make.TODAY)
    who = make.participant(
        db,
        "渡邊 光子",
        "ワタナベ ミツコ",
        telephone="0225004187",
        telephone2="0225004187",
        born_on=date(1943, 3, 15),
        address="矢本字河戸36番地1",
        family_name="ごちょうなん",
        family_telephone="0225004187",
        district_id=key(make.district(db, "大曲浜")),
    )
    line = make.enrolment(db, who, offering)
    waiting = make.participant(db, "渡邊 清", "ワタナベ キヨシ", telephone="0225004187")
    make.enrolment(db, waiting, offering, status=Status.WAITLISTED, waiting_number=1)
    session = make.sessions(db, offering)[0]
    clerk = key(make.staff(db, Role.RECEPTION))
    mark(db, key(session), key(line), Press(Mark.PRESENT), Act(make.NOW, clerk))
    return ClassOfToday(offering, session, (who,), (line,), clerk)


def test_no_page_of_an_instructor_holds_a_telephone_an_address_or_a_birth_date(
    app: Flask, db: Session, signed_in: SignedIn
) -> None:
    today = class_with_secrets(db)
    make.teaching(db, today.session)
    teacher = signed_in(Role.INSTRUCTOR).client
    numbers: dict[str, Any] = {
        "course_session_id": today.id,
        "participant_id": key(today.people[0]),
        "offering_id": key(today.offering),
        "course_id": today.offering.course_id,
    }
    opened = 0
    for rule in app.url_map.iter_rules():
        roles = roles_of(app.view_functions[rule.endpoint]) or frozenset()
        if "GET" not in (rule.methods or ()) or Role.INSTRUCTOR not in roles:
            continue
        if not rule.arguments <= set(numbers):
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **{name: numbers[name] for name in rule.arguments})
        answer = teacher.get(address)
        # There may be no handout; the tablet was not handed over.
        assert answer.status_code in (200, 303, 404), address
        if answer.status_code == 200 and answer.mimetype == "text/html":
            opened += 1
            shown = re.sub(r'(csrf_token|operation_id)" value="[^"]*"', "", answer.text)
            assert [secret for secret in SECRETS if secret in shown] == [], address
    assert opened >= 4


def test_the_answer_about_namesakes_tells_no_more_than_the_decade(
    db: Session, signed_in: SignedIn
) -> None:
    today = class_with_secrets(db)
    make.teaching(db, today.session)
    teacher = signed_in(Role.INSTRUCTOR)
    page = teacher.submit(
        teacher.get(f"/sessions/{today.id}"),
        "form.walk-form",
        expect=422,
        name_kana="ワタナベ ミツコ",
        told_band="80s",
        device="iphone",
    )
    assert page is not None
    assert "渡邊 光子さん（80代）" in page.text
    assert not any(secret in page.text for secret in SECRETS)


PAGES = ["", "/after", "/tags.pdf", "/roster.pdf", "/sheets/1.pdf", "/packs/1.pdf"]


@pytest.mark.parametrize("path", PAGES)
def test_a_session_of_someone_else_stays_shut(db: Session, signed_in: SignedIn, path: str) -> None:
    today = class_with_secrets(db)
    page = signed_in(Role.INSTRUCTOR).get(f"/sessions/{today.id}{path}", expect=403)
    assert "ご自分が担当する教室だけを開けます" in page.text
    assert "デジタル推進課（内線 2145）に頼んでください" in page.text, "the setting `contact`"


@pytest.mark.parametrize(
    "path", ["/marks", "/walk-ins", "/finish", "/reopen", "/memo", "/people/1/app"]
)
def test_nothing_is_written_in_a_session_of_someone_else(
    db: Session, signed_in: SignedIn, path: str
) -> None:
    today = class_with_secrets(db)
    own = make.offering(db, make.TODAY)
    session = make.sessions(db, own)[0]
    make.teaching(db, session)
    teacher = signed_in(Role.INSTRUCTOR)
    form = teacher.get(f"/sessions/{key(session)}").select_one("form.walk-form")
    assert form is not None
    tokens = {
        name: str(form.select_one(f"[name={name}]")["value"])  # type: ignore[index]
        for name in ("csrf_token", "operation_id")
    }
    teacher.post(f"/sessions/{today.id}{path}", tokens, expect=403)
