"""Instructors and assistants, and who of them is in which session."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.planning.offering import team_queries, team_service
from classroom.planning.staffing import queries, service
from classroom.planning.staffing.models import Assignment
from classroom.planning.staffing.rules import helpers_needed
from classroom.planning.staffing.values import Part, PersonDetails, Team, TeamDetails
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.page import PageClient


def person(db: Session, part: Part, name: str, kana: str) -> int:
    return key(service.create_person(db, part, PersonDetails(name, kana)))


@given(st.integers(0, 300), st.integers(1, 30))
def test_enough_assistants_are_enough_and_one_fewer_is_not(people: int, ratio: int) -> None:
    needed = helpers_needed(people, ratio)
    assert needed * ratio >= people
    assert needed == 0 or (needed - 1) * ratio < people


@pytest.mark.parametrize("part", Part)
def test_a_planner_adds_someone_and_links_an_account(
    planner: PageClient, db: Session, part: Part
) -> None:
    account = make.staff(db, Role.INSTRUCTOR)
    db.commit()
    page = planner.get(f"/team-members/{part}/new")
    planner.submit(
        page,
        name="𠮷田 久美",
        name_kana="よしだ くみ",
        telephone="090-0000-1111",
        staff_member_id=str(account.id),
    )
    line = queries.people(db, part)[0]
    assert (line.name, line.name_kana, line.login) == ("𠮷田 久美", "ヨシダ クミ", "teacher")
    assert "090-0000-1111" in str(planner.get("/team-members"))
    db.commit()
    second = planner.get(f"/team-members/{part}/new")
    answer = planner.submit(
        second, expect=422, name="別の方", name_kana="ベツ", staff_member_id=str(account.id)
    )
    assert "𠮷田 久美さんが使っています" in str(answer)
    assert "別の方" in str(answer)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "お名前を入れてください"),
        ({"name_kana": "遠藤"}, "カタカナ"),
        ({"telephone": "090-0000-418"}, "11けた"),
        ({"staff_member_id": "999"}, "一覧の中から"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    planner: PageClient, given: dict[str, str], said: str
) -> None:
    typed = {"name": "遠藤 久美", "name_kana": "エンドウ", "organisation": "市民の会"} | given
    page = planner.get("/team-members/instructor/new")
    answer = str(planner.submit(page, expect=422, **typed))
    assert said in answer
    assert "市民の会" in answer


def test_someone_changed_meanwhile_is_not_overwritten(planner: PageClient, db: Session) -> None:
    number = person(db, Part.ASSISTANT, "千葉 みつ", "チバ ミツ")
    db.commit()
    mine, theirs = (planner.get(f"/team-members/assistant/{number}") for _ in range(2))
    planner.submit(theirs, organisation="赤井の会")
    answer = planner.submit(mine, expect=422, organisation="大曲の会")
    assert answer is not None
    assert "赤井の会" in answer.get_text()
    assert "大曲の会" in str(answer)


def test_there_is_no_third_kind_of_person(planner: PageClient) -> None:
    planner.get("/team-members/parent/new", expect=404)
    planner.get("/team-members/instructor/99", expect=404)


def test_a_planner_chooses_a_sessions_team(planner: PageClient, db: Session) -> None:
    row = make.offering(db, seats_taken=9)
    session = make.sessions(db, row)[0]
    teacher = person(db, Part.INSTRUCTOR, "遠藤 久美", "エンドウ クミ")
    helpers = [person(db, Part.ASSISTANT, f"補助 {n}", "ホジョ") for n in "一二"]
    db.commit()
    page = planner.get(f"/sessions/{session.id}/team")
    assert "補助員が3人不足です" in page.get_text()
    planner.submit(page, instructors=str(teacher), assistants=[str(one) for one in helpers])
    assert queries.teams(db, [key(session)]) == {
        key(session): Team(("遠藤 久美",), ("補助 一", "補助 二"))
    }
    db.commit()
    assert "補助員が1人不足です" in planner.get(f"/sessions/{session.id}/team").get_text()


def test_a_team_chosen_meanwhile_is_not_overwritten(planner: PageClient, db: Session) -> None:
    session = make.sessions(db, make.offering(db))[0]
    one, two = (person(db, Part.INSTRUCTOR, name, "エンドウ") for name in ("遠藤", "阿部"))
    db.commit()
    page = planner.get(f"/sessions/{session.id}/team")
    team_service.set_team(db, key(session), TeamDetails((one,)), version=1)
    db.commit()
    answer = planner.submit(page, expect=422, instructors=str(two))
    assert answer is not None
    assert "いまの登録" in answer.get_text()
    assert queries.teams(db, [key(session)])[key(session)].instructors == ("遠藤",)


def test_the_list_says_who_is_elsewhere_at_that_time(planner: PageClient, db: Session) -> None:
    busy = person(db, Part.INSTRUCTOR, "阿部 進", "アベ ススム")
    same, later, off = (
        make.sessions(db, make.offering(db, **given))[0]
        for given in (
            {},
            {"starts": time(13), "ends": time(14)},
            {"status": Status.CANCELLED, "cancel_reason": "大雪"},
        )
    )
    for other in (same, later, off):
        db.add(Assignment(course_session_id=key(other), instructor_id=busy))
    mine = make.sessions(db, make.offering(db))[0]
    found = team_queries.candidates(db, mine).instructors
    assert [len(one.elsewhere) for one in found] == [1]
    db.commit()
    assert "矢本東で" in planner.get(f"/sessions/{mine.id}/team").get_text()


def test_an_account_teaches_its_own_sessions_only(db: Session) -> None:
    mine, other = (make.sessions(db, make.offering(db))[0] for _ in range(2))
    make.teaching(db, mine)
    helping = make.sessions(db, make.offering(db, make.TODAY))[0]
    account = key(make.staff(db, Role.INSTRUCTOR))
    details = PersonDetails("遠藤 久美", "エンドウ クミ", staff_member_id=account)
    assistant = service.create_person(db, Part.ASSISTANT, details)
    team_service.set_team(db, key(helping), TeamDetails((), (key(assistant),)), version=1)
    asked = [queries.teaches(db, account, key(one)) for one in (mine, other, helping)]
    assert asked == [True, False, True]
    found = queries.own_sessions(db, account, make.TODAY, make.NEXT_WEEK)
    assert [one.course_session_id for one in found] == [helping.id, mine.id]
    assert not queries.teaches(db, key(make.staff(db, Role.ADMIN)), key(mine))


def test_people_are_refused_when_stale_or_linked_twice(db: Session) -> None:
    account = key(make.staff(db, Role.INSTRUCTOR))
    details = PersonDetails("遠藤 久美", "エンドウ クミ", staff_member_id=account)
    one = service.create_person(db, Part.INSTRUCTOR, details)
    with pytest.raises(Refusal, match="遠藤 久美さんが使っています"):
        service.create_person(db, Part.INSTRUCTOR, details)
    with pytest.raises(Stale):
        service.change_person(db, Part.INSTRUCTOR, key(one), details, version=5)
    service.change_person(db, Part.INSTRUCTOR, key(one), details, version=1)
