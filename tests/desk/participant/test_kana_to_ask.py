"""Who came without フリガナ is marked everywhere, and waits for the next call."""

from sqlmodel import Session

from classroom.desk.participant import queries, service
from classroom.desk.participant.models import Participant
from classroom.desk.participant.values import ParticipantDetails
from tests import make
from tests.page import PageClient


def unknown(db: Session, name: str = "髙橋 花子", **more: object) -> Participant:
    details = ParticipantDetails(name_kana="", name=name, kana_checked=False, **more)  # type: ignore[arg-type]
    found = service.register(db, details, at=make.NOW)
    db.commit()
    return found


def test_the_mark_stands_where_the_reading_would_and_nobody_finds_it(
    desk: PageClient, db: Session
) -> None:
    person = unknown(db)
    assert person.name_kana == "フリガナ未確認"
    assert not queries.search(db, "フリガナ", today=make.TODAY)
    assert [one.id for one in queries.search(db, "高橋", today=make.TODAY)] == [person.id]
    db.rollback()
    assert "フリガナ未確認" in desk.get(f"/participants/{person.id}").text
    page = desk.get("/participants")
    assert "フリガナをうかがう方が1人います" in page.text


def test_two_whose_reading_nobody_knows_are_not_alike_for_that(db: Session) -> None:
    unknown(db)
    other = ParticipantDetails(name_kana="", name="大野 ハル", kana_checked=False)
    assert not queries.likely_same(db, other, today=make.TODAY, least=0)
    same = ParticipantDetails(name_kana="", name="高橋　花子", kana_checked=False)
    (found,) = queries.likely_same(db, same, today=make.TODAY, least=0)
    assert found.reason == "漢字のお名前が同じ"


def test_the_reading_is_written_down_in_the_list(desk: PageClient, db: Session) -> None:
    person = unknown(db, telephone="0225990401")
    page = desk.get("/participants/kana")
    assert "フリガナを確かめる方は1人です" in page.text
    wrong = desk.submit(page, "form.kana-ask", 422, name_kana="高橋")
    assert wrong is not None
    assert "「高橋」が漢字です" in wrong.text
    desk.submit(wrong, "form.kana-ask", name_kana="たかはし はなこ")
    db.expire_all()
    assert (person.name_kana, person.kana_checked) == ("タカハシ ハナコ", True)
    assert [one.id for one in queries.search(db, "タカハ", today=make.TODAY)] == [person.id]
    db.rollback()
    assert "フリガナを確かめる方はいません" in desk.get("/participants/kana").text


def test_the_rest_of_the_card_may_be_changed_before_the_reading_is_known(
    desk: PageClient, db: Session
) -> None:
    person = unknown(db)
    page = desk.get(f"/participants/{person.id}/edit")
    db.rollback()
    field = page.select_one("[name=name_kana]")
    assert field is not None
    assert not field.get("value")
    desk.submit(page, "form[action*='/edit']", telephone="0225-99-0401")
    db.expire_all()
    assert (person.telephone, person.kana_checked) == ("0225990401", False)
    number = person.id
    db.rollback()
    page = desk.get(f"/participants/{number}/edit")
    desk.submit(page, "form[action*='/edit']", name_kana="タカハシ ハナコ")
    db.expire_all()
    assert (person.name_kana, person.kana_checked) == ("タカハシ ハナコ", True)
