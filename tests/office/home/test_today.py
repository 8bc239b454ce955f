from datetime import time, timedelta

from sqlmodel import Session

from classroom.class_day.attendance.service import finish, mark
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Status as EnrolmentStatus
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient

ALL_DAY = {"starts": time(0), "ends": time(23, 59)}


def test_nothing_today_names_the_next_class(db: Session, desk: PageClient) -> None:
    make.offering(db, make.NEXT_WEEK)
    db.commit()
    page = desk.get("/")
    assert "今日の教室はありません。" in page.text
    assert f"次は {make.NEXT_WEEK.month}月{make.NEXT_WEEK.day}日" in page.text


def test_an_empty_year_says_so(db: Session, desk: PageClient) -> None:
    db.commit()
    assert "まだ決まっていません" in desk.get("/").text


def test_a_class_of_today_shows_who_came_and_leads_to_the_check_in(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db, **ALL_DAY)
    mark(db, today.id, today.line(0), Press(Mark.PRESENT), Act(make.NOW, today.clerk))
    db.commit()
    page = desk.get("/")
    assert "今日の教室は1つです。" in page.text
    assert "1人出席・あと2人" in page.text
    buttons = {str(link["href"]) for link in page.select(".today .btn")}
    assert buttons == {f"/sessions/{today.id}"}


def test_an_ended_class_leads_to_its_results(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, **ALL_DAY)
    finish(db, today.id, Act(make.NOW, today.clerk))
    db.commit()
    link = desk.get("/").select_one(".today .btn")
    assert link is not None
    assert (link.text.strip(), link["href"]) == ("結果を入れる", f"/sessions/{today.id}/after")


def test_a_cancelled_class_is_named_but_not_counted(db: Session, desk: PageClient) -> None:
    make.offering(db, make.TODAY, status=Status.CANCELLED, cancel_reason="雪のため")
    db.commit()
    page = desk.get("/")
    assert "今日の教室はありません" in page.text
    assert "中止" in page.text


def test_the_desk_is_told_of_a_free_seat_and_then_whom_to_telephone_for_it(
    db: Session, desk: PageClient
) -> None:
    offering = make.offering(db, make.NEXT_WEEK, capacity=1)
    for number, name in enumerate(("渡邊 光子", "髙﨑 清治"), 1):
        who = make.participant(db, name, "ワタナベ ミツコ", telephone="0225004187")
        make.enrolment(
            db, who, offering, status=EnrolmentStatus.WAITLISTED, waiting_number=3 - number
        )
    db.commit()
    page = desk.get("/")
    assert "空きが1席、待ちが2人" in page.text
    desk.submit(page, "form[action$=offers]")
    page = desk.get("/")
    assert "空きが1席" not in page.text
    assert [found.text for found in page.select(".call .name")] == ["髙﨑 清治"]
    assert "0225-00-4187" in page.text


def test_the_desk_has_its_two_actions_on_their_keys(db: Session, desk: PageClient) -> None:
    db.commit()
    keys = {thing["data-key"]: thing["href"] for thing in desk.get("/").select(".head [data-key]")}
    assert keys == {"F2": "/reception/new", "/": "/reception"}


def test_an_instructor_sees_own_classes_alone(db: Session, signed_in: SignedIn) -> None:
    own = class_of_today(db, **ALL_DAY)
    make.teaching(db, own.session)
    other = make.offering(db, make.TODAY + timedelta(days=1), course_id=key(make.course(db)))
    other.title = "ほかの方の教室"
    db.add(other)
    db.commit()
    page = signed_in(Role.INSTRUCTOR).get("/")
    assert "今日の担当は1つです。" in page.text
    assert "ほかの方の教室" not in page.text
    assert "電話・窓口の受付" not in page.text


def test_a_viewer_sees_figures_and_nobody(db: Session, signed_in: SignedIn) -> None:
    class_of_today(db, **ALL_DAY)
    page = signed_in(Role.VIEWER).get("/")
    assert page.select_one("main a[href='/kpi'], main a[href*=kpi]") is not None
    assert not page.select("a[href^='/sessions/'], .name")


def test_the_help_opens_for_everyone(db: Session, signed_in: SignedIn) -> None:
    for role in Role:
        assert "困ったとき" in signed_in(role).get("/help").text
    db.commit()
