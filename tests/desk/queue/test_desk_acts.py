"""What the desk does beyond booking one person: parties, moves, reasons, proxies, consent."""

from datetime import time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import ConsentHow
from classroom.desk.queue.models import Enrolment, EnrolmentChange
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Channel, Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.desk.queue.acts import couple
from tests.page import PageClient

DESK = "/reception"
BOOK = "form.book"


def lines(db: Session) -> list[Enrolment]:
    wanted = select(Enrolment).order_by("id").execution_options(populate_existing=True)
    found = list(db.exec(wanted))
    db.commit()  # SQLite: let the desk write again
    return found


def whys(db: Session) -> list[str]:
    found = list(db.exec(select(EnrolmentChange.why).order_by("id")))
    db.commit()
    return found


def of(person: Participant, **more: object) -> str:
    return f"{DESK}?person={person.id}" + "".join(f"&{name}={it}" for name, it in more.items())


def along(person: Participant) -> dict[str, Any]:
    return {"with": str(person.id)}


@pytest.fixture
def pair(db: Session) -> list[Participant]:
    found = couple(db)
    db.commit()
    return found


@pytest.fixture
def offering(db: Session) -> Offering:
    found = make.offering(db)
    db.commit()
    return found


def test_who_has_the_same_telephone_is_offered_to_come_along(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    page = desk.get(of(pair[0]))
    assert "渡邊 正夫さん（同じ電話）も" in page.text
    assert not page.select("[name=with][checked]")
    desk.submit(page, BOOK, button="申し込む", **along(pair[1]))
    page = desk.get(str(desk.location))
    assert "の席を2人分取りました" in page.text
    assert "一緒に：渡邊 正夫さん" in page.text
    assert "一緒に：渡邊 トシ子さん" in desk.get(f"/offerings/{offering.id}").text
    assert [line.holds_seat for line in lines(db)] == [True, True]
    desk.submit(page, ".undo form")
    assert {line.status for line in lines(db)} == {Status.CANCELLED}
    desk.submit(desk.get(of(pair[0])), ".undo form")
    assert {line.status for line in lines(db)} == {Status.ACCEPTED}


def test_anyone_else_is_sought_to_come_along(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    friend = make.participant(db, "佐藤 実", "サトウ ミノル")
    db.commit()
    page = desk.get(of(pair[0], seek=1))
    assert "一緒に申し込む方をさがしています" in page.text
    page = desk.get(of(pair[0], seek=1, q="サトウ"))
    assert f"with={friend.id}" in str(page.select_one("a.hit"))
    chosen = page.select_one("[name=with][checked]")
    assert chosen is not None
    assert chosen["value"] == str(friend.id)
    desk.submit(page, BOOK, button="申し込む")
    assert {line.participant_id for line in lines(db)} == {pair[0].id, friend.id}
    assert offering.id is not None


def test_cancelling_asks_for_one_or_both_and_keeps_the_reason(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    desk.submit(desk.get(of(pair[0])), BOOK, button="申し込む", **along(pair[1]))
    page = desk.get(of(pair[0]))
    assert "渡邊 正夫さんも取り消す" in page.text
    desk.submit(page, "dialog form", button="体調")
    assert [line.status for line in lines(db)] == [Status.CANCELLED, Status.ACCEPTED]
    assert whys(db)[-1] == "体調"
    desk.submit(desk.get(of(pair[0])), ".undo form")
    page = desk.get(of(pair[0]))
    desk.submit(page, "dialog form", button="ほか", together="yes", detail="引っこし")
    assert {line.status for line in lines(db)} == {Status.CANCELLED}
    assert whys(db)[-2:] == ["引っこし", "引っこし"]
    assert offering.id is not None


def test_moving_is_one_step_with_its_way_back(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    make.enrolment(db, pair[0], offering)
    make.offering(db, make.NEXT_WEEK + timedelta(days=1), capacity=1)
    full = make.offering(db, make.NEXT_WEEK + timedelta(days=2), capacity=1)
    make.enrolment(db, pair[1], full)
    db.commit()
    page = desk.get(of(pair[0]))
    link = page.select_one('a[data-key="M"]')
    assert link is not None
    page = desk.get(str(link["href"]))
    assert "から変えます" in page.text
    assert [row.get_text(strip=True) for row in page.select(".pick-act")][1] == "満席"
    desk.submit(page, BOOK, button="変える")
    page = desk.get(str(desk.location))
    assert "から変えて、" in page.text
    assert [each.status for each in lines(db) if each.participant_id == pair[0].id] == [
        Status.CANCELLED,
        Status.ACCEPTED,
    ]
    desk.submit(page, ".undo form")
    assert "元の日にもどしました" in desk.get(str(desk.location)).text
    assert lines(db)[0].status is Status.ACCEPTED


def test_a_seat_gone_before_the_move_keeps_the_old_one(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    line = make.enrolment(db, pair[0], offering)
    other = make.offering(db, make.NEXT_WEEK + timedelta(days=1), capacity=1)
    db.commit()
    page = desk.get(of(pair[0], move=line.id))
    make.enrolment(db, pair[1], other)
    db.commit()
    desk.submit(page, BOOK, button="変える")
    assert "最後の席は、いま別の受付で入りました" in desk.get(str(desk.location)).text
    assert lines(db)[0].status is Status.ACCEPTED


def test_only_ones_own_live_booking_is_moved(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    line = make.enrolment(db, pair[0], offering, status=Status.CANCELLED)
    db.commit()
    desk.get(of(pair[0], move=line.id), expect=404)
    desk.get(of(pair[1], move=line.id), expect=404)
    desk.get(of(pair[0], move=999), expect=404)


def test_what_clashes_names_the_other_booking_and_needs_a_reason(
    db: Session, desk: PageClient, pair: list[Participant]
) -> None:
    make.enrolment(db, pair[0], make.offering(db, title="はじめてのスマホ"))
    make.offering(db)
    db.commit()
    page = desk.get(of(pair[0]))
    assert "10:00「はじめてのスマホ」と時間が重なります" in page.text
    assert not page.select(f"{BOOK} button")
    lenient = make.offering(db, allows_override=True)
    db.commit()
    page = desk.get(of(pair[0]))
    why: dict[str, Any] = {f"override-{lenient.id}": "途中から移る"}
    desk.submit(page, BOOK, button="申し込む", **why)
    assert lines(db)[-1].override_reason == "途中から移る"
    assert "特例：途中から移る" in desk.get(of(pair[0])).text
    assert "特例：途中から移る" in desk.get(f"/offerings/{lenient.id}").text


def test_a_class_that_has_begun_is_not_offered(
    db: Session, desk: PageClient, pair: list[Participant]
) -> None:
    make.offering(db, make.TODAY, starts=time(0), title="はじまった")
    db.commit()
    assert "はじまった" not in desk.get(of(pair[0])).text


def test_proxy_and_channel_are_kept_and_the_channel_stays_for_the_day(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    page = desk.get(of(pair[0]))
    desk.submit(page, BOOK, button="申し込む", channel="counter", proxy=" 長女 千葉さん ")
    (line,) = lines(db)
    assert (line.channel, line.proxy) == (Channel.COUNTER, "長女 千葉さん")
    page = desk.get(of(pair[0]))
    assert "代理：長女 千葉さん" in page.text
    assert "窓口で受付" in page.text
    for address in (of(pair[1]), "/reception/new"):
        chosen = desk.get(address).select_one("[name=channel][checked]")
        assert chosen is not None
        assert chosen["value"] == "counter"
    assert offering.id is not None


def test_the_purpose_is_read_out_to_whom_it_was_not_told_yet(
    db: Session, desk: PageClient, pair: list[Participant]
) -> None:
    page = desk.get(of(pair[0]))
    assert "お伝えすること" in page.text
    desk.submit(page, "form[action$=consent]")
    page = desk.get(str(desk.location))
    assert "承諾を記録しました" in page.text
    assert "お伝えすること" not in page.text
    db.expire_all()
    person = db.get_one(Participant, key(pair[0]))
    assert (person.consent_version, person.consent_how) == ("1", ConsentHow.TELEPHONE)
    assert person.consent_on == make.TODAY
    db.commit()


def test_a_promotion_by_mistake_is_taken_back_to_the_queue(
    db: Session, desk: PageClient, pair: list[Participant], offering: Offering
) -> None:
    line = make.enrolment(db, pair[0], offering, status=Status.WAITLISTED, waiting_number=1)
    db.add(EnrolmentChange(enrolment_id=key(line), status=Status.WAITLISTED, at=make.NOW))
    db.commit()
    page = desk.get(f"/offerings/{offering.id}")
    desk.submit(page, "form[action$=promote]")
    desk.submit(desk.get(f"/offerings/{offering.id}"), ".undo form")
    assert lines(db)[0].status is Status.WAITLISTED


def test_while_typing_doubles_and_family_are_told_apart(
    desk: PageClient, pair: list[Participant]
) -> None:
    def said(**typed: str) -> BeautifulSoup:
        answer = desk.client.get("/reception/likely", query_string=typed)
        return BeautifulSoup(answer.text, "html5lib")

    assert said(kana="わたなべ としこ", born="s180315").select(".likely a")
    both = said(kana="わたなべ としこ", telephone="0225-00-4187")
    assert "渡邊 トシ子さん" in both.select(".likely")[0].text
    assert [box["value"] for box in both.select(".family input")] == [str(pair[1].id)]
    assert not said(kana="さとう", telephone="02").text.strip()


def test_who_is_typed_in_is_shown_to_the_desk_only(
    signed_in: SignedIn, anyone: PageClient, pair: list[Participant]
) -> None:
    address = "/reception/likely?telephone=0225004187"
    assert pair[1].name in signed_in(Role.COORDINATOR).client.get(address).text
    for role in (Role.INSTRUCTOR, Role.VIEWER):
        assert signed_in(role).client.get(address).status_code == 403
    anyone.get(address, expect=303)
