from typing import Any

from sqlmodel import Session, select

from classroom.class_day.attendance.codes import code_of
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.attendance.service import mark
from classroom.class_day.attendance.values import Press
from classroom.core.db import key
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import How, Mark
from tests import make
from tests.class_day.attendance.people import ClassOfToday, class_of_today
from tests.page import PageClient

SECRET = "for tests only"


def scan(desk: PageClient, today: ClassOfToday, code: str) -> str:
    desk.submit(desk.get(f"/sessions/{today.id}"), "form[data-scan]", code=code)
    return desk.get(str(desk.location)).text


def marked(db: Session) -> list[Any]:
    db.commit()
    return [(row.enrolment_id, row.mark, row.how) for row in db.exec(select(Attendance))]


def test_a_scan_checks_in(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    text = scan(desk, today, code_of(today.line(0), SECRET))
    assert "阿部 榮吉さんを受付しました。" in text
    assert "1人来ました。" in text
    assert marked(db) == [(today.line(0), Mark.PRESENT, How.QR)]


def test_a_second_scan_is_harmless_and_says_so(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    for _ in range(2):
        text = scan(desk, today, code_of(today.line(0), SECRET))
    assert "阿部 榮吉さんは、すでに受付しています（" in text
    assert len(marked(db)) == 1


def test_who_came_late_stays_late(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    mark(db, today.id, today.line(0), Press(Mark.LATE), Act(make.NOW, today.clerk))
    db.commit()
    text = scan(desk, today, code_of(today.line(0), SECRET))
    assert "阿部 榮吉さんは、すでに遅刻になっています（" in text
    assert marked(db) == [(today.line(0), Mark.LATE, How.SCREEN)]


def test_who_cancelled_and_came_after_all_is_present(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    mark(db, today.id, today.line(0), Press(Mark.EXCUSED), Act(make.NOW, today.clerk))
    db.commit()
    scan(desk, today, code_of(today.line(0), SECRET))
    assert marked(db) == [(today.line(0), Mark.PRESENT, How.QR)]


def test_the_tag_of_another_class_is_told(db: Session, desk: PageClient) -> None:
    today, other = class_of_today(db), make.offering(db, make.TODAY)
    stranger = make.enrolment(db, make.participant(db, "千葉 みつ", "チバ ミツ"), other)
    db.commit()
    assert "名簿にいません" in scan(desk, today, code_of(key(stranger), SECRET))
    assert "カナでさがしてください" in scan(desk, today, code_of(today.line(0), "another city"))
    assert "カナでさがしてください" in scan(desk, today, "4901234567894")
    assert not marked(db)


def test_before_its_day_there_is_nothing_to_scan(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, days=(make.NEXT_WEEK,))
    assert desk.get(f"/sessions/{today.id}").select_one("form[data-scan]") is None


def test_the_browser_may_use_the_camera_for_our_own_pages(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    answer = desk.client.get(f"/sessions/{today.id}")
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
