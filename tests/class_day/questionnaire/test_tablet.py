"""A tablet in a resident's hands: the questions, thanks, and no way on without a password."""

from sqlmodel import Session, select

from classroom.class_day.questionnaire import queries
from classroom.class_day.questionnaire.models import AnswerSheet
from classroom.class_day.questionnaire.rules import Way
from classroom.core.db import key
from classroom.rules.words.staff import Role
from classroom.web.staff import service as staff
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient, form_fields

PASSWORD = "いまの長い言葉は春の海"


def handed(signed_in: SignedIn, db: Session, moment: str = "both") -> tuple[PageClient, int]:
    offering = make.offering(db, make.TODAY)
    number = key(make.sessions(db, offering)[0])
    staff.set_password(db, make.staff(db, Role.RECEPTION), PASSWORD)
    db.commit()
    page = signed_in(Role.RECEPTION)
    shown = page.get(f"/sessions/{number}/answers")
    page.submit(shown, f"form[action$=hand-over]:has([value={moment}])")
    return page, number


def test_a_resident_answers_is_thanked_and_the_next_one_begins(
    signed_in: SignedIn, db: Session
) -> None:
    page, number = handed(signed_in, db)
    questions = page.get(page.location or "")
    assert questions.select("nav") == []
    links = {str(link["href"]) for link in questions.select("a[href^='/']")}
    assert links == {f"/sessions/{number}/answers/tablet/leave"}
    page.submit(questions, "main form", b1="1", a1="3", s="4", words="楽しかった")
    assert "ありがとうございました" in page.get(page.location or "").get_text()
    (row,) = db.exec(select(AnswerSheet)).all()
    assert (row.way, row.enrolment_id, row.satisfaction) == (Way.TABLET, None, 4)
    assert [one.text for one in queries.said(db, number)] == ["楽しかった"]
    db.rollback()
    questions = page.get(f"/sessions/{number}/answers/tablet")
    assert page.submit(questions, "main form", 422) is not None


def test_every_other_page_leads_back_to_the_questions(signed_in: SignedIn, db: Session) -> None:
    page, number = handed(signed_in, db, "after")
    for address in ("/", "/participants", "/kpi", f"/sessions/{number}", "/account", "/sign-in"):
        page.get(address, expect=303)
        assert page.location == f"/sessions/{number}/answers/tablet"
    questions = page.get(f"/sessions/{number}/answers/tablet")
    assert questions.select("[name=b1]") == []
    page.post("/sign-out", form_fields(questions.select_one("main form") or questions))
    assert page.location == f"/sessions/{number}/answers/tablet"


def test_only_the_password_leads_back(signed_in: SignedIn, db: Session) -> None:
    page, number = handed(signed_in, db)
    door = page.get(f"/sessions/{number}/answers/tablet/leave")
    page.submit(door, password="ちがう言葉です")
    assert str(page.location).endswith("/leave")
    door = page.get(page.location or "")
    assert door.select_one(".notice-stop") is not None
    page.get("/", expect=303)
    assert page.submit(door, expect=422) is not None
    page.submit(door, password=PASSWORD)
    assert page.location == f"/sessions/{number}/answers"
    page.get("/")


def test_a_tablet_that_was_not_handed_over_asks_nobody(signed_in: SignedIn, db: Session) -> None:
    page, number = handed(signed_in, db)
    other = signed_in(Role.RECEPTION)
    other.get(f"/sessions/{number}/answers/tablet", expect=303)
    assert other.location == f"/sessions/{number}/answers"
    questions = page.get(f"/sessions/{number}/answers/tablet")
    sent = {str(field["name"]): str(field["value"]) for field in questions.select("[type=hidden]")}
    with other.client.session_transaction() as cookie, page.client.session_transaction() as theirs:
        cookie["csrf_token"] = theirs["csrf_token"]
    other.post(f"/sessions/{number}/answers/tablet", {**sent, "a1": "1"})
    assert db.exec(select(AnswerSheet)).all() == []
