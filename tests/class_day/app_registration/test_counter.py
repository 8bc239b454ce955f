from datetime import timedelta

from sqlmodel import Session

from classroom.class_day.app_registration import queries
from classroom.core.db import key
from classroom.rules.words.app import Stage
from tests import make
from tests.page import PageClient


def test_a_registration_at_the_counter_is_written_and_taken_back(
    db: Session, desk: PageClient
) -> None:
    who = key(make.participant(db, "千葉 みつ", "チバ ミツ"))
    db.commit()
    page = desk.get(f"/participants/{who}/app")
    assert "千葉 みつさんは、まだ登録していません。" in page.text
    desk.submit(page, stage="card_linked")
    page = desk.get(f"/participants/{who}/app")
    assert "「カード読取」まで進みました。" in page.text
    desk.submit(page, "table form")
    assert "まだ登録していません。" in desk.get(f"/participants/{who}/app").text


def test_the_day_may_be_earlier_but_not_to_come(db: Session, desk: PageClient) -> None:
    who = key(make.participant(db))
    db.commit()
    page = desk.get(f"/participants/{who}/app")
    tomorrow = (make.TODAY + timedelta(days=1)).isoformat()
    refused = desk.submit(page, expect=422, stage="already", on=tomorrow)
    assert refused is not None
    assert "先の日付では登録できません。" in refused.text
    desk.submit(refused, stage="already", on=(make.TODAY - timedelta(days=9)).isoformat())
    assert queries.reached(db, [who]) == {who: {Stage.ALREADY}}


def test_what_is_missing_is_said(db: Session, desk: PageClient) -> None:
    who = key(make.participant(db))
    db.commit()
    page = desk.submit(desk.get(f"/participants/{who}/app"), expect=422, on="")
    assert page is not None
    assert "ひとつえらんでください。" in page.text
    assert "日にちを入れてください。" in page.text


def test_there_is_no_such_person(db: Session, desk: PageClient) -> None:
    db.commit()
    desk.get("/participants/999/app", expect=404)
