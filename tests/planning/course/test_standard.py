"""標準の講座一覧: each shipped handout becomes a course with one press, or all do."""

from sqlmodel import Session, select

from classroom.kit.handout import library
from classroom.planning.course.models import Course
from classroom.planning.course.standard import shipped
from tests import make
from tests.page import PageClient, form_fields
from tests.page_rules import text_of


def test_every_shipped_handout_is_a_course_that_can_be_adopted() -> None:
    assert {one.handout for one in shipped()} == set(library.slugs())
    assert len({one.code for one in shipped()}) == len(shipped())
    for one in shipped():
        assert one.summary.endswith("。")
        assert one.bring
    assert [one.handout for one in shipped() if one.teaches_app] == ["digital-id"]


def test_one_press_adopts_a_course_with_its_handout(planner: PageClient, db: Session) -> None:
    page = planner.get("/courses/standard")
    form = page.select_one("form:has(input[value='T-01'])")
    assert form is not None
    planner.post("/courses/standard", form_fields(form))
    (course,) = db.exec(select(Course)).all()
    assert (course.title, course.minutes, course.handout) == ("地図を使う", 60, "maps")
    page = planner.get("/courses/standard")
    assert "あと15件" in text_of(page)
    assert "取り入れました" in text_of(page)


def test_all_at_once_leaves_out_what_is_there(planner: PageClient, db: Session) -> None:
    make.course(db, code="T-01", title="地図あるき")
    make.course(db, code="SN-101", handout="smartphone-basics")
    db.commit()
    page = planner.get("/courses/standard")
    assert "番号が使われています" in text_of(page)
    planner.submit(page, "main .head form")
    assert len(db.exec(select(Course)).all()) == 2 + len(shipped()) - 2
    db.rollback()
    assert "すべて取り入れました" in text_of(planner.get("/courses/standard"))


def test_a_course_that_is_not_on_the_list_is_refused(planner: PageClient, db: Session) -> None:
    page = planner.get("/courses/standard")
    form = page.select_one("form:has(input[value='T-01'])")
    assert form is not None
    fields = form_fields(form) | {"code": "X-99"}
    planner.post("/courses/standard", fields)
    assert "標準の一覧にありません" in text_of(planner.get("/courses/standard"))
    assert not db.exec(select(Course)).all()
