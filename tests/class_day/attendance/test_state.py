"""What an open page keeps asking for: whether something changed since it was shown."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from sqlmodel import Session

from classroom.class_day.app_registration.models import AppOutcome
from classroom.class_day.attendance.service import finish, mark
from classroom.class_day.attendance.values import Press
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import ClassOfToday, class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient

POLLED = {"X-Poll": "yes"}


def state(client: FlaskClient, today: ClassOfToday) -> dict[str, Any]:
    answer = client.get(f"/sessions/{today.id}/state", headers=POLLED)
    assert answer.status_code == 200
    return dict(answer.json or {})


def test_it_tells_how_many_came_in_a_few_bytes(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    mark(db, today.id, today.line(1), Press(Mark.ABSENT), Act(make.NOW, today.clerk))
    db.commit()
    told = state(desk.client, today)
    assert {name: told[name] for name in ("came", "absent", "open")} == {
        "came": 1,
        "absent": 1,
        "open": 1,
    }
    assert len(desk.client.get(f"/sessions/{today.id}/state").data) < 100


def test_the_page_carries_the_word_it_was_shown_with(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    for address in (f"/sessions/{today.id}", f"/sessions/{today.id}/after"):
        head = desk.get(address).select_one("#class-head")
        assert head is not None
        assert head["data-digest"] == state(desk.client, today)["digest"]
        assert head["data-poll"] == f"/sessions/{today.id}/state"


def test_it_changes_with_whatever_the_pages_show(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    words = [state(desk.client, today)["digest"]]

    def changed() -> bool:
        db.commit()
        words.append(state(desk.client, today)["digest"])
        return words[-1] not in words[:-1]

    assert not changed()
    words.pop()
    mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    assert changed()
    mark(db, today.id, today.line(0), Press(Mark.LATE), Act(make.NOW + timedelta(1), today.clerk))
    assert changed()
    make.enrolment(db, make.participant(db, "千葉 みつ", "チバ ミツ"), today.offering)
    assert changed()
    db.commit()
    page = desk.get(f"/sessions/{today.id}/after")
    desk.submit(page, f"#p{today.people[0].id} form", button="カード読取")
    assert changed()
    finish(db, today.id, Act(make.NOW + timedelta(2), today.clerk))
    assert changed()
    assert db.get(AppOutcome, 1) is not None


def test_it_stays_where_nothing_of_the_class_changed(db: Session, desk: PageClient) -> None:
    today, other = class_of_today(db), class_of_today(db)
    before = state(desk.client, today)
    mark(db, other.id, other.line(0), Press(Mark.PRESENT), Act(make.NOW, other.clerk))
    db.commit()
    assert state(desk.client, today) == before


def test_asking_by_itself_keeps_nobody_signed_in(db: Session, signed_in: SignedIn) -> None:
    today = class_of_today(db)
    client = signed_in(Role.RECEPTION).client
    client.get(f"/sessions/{today.id}")
    long_ago = (make.NOW - timedelta(minutes=3)).timestamp()
    with client.session_transaction() as cookie:
        cookie["seen"] = long_ago
    for headers in (POLLED, {**POLLED, "X-Fragment": "yes"}):
        for address in (f"/sessions/{today.id}/state", f"/sessions/{today.id}"):
            answer = client.get(address, headers=headers)
            assert "Set-Cookie" not in answer.headers
    with client.session_transaction() as cookie:
        assert cookie["seen"] == long_ago
    client.get(f"/sessions/{today.id}")
    with client.session_transaction() as cookie:
        assert cookie["seen"] > long_ago


def test_what_is_to_be_told_waits_for_whoever_presses(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    page = desk.get(f"/sessions/{today.id}")
    desk.submit(page, f"#e{today.line(0)} form", button="来ました")
    polled = desk.client.get(f"/sessions/{today.id}", headers={**POLLED, "X-Fragment": "yes"})
    assert "受付しました" not in polled.text
    assert "1</span>人来ました" in polled.text
    assert "受付しました" in desk.get(f"/sessions/{today.id}").text


def test_an_instructor_asks_about_own_sessions_only(db: Session, signed_in: SignedIn) -> None:
    today, other = class_of_today(db), class_of_today(db)
    make.teaching(db, today.session)
    db.commit()
    client = signed_in(Role.INSTRUCTOR).client
    assert client.get(f"/sessions/{today.id}/state").status_code == 200
    assert client.get(f"/sessions/{other.id}/state").status_code == 403
    assert client.get("/sessions/999/state").status_code == 404
