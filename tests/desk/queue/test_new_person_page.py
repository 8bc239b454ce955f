from datetime import date
from typing import Any

from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import ConsentHow
from classroom.desk.queue.models import Enrolment
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Channel, Status
from tests import make
from tests.page import PageClient

NEW = "/reception/new"
FORM = "form.newform"
YOSHIE: dict[str, Any] = {
    "name_kana": "たかさき よしえ",
    "telephone": "000931",
    "born_on": "s180315",
    "consented": "y",
}


def typed(page: BeautifulSoup, name: str) -> str:
    field = page.select_one(f"{FORM} [name={name}]")
    assert field is not None
    return str(field.get("value", ""))


def people(db: Session) -> list[Participant]:
    db.expire_all()
    found = list(db.exec(select(Participant).order_by("id")))
    db.commit()  # SQLite: let the desk write again
    return found


def test_someone_new_is_registered_and_booked_in_one_go(db: Session, desk: PageClient) -> None:
    offering = make.offering(db)
    db.commit()
    desk.submit(desk.get(NEW), FORM, button="登録して申し込む", **YOSHIE)
    (person,) = people(db)
    line = db.exec(select(Enrolment)).one()
    assert (person.name_kana, person.telephone) == ("タカサキ ヨシエ", "0225000931")
    assert person.born_on is not None
    assert (person.consent_how, person.consent_on) == (ConsentHow.TELEPHONE, make.TODAY)
    assert (line.status, line.channel) == (Status.ACCEPTED, Channel.TELEPHONE)
    assert db.get_one(Offering, key(offering)).seats_taken == 1
    page = desk.get(str(desk.location))
    assert "タカサキ ヨシエさんを登録し、" in page.text
    assert "の席を取りました" in page.text


def test_someone_may_be_registered_only(db: Session, desk: PageClient) -> None:
    make.offering(db)
    db.commit()
    desk.submit(desk.get(NEW), FORM, button="登録だけする", **YOSHIE, channel="counter")
    (person,) = people(db)
    assert person.consent_how is ConsentHow.COUNTER
    assert db.exec(select(Enrolment)).first() is None


def test_what_was_searched_for_stands_in_its_field(desk: PageClient) -> None:
    for text, name, value in (
        ("たかさき", "name_kana", "タカサキ"),
        ("s180315", "born_on", "s180315"),
        ("0225-00-0931", "telephone", "0225-00-0931"),
        ("髙﨑", "name", "髙﨑"),
    ):
        page = desk.get(f"{NEW}?q={text}")
        assert typed(page, name) == value
        assert "入れました" in page.text
    assert "入れました" not in desk.get(f"{NEW}?q=4187").text


def test_each_error_is_said_in_japanese_and_what_was_typed_stays(
    db: Session, desk: PageClient
) -> None:
    make.offering(db)
    db.commit()
    wrong: dict[str, Any] = {
        "name_kana": "髙﨑 ヨシエ",
        "telephone": "12345",
        "born_on": "S65.3.15",
    }
    page = desk.submit(desk.get(NEW), FORM, 422, **wrong, name="髙﨑 ヨシ江")
    assert page is not None
    for sentence in ("が漢字です", "昭和65年はありません", "いま5けたです", "承諾をいただいたら"):
        assert sentence in page.text
    assert {name: typed(page, name) for name in wrong} == wrong
    assert typed(page, "name") == "髙﨑 ヨシ江"
    meant = page.select_one("[data-fill=born_on]")
    assert meant is not None
    assert meant["data-fill-text"] == "平成2年3月15日"
    assert people(db) == []


def test_a_seat_gone_meanwhile_registers_nobody_and_offers_the_queue(
    db: Session, desk: PageClient
) -> None:
    offering = make.offering(db, capacity=1)
    number = key(offering)
    db.commit()
    page = desk.get(NEW)
    make.enrolment(db, make.participant(db), offering)
    db.commit()
    again = desk.submit(page, FORM, 422, button="登録して申し込む", **YOSHIE)
    assert again is not None
    assert "最後の席は、いま別の受付で入りました" in again.text
    assert typed(again, "telephone") == "000931"
    assert len(people(db)) == 1
    desk.submit(again, FORM, button="登録して申し込む", pick=f"wait-{number}")
    assert [line.status for line in db.exec(select(Enrolment).order_by("id"))][1:] == [
        Status.WAITLISTED
    ]


def test_without_an_offering_it_asks_for_one(db: Session, desk: PageClient) -> None:
    make.offering(db)
    db.commit()
    page = desk.submit(desk.get(NEW), FORM, 422, **YOSHIE, pick=None, button="登録して申し込む")
    assert page is not None
    assert "申し込む開講をえらぶか" in page.text
    assert people(db) == []


def test_a_likely_double_is_asked_about_before_anything_is_written(
    db: Session, desk: PageClient
) -> None:
    make.participant(db, "髙﨑 ヨシ江", "タカサキ ヨシエ", telephone="0225000931")
    db.commit()
    page = desk.submit(desk.get(NEW), FORM, 422, **YOSHIE, button="登録する")
    assert page is not None
    assert "もう登録されている方かもしれません" in page.text
    assert "髙﨑 ヨシ江さん（" in page.text
    assert len(people(db)) == 1
    desk.submit(page, FORM, button="別の方として登録する")
    assert len(people(db)) == 2


def test_a_couple_with_one_landline_is_no_double(db: Session, desk: PageClient) -> None:
    born = date(1942, 1, 8)
    make.participant(db, "髙﨑 清治", "タカサキ セイジ", telephone="0225000931", born_on=born)
    db.commit()
    desk.submit(desk.get(NEW), FORM, **YOSHIE, button="登録する")
    assert len(people(db)) == 2


def test_only_the_age_band_is_enough(db: Session, desk: PageClient) -> None:
    given = {**YOSHIE, "born_on": "", "told_band": "70s"}
    desk.submit(desk.get(NEW), FORM, **given, button="登録する")
    (person,) = people(db)
    assert person.told_band is not None
    assert person.told_band_on == make.TODAY


def test_sending_twice_registers_once(db: Session, desk: PageClient) -> None:
    page = desk.get(NEW)
    desk.submit(page, FORM, **YOSHIE, button="登録する")
    desk.submit(page, FORM, **YOSHIE, button="登録する")
    assert len(people(db)) == 1
