"""One search from every page: what each role finds, and where it leads."""

from datetime import timedelta

from sqlmodel import Session

from classroom.core.db import key
from classroom.rules.words.planning import Status
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.page import PageClient


def hits(page: PageClient, text: str) -> list[str]:
    found = page.get(f"/search?q={text}")
    return [str(link["href"]) for link in found.select("a.hit")]


def test_the_desk_finds_people_classes_and_venues(db: Session, desk: PageClient) -> None:
    where = make.venue(db, name="大曲市民センター", name_kana="オオマガリシミンセンター")
    run = make.offering(db, place=where)
    who = make.participant(db, "大曲 花子", "オオマガリ ハナコ")
    db.commit()
    assert hits(desk, "おおまがり") == [
        f"/participants/{who.id}",
        f"/calendar/list?venue={where.id}",
    ]
    assert hits(desk, "大曲") == [
        f"/participants/{who.id}",
        f"/offerings/{run.id}",
        f"/calendar/list?venue={where.id}",
    ]


def test_widths_and_capitals_do_not_matter_and_every_word_must_be_there(
    db: Session, desk: PageClient
) -> None:
    run = make.offering(db, code="R8-001", place=make.venue(db, name="矢本東", name_kana="ヤモト"))
    db.commit()
    assert hits(desk, "ｒ８－００１") == [f"/offerings/{run.id}"]
    assert f"/offerings/{run.id}" in hits(desk, "身分証　矢本")
    assert hits(desk, "身分証 大塩") == []


def test_a_run_is_found_once_with_its_next_day_before_those_that_are_over(
    db: Session, desk: PageClient
) -> None:
    over = make.offering(db, make.TODAY - timedelta(days=20), make.TODAY - timedelta(days=10))
    coming = make.offering(db, make.TODAY - timedelta(days=5), make.TODAY + timedelta(days=2))
    db.commit()
    assert hits(desk, "身分証") == [f"/offerings/{coming.id}", f"/offerings/{over.id}"]


def test_a_viewer_finds_no_person_and_no_draft(db: Session, signed_in: SignedIn) -> None:
    viewer = signed_in(Role.VIEWER)
    make.participant(db)
    run = make.offering(db)
    make.offering(db, title="下書きの身分証", status=Status.DRAFT)
    db.commit()
    assert hits(viewer, "わたなべ") == []
    assert hits(viewer, "4187") == []
    month, course = f"{make.NEXT_WEEK:%Y-%m}", run.course_id
    assert hits(viewer, "身分証") == [f"/calendar/list?month={month}&course={course}"]
    assert "受講者" not in viewer.get("/search?q=わたなべ").select_one("main").text  # type: ignore[union-attr]


def test_an_instructor_is_led_to_the_own_class_and_to_no_person(
    db: Session, signed_in: SignedIn
) -> None:
    teacher = signed_in(Role.INSTRUCTOR)
    make.participant(db)
    own, other = make.offering(db), make.offering(db)
    make.teaching(db, make.sessions(db, own)[0])
    db.commit()
    session = key(make.sessions(db, own)[0])
    found = hits(teacher, "身分証")
    assert f"/sessions/{session}" in found
    assert key(make.sessions(db, other)[0]) != session
    assert len([url for url in found if url.startswith("/sessions/")]) == 1
    assert hits(teacher, "わたなべ") == []


def test_a_planner_finds_drafts(db: Session, planner: PageClient) -> None:
    run = make.offering(db, status=Status.DRAFT)
    db.commit()
    assert hits(planner, "身分証") == [f"/offerings/{run.id}"]


def test_every_page_leads_to_the_search(signed_in: SignedIn) -> None:
    viewer = signed_in(Role.VIEWER)
    for address in ("/", "/calendar", "/kpi", "/account"):
        link = viewer.get(address).select_one('header a[data-key="/"]')
        assert link is not None
        assert link["href"] == "/search"
