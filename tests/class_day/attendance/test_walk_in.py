from typing import Any

import pytest
from sqlmodel import Session, col, select

from classroom.class_day.attendance import service
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment, EnrolmentChange
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.attendance import Mark
from classroom.rules.words.queue import Channel, Status
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import ClassOfToday, class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient

TYPED: dict[str, Any] = {"name_kana": "いとう とき", "told_band": "80s", "device": "android"}


def test_someone_without_an_application_is_taken_in_and_present(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    page = desk.get(f"/sessions/{today.id}")
    desk.submit(page, "form.walk-form", **TYPED)
    page = desk.get(f"/sessions/{today.id}")
    assert "イトウ トキさんを加えて、受付しました。" in page.text
    assert "1人来ました。あと3人です。" in page.text
    assert newest(db).channel is Channel.WALK_IN


def test_someone_registered_before_is_asked_about_and_not_registered_twice(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    known = make.participant(db, "伊藤 トキ", "イトウ トキ")
    before = len(db.exec(select(Participant)).all())
    db.commit()
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **TYPED)
    assert page is not None
    assert "伊藤 トキさん（80代）" in page.text
    assert "80s" in str(page.select_one("input[name=told_band][checked]"))
    desk.submit(page, "form.walk-form", person=str(known.id))
    assert newest(db).participant_id == known.id
    assert len(db.exec(select(Participant)).all()) == before


def test_another_person_of_the_same_kana_may_be_registered(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    known = make.participant(db, "伊藤 トキ", "イトウ トキ")
    db.commit()
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **TYPED)
    assert page is not None
    desk.submit(page, "form.walk-form", person="new")
    assert newest(db).participant_id != known.id


def test_who_is_on_the_roster_after_all_is_only_marked(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    typed = {**TYPED, "name_kana": "アベ エイキチ"}
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **typed)
    assert page is not None
    desk.submit(page, "form.walk-form", person=str(today.people[0].id))
    marked = db.exec(select(Attendance)).one()
    assert (marked.enrolment_id, marked.mark) == (today.line(0), Mark.PRESENT)


def test_what_is_missing_is_said_and_what_was_typed_stays(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    page = desk.submit(
        desk.get(f"/sessions/{today.id}"),
        "form.walk-form",
        expect=422,
        name_kana="伊藤",
        device="iphone",
    )
    assert page is not None
    assert "「伊藤」が漢字です。カタカナで入れてください。" in page.text
    assert "ひとつえらんでください。" in page.text
    kana = page.select_one("#name_kana")
    assert kana is not None
    assert kana["value"] == "伊藤"


def test_a_full_room_is_said_on_the_page(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, place=make.venue(db, capacity=3))
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **TYPED)
    assert page is not None
    assert "部屋の定員3人に達しています" in page.text


def test_an_instructor_takes_people_in_too(db: Session, signed_in: SignedIn) -> None:
    today: ClassOfToday = class_of_today(db)
    make.teaching(db, today.session)
    teacher = signed_in(Role.INSTRUCTOR)
    teacher.submit(teacher.get(f"/sessions/{today.id}"), "form.walk-form", **TYPED)
    assert newest(db).channel is Channel.WALK_IN


def newest(db: Session) -> Enrolment:
    return db.exec(select(Enrolment).order_by(col(Enrolment.id).desc())).first() or Enrolment()  # type: ignore[call-arg]  # fails the asserts


def test_a_walk_in_is_taken_back_with_one_press(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", **TYPED)
    desk.submit(desk.get(f"/sessions/{today.id}"), ".undo form")
    page = desk.get(f"/sessions/{today.id}")
    assert "イトウ トキさんの当日参加を取り消しました。" in page.text
    assert "まだどなたも来ていません。" in page.text
    line = newest(db)
    assert (line.status, line.holds_seat) == (Status.CANCELLED, False)
    offering = db.get_one(Offering, line.offering_id)
    db.refresh(offering)
    assert offering.seats_taken == len(today.people)


def test_who_waited_before_walking_in_waits_again(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    known = make.participant(db, "伊藤 トキ", "イトウ トキ")
    waits = {"status": Status.WAITLISTED, "waiting_number": 1}
    line = make.enrolment(db, known, today.offering, **waits)
    db.add(EnrolmentChange(enrolment_id=key(line), status=line.status, at=make.NOW))
    db.commit()
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **TYPED)
    assert page is not None
    desk.submit(page, "form.walk-form", person=str(known.id))
    desk.submit(desk.get(f"/sessions/{today.id}"), ".undo form")
    db.refresh(line)
    assert (line.status, line.waiting_number) == (Status.WAITLISTED, 1)


def test_of_who_was_on_the_roster_only_the_mark_is_taken_back(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    typed = {**TYPED, "name_kana": "アベ エイキチ"}
    page = desk.submit(desk.get(f"/sessions/{today.id}"), "form.walk-form", expect=422, **typed)
    assert page is not None
    desk.submit(page, "form.walk-form", person=str(today.people[0].id))
    desk.submit(desk.get(f"/sessions/{today.id}"), ".undo form")
    line = db.get_one(Enrolment, today.line(0))
    db.refresh(line)
    assert line.status is Status.ACCEPTED
    assert db.exec(select(Attendance)).all() == []


def test_who_applied_is_no_walk_in_to_be_taken_back(db: Session) -> None:
    today = class_of_today(db)
    with pytest.raises(Refusal, match="当日参加の方ではありません"):
        service.take_back_walk_in(db, today.id, today.line(0), Act(make.NOW))
