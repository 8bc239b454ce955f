"""Sheets and words of a class: kept, paired, taken back; nobody can join words to a sheet."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from classroom.class_day.attendance.queries import session_head
from classroom.class_day.printed.rules import SheetKind
from classroom.class_day.printed.service import Keeper
from classroom.class_day.questionnaire import queries, results, service
from classroom.class_day.questionnaire.models import Answer, AnswerComment, AnswerSheet
from classroom.class_day.questionnaire.rules import Moment
from classroom.class_day.questionnaire.topics import check_list, topics
from classroom.class_day.questionnaire.values import Scope
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.papers.class_queries import handouts
from classroom.planning.course.models import CourseSession, Offering
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.questionnaire.world import enter, sheet
from tests.conftest import SignedIn
from tests.page import PageClient

TODAY = make.TODAY


def class_of(db: Session, **course: Any) -> CourseSession:
    offering = make.offering(db, TODAY, course_id=key(make.course(db, **course)))
    return make.sessions(db, offering)[0]


def enrolled(db: Session, session: CourseSession, name: str = "菅原 とめ") -> int:
    who = make.participant(db, name, "スガワラ トメ")
    offering = db.get(Offering, session.offering_id)
    assert offering is not None
    return key(make.enrolment(db, who, offering))


def test_the_topics_are_those_on_the_paper(db: Session) -> None:
    """The same words in the same order, from the handout and without one, and as printed last."""
    for handout in ("", "digital-id", "maps"):
        session = class_of(db, handout=handout)
        head = session_head(db, key(session))
        assert head is not None
        assert topics(db, head.id) == check_list(handouts(db, head))
    printed = [f"質問{n}" for n in range(1, 14)]
    keeper = Keeper(db, key="for tests only", at=make.NOW, by=None)
    keeper.keep(key(session), SheetKind.AFTER, printed)
    assert topics(db, key(session)) == tuple(printed)


def test_anonymous_sheets_are_pairs_of_their_own_and_halves_are_counted_apart(db: Session) -> None:
    number = key(class_of(db))
    enter(db, number, sheet((1, 3), (2, 2), liked=4))
    enter(db, number, sheet((1, None), moment=Moment.BEFORE))
    enter(db, number, sheet((None, 4), moment=Moment.AFTER, liked=3))
    found = results.results(db, TODAY, TODAY)
    first, second = found.topics
    assert first.change is not None
    assert (first.change.pairs, first.change.mean) == (1, 2)
    assert (first.only_before, first.only_after) == (1, 1)
    assert second.change is not None
    assert (second.change.improved, second.change.same) == (0, 1)
    assert (found.sheets, found.sessions, found.satisfaction) == (3, 1, (0, 0, 1, 1))
    assert results.results(db, TODAY + timedelta(days=1), TODAY + timedelta(days=9)).sheets == 0


def test_two_sheets_of_one_person_are_a_pair(db: Session) -> None:
    session = class_of(db)
    number, person = key(session), enrolled(db, session)
    enter(db, number, sheet((1, None), moment=Moment.BEFORE, person=person))
    enter(db, number, sheet((None, 4), moment=Moment.AFTER, person=person))
    (topic,) = results.results_of(db, Scope(TODAY, TODAY, number)).topics
    assert topic.change is not None
    assert (topic.change.pairs, topic.change.mean) == (1, 3)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (Moment.BEFORE, Moment.AFTER, False),
        (Moment.BEFORE, Moment.BEFORE, True),
        (Moment.BOTH, Moment.AFTER, True),
        (Moment.AFTER, Moment.BOTH, True),
    ],
)
def test_a_person_has_one_sheet_of_each_paper(
    db: Session, first: Moment, second: Moment, *, refused: bool
) -> None:
    session = class_of(db)
    number, person = key(session), enrolled(db, session)
    enter(db, number, sheet((1, 2), moment=first, person=person))
    if refused:
        with pytest.raises(Refusal, match="もう入っています"):
            enter(db, number, sheet((1, 2), moment=second, person=person))
    else:
        enter(db, number, sheet((1, 2), moment=second, person=person))


def test_an_empty_sheet_and_a_stranger_are_refused(db: Session) -> None:
    number = key(class_of(db))
    with pytest.raises(Refusal, match="ひとつも入っていません"):
        enter(db, number, sheet((None, None)))
    stranger = enrolled(db, class_of(db))
    with pytest.raises(Refusal, match="申し込んでいない方"):
        enter(db, number, sheet((1, 2), person=stranger))


def test_words_can_be_joined_to_no_sheet_and_no_person(db: Session) -> None:
    """The table holds nothing but a random key, the session and the words, in no told order."""
    columns = {column.name for column in sa.inspect(AnswerComment).columns}
    assert columns == {"id", "course_session_id", "text"}
    session = class_of(db)
    number = key(session)
    texts = [f"ことば{n}" for n in range(12)]
    for text in texts:
        enter(db, number, sheet((1, 2), liked=3))
        service.add_comment(db, number, text)
    db.commit()
    found = [one.text for one in queries.said(db, number)]
    assert sorted(found) == sorted(texts)
    assert found != texts
    if db.get_bind().dialect.name == "sqlite":
        with pytest.raises(sa.exc.OperationalError):
            db.execute(sa.text("SELECT rowid FROM answer_comment"))


def test_taking_back_a_sheet_takes_its_answers(db: Session) -> None:
    number = key(class_of(db))
    kept = enter(db, number, sheet((1, 2)))
    service.take_back(db, number + 1, kept)
    assert len(db.exec(select(Answer)).all()) == 1
    for _ in range(2):
        service.take_back(db, number, kept)
    assert db.exec(select(Answer)).all() == []
    assert db.exec(select(AnswerSheet)).all() == []


def test_sheets_are_entered_line_by_line_and_taken_back(planner: PageClient, db: Session) -> None:
    number = key(class_of(db))
    asked = topics(db, number)
    db.commit()
    page = planner.get(f"/sessions/{number}/answers")
    assert all(topic in page.get_text() for topic in asked)
    first = {f"b{n}": "1" for n in range(1, len(asked) + 1)}
    planner.submit(page, "form.q-entry", a1="４", s="3", **first)  # type: ignore[arg-type]  # names
    page = planner.get(planner.location or "")
    assert "1枚入れました" in page.get_text()
    assert page.select_one(".undo form[action$=take-back]") is not None
    wrong = planner.submit(page, "form.q-entry", 422, b1="2", a1="7")
    assert wrong is not None
    assert "「7」は入れられません" in wrong.get_text()
    assert wrong.select_one("#b1")["value"] == "2"  # type: ignore[index]  # it is on the page
    planner.submit(page, "form[action$=take-back]")
    assert db.exec(select(AnswerSheet)).all() == []


def test_answers_to_what_is_asked_no_longer_are_refused(planner: PageClient, db: Session) -> None:
    session = class_of(db)
    number = key(session)
    db.commit()
    page = planner.get(f"/sessions/{number}/answers")
    keeper = Keeper(db, key="for tests only", at=make.NOW, by=None)
    keeper.keep(number, SheetKind.AFTER, ["新しい質問"])
    db.commit()
    answer = planner.submit(page, "form.q-entry", 422, b1="1")
    assert answer is not None
    assert "質問が変わりました" in answer.get_text()


def test_words_with_a_name_or_a_number_are_asked_back(planner: PageClient, db: Session) -> None:
    session = class_of(db)
    number = key(session)
    enrolled(db, session)
    db.commit()
    page = planner.get(f"/sessions/{number}/answers")
    text = "となりの菅原さんがやさしかった"
    asked = planner.submit(page, "form.q-say", 422, text=text)
    assert asked is not None
    assert "「菅原」" in asked.get_text()
    planner.submit(asked, "form.q-say", button="このまま入れる")
    assert [one.text for one in queries.said(db, number)] == [text]
    db.rollback()
    page = planner.get(f"/sessions/{number}/answers")
    planner.submit(page, "form[action$=remove]")
    assert queries.said(db, number) == ()
    db.rollback()
    assert planner.submit(page, "form.q-say", 422, text=" ") is not None


def test_results_are_shown_by_course_session_and_month(planner: PageClient, db: Session) -> None:
    session = class_of(db, title="地図の使い方")
    number = key(session)
    for _ in range(12):
        enter(db, number, sheet((1, 3), liked=4))
    service.add_comment(db, number, "寒かった")
    db.commit()
    page = planner.get("/questionnaires")
    assert "「できる」が、平均で2.0段階上がりました（12人）" in page.get_text()
    assert "地図の使い方" in page.get_text()
    words = planner.get(f"/questionnaires?month={TODAY:%Y-%m}").get_text()
    assert "12" in words
    assert "寒かった" in planner.get(f"/questionnaires/comments?month={TODAY:%Y-%m}").get_text()
    assert "寒かった" in planner.get(f"/sessions/{number}/answers/results").get_text()
    assert "まだ入っていません" in planner.get("/questionnaires?course=999").get_text()


def test_a_viewer_sees_no_few_and_cannot_narrow_down(signed_in: SignedIn, db: Session) -> None:
    number = key(class_of(db, title="地図の使い方"))
    for _ in range(4):
        enter(db, number, sheet((1, 3), liked=4))
    db.commit()
    page = signed_in(Role.VIEWER).get(f"/questionnaires?month={TODAY:%Y-%m}&course=1")
    words = page.get_text()
    assert "まだ入っていません" in words, "the year runs on"
    assert "地図の使い方" not in words
    assert "2.0段階" not in words
    assert page.select_one("#month") is None


def test_an_instructor_enters_only_their_own(signed_in: SignedIn, db: Session) -> None:
    own, other = class_of(db), class_of(db)
    make.teaching(db, own)
    db.commit()
    teacher = signed_in(Role.INSTRUCTOR)
    teacher.get(f"/sessions/{own.id}/answers")
    for address in ("answers", "answers/results", "answers/tablet", "answers/tablet/leave"):
        teacher.get(f"/sessions/{other.id}/{address}", expect=403)
