"""The catalogue: courses made and changed, and their handouts."""

import re
from typing import Any

import pytest
from sqlmodel import Session

from classroom.planning.course import queries
from classroom.planning.course.rules import CourseDevice
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient

TYPED: dict[str, Any] = {"code": "SN-101", "title": "スマホ入門", "short_title": "入門"}


def test_a_planner_adds_a_course(planner: PageClient, db: Session) -> None:
    page = planner.get("/courses/new")
    planner.submit(page, **TYPED, handout="smartphone-basics", bring="スマホ、老眼鏡")
    made = queries.course_of_code(db, "SN-101")
    assert made is not None
    assert (made.minutes, made.capacity, made.people_per_helper) == (90, 12, 4)
    assert planner.location is not None
    shown = planner.get(planner.location).get_text()
    assert "老眼鏡" in shown
    assert "まだ開講していません" in shown
    assert "スマホ入門" in str(planner.get("/courses"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"code": ""}, "番号を入れてください"),
        ({"code": "入門1"}, "半角の英字"),
        ({"code": "C-OLD"}, "番号「C-OLD」は"),
        ({"title": "あ" * 61}, "60文字まで"),
        ({"minutes": "5"}, "15分から"),
        ({"people_per_helper": "x"}, "数字で入れてください"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    planner: PageClient, db: Session, given: dict[str, Any], said: str
) -> None:
    make.course(db, code="C-OLD")
    db.commit()
    typed = {**TYPED, "bring": "充電器"} | given
    answer = str(planner.submit(planner.get("/courses/new"), expect=422, **typed))
    assert said in answer
    assert "充電器" in answer


def test_a_course_changed_meanwhile_is_shown_beside_what_was_typed(
    planner: PageClient, db: Session
) -> None:
    course = make.course(db)
    db.commit()
    mine, theirs = (planner.get(f"/courses/{course.id}/edit") for _ in range(2))
    planner.submit(theirs, title="身分証アプリ講習")
    answer = planner.submit(mine, expect=422, title="アプリ相談会")
    assert answer is not None
    assert "身分証アプリ講習" in answer.get_text()
    planner.submit(answer)
    db.refresh(course)
    assert course.title == "アプリ相談会"


def test_a_handout_is_read_on_the_screen_and_printed(signed_in: SignedIn, db: Session) -> None:
    course = make.course(db, handout="smartphone-basics")
    db.commit()
    teacher = signed_in(Role.INSTRUCTOR)
    assert "講師用を見る" in str(teacher.get(f"/courses/{course.id}/handout"))
    assert "講師メモ" in str(teacher.get(f"/courses/{course.id}/handout?edition=instructor"))
    paper = teacher.client.get(f"/courses/{course.id}/handout.pdf?edition=instructor")
    assert paper.data.startswith(b"%PDF")
    assert "attachment" not in paper.headers["Content-Disposition"]


def test_a_handout_that_differs_by_phone_is_chosen_before_it_is_printed(
    signed_in: SignedIn, db: Session
) -> None:
    course = make.course(db, handout="phone-and-camera")
    db.commit()
    reception = signed_in(Role.RECEPTION)
    address = f"/courses/{course.id}/handout"
    asked = reception.client.get(f"{address}.pdf")
    assert (asked.status_code, asked.headers["Location"]) == (302, address)
    page = reception.get(f"{address}?device=android")
    assert "アンドロイド版" in str(page.h1)
    (other,) = page.find_all("a", string=re.compile("iPhone版を見る"))
    assert other["href"] == f"{address}?device=iphone"
    assert page.find("a", href=f"{address}.pdf?device=android")
    paper = reception.client.get(f"{address}.pdf?device=android")
    assert "%E3%82%A2%E3%83%B3%E3%83%89%E3%83%AD%E3%82%A4%E3%83%89" in str(paper.headers)


def test_the_handout_of_a_course_for_one_phone_is_the_one_for_that_phone(
    signed_in: SignedIn, db: Session
) -> None:
    course = make.course(db, handout="phone-and-camera", device=CourseDevice.ANDROID)
    db.commit()
    reception = signed_in(Role.RECEPTION)
    assert reception.client.get(f"/courses/{course.id}/handout.pdf").data.startswith(b"%PDF")
    assert "アンドロイド版" in str(reception.get(f"/courses/{course.id}/handout").h1)
    for which in ("iPhone版", "アンドロイド版"):
        assert f"受講者に配る資料（{which}）" in str(reception.get(f"/courses/{course.id}"))


def test_the_instructors_edition_is_not_for_viewers(signed_in: SignedIn, db: Session) -> None:
    course = make.course(db, handout="smartphone-basics")
    bare = make.course(db)
    db.commit()
    viewer = signed_in(Role.VIEWER)
    viewer.get(f"/courses/{course.id}/handout")
    viewer.get(f"/courses/{course.id}/handout?edition=instructor", expect=403)
    viewer.get(f"/courses/{course.id}/handout.pdf?edition=instructor", expect=403)
    viewer.get(f"/courses/{bare.id}/handout", expect=404)
