from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import ConsentHow
from classroom.rules.words.bands import ToldBand
from tests import make
from tests.page import PageClient


def told(desk: PageClient, what: str, text: str, status: int = 200) -> str:
    answer = desk.client.get(f"/echo/{what}", query_string={"text": text})
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    return answer.get_data(as_text=True)


def test_the_list_shows_a_row_of_the_kana_table(db: Session, desk: PageClient) -> None:
    make.participant(db)
    make.participant(db, "", "サトウ ハナ", told_band=ToldBand.SEVENTIES, told_band_on=make.TODAY)
    db.commit()
    page = desk.get("/participants")
    assert "受講者は2人です" in page.text
    assert "サトウ ハナ" in page.text
    assert "70代" in page.text
    assert "渡邊 トシ子" in desk.get("/participants?row=ワ").text
    assert "まだいません" in desk.get("/participants?row=ナ").text


def test_the_list_is_searched(db: Session, desk: PageClient) -> None:
    make.participant(db)
    db.commit()
    assert "1人みつかりました" in desk.get("/participants?q=わた").text
    assert "みつかりませんでした" in desk.get("/participants?q=ゼゼ").text


def test_a_card_shows_what_is_known_and_what_is_not(db: Session, desk: PageClient) -> None:
    person = make.participant(db, "", "サトウ ハナ", born_on=None, told_band=None)
    db.commit()
    text = desk.get(f"/participants/{person.id}").text
    assert "漢字のお名前は、まだうかがっていません" in text
    assert "まだいただいていません" in text
    desk.get("/participants/999", expect=404)
    desk.get("/participants/999/edit", expect=404)


@pytest.mark.parametrize(
    ("band", "shown"), [(ToldBand.SEVENTIES, "70代"), (ToldBand.UNKNOWN, "未確認")]
)
def test_a_band_that_was_told_stands_for_the_age(
    db: Session, desk: PageClient, band: ToldBand, shown: str
) -> None:
    person = make.participant(db, told_band=band, told_band_on=make.TODAY)
    db.commit()
    assert shown in desk.get(f"/participants/{person.id}").text
    assert shown in desk.get(f"/reception?person={person.id}").text


def test_a_card_is_changed_and_the_clerk_returns_to_the_desk(db: Session, desk: PageClient) -> None:
    person = make.participant(db)
    db.commit()
    page = desk.get(f"/participants/{person.id}/edit?at=desk")
    desk.submit(
        page,
        born_on="昭和20年1月2日",
        telephone="０２２５ー００ー４１８７",
        needs_hearing="y",
        consented="y",
        consent_how="counter",
        name=" 渡邉 トシ子 ",
    )
    assert desk.location == f"/reception?person={person.id}"
    db.expire_all()
    changed = db.get_one(Participant, person.id)
    assert (changed.born_on, changed.telephone) == (date(1945, 1, 2), "0225004187")
    assert changed.needs_hearing
    assert (changed.consent_how, changed.consent_on) == (ConsentHow.COUNTER, make.TODAY)
    assert changed.name == "渡邉 トシ子"


def test_a_wrong_card_says_why_and_keeps_what_was_typed(db: Session, desk: PageClient) -> None:
    person = make.participant(db)
    db.commit()
    wrong: dict[str, Any] = {
        "name_kana": "",
        "born_on": "2090-01-01",
        "telephone": "0225-00-41",
        "note": "番号 1234 5678 9012",
    }
    page = desk.submit(desk.get(f"/participants/{person.id}/edit"), expect=422, **wrong)
    assert page is not None
    for sentence in (
        "フリガナを入れてください",
        "まだ来ていない日です",
        "けた",
        "マイナンバーは登録しません",
    ):
        assert sentence in page.text
    born_on = page.select_one("[name=born_on]")
    assert born_on is not None
    assert born_on["value"] == "2090-01-01"


def test_a_stale_card_shows_both_versions_and_can_then_be_sent(
    db: Session, desk: PageClient
) -> None:
    person = make.participant(db, note="むかし")
    db.commit()
    page = desk.get(f"/participants/{person.id}/edit")
    person.note, person.version = "別の机のメモ", 2
    db.add(person)
    db.commit()
    again = desk.submit(page, expect=422, note="この机のメモ")
    assert again is not None
    assert "ほかの方が" in again.text
    assert "別の机のメモ" in again.text
    assert "この机のメモ" in again.text
    desk.submit(again)
    db.expire_all()
    assert db.get_one(Participant, person.id).note == "この机のメモ"


def test_a_birth_date_is_read_back(desk: PageClient) -> None:
    assert told(desk, "birth-date", "s180315").startswith("昭和18年3月15日\n西暦1943年　")
    assert told(desk, "birth-date", "T15.12.25").startswith("昭和元年12月25日（大正15年12月25日）")
    assert "昭和65年はありません" in told(desk, "birth-date", "S65.1.1", 422)
    assert told(desk, "birth-date", "") == ""


def test_a_telephone_is_read_back_with_who_has_it(db: Session, desk: PageClient) -> None:
    make.participant(db, telephone="0225004187")
    db.commit()
    lines = told(desk, "telephone", "004187").split("\n")
    assert lines[:2] == ["0225-00-4187", "市外局番を補いました"]
    assert lines[2].startswith("同じ電話：渡邊 トシ子さん（")
    assert told(desk, "telephone", "090-1234-5678") == "090-1234-5678"
    assert "けた" in told(desk, "telephone", "12345", 422)
    assert told(desk, "telephone", "  ") == ""


@pytest.mark.parametrize("text", ["0225-00-4187", "S18.3.15", "渡邊"])
def test_whatever_is_searched_for_the_list_answers(desk: PageClient, text: str) -> None:
    desk.get(f"/participants?q={text}")
