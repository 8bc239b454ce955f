"""Offerings: made as a series, changed, moved on, cancelled; never below the seats taken."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.planning.course import queries
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.rules import Selection
from classroom.planning.course.values import OfferingDetails, SessionDetails, Terms
from classroom.planning.offering import applicants, service
from classroom.planning.place.models import Room
from classroom.rules.words.attendance import Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.queue import Status as EnrolmentStatus
from tests import make
from tests.page import PageClient

MONDAY = date(2026, 11, 16)


def session_details(db: Session, on: date, **given: object) -> SessionDetails:
    made: dict[str, object] = {"on": on, "starts": time(10), "ends": time(11, 30)}
    made |= given
    if "venue_id" not in made:
        made["venue_id"] = key(make.venue(db))
    return SessionDetails(**made)  # type: ignore[arg-type]  # fields by name


def made_offering(db: Session, *days: date, capacity: int = 12) -> Offering:
    venue_id = key(make.venue(db))
    details = OfferingDetails(
        key(make.course(db)),
        Terms(capacity),
        tuple(session_details(db, day, venue_id=venue_id) for day in days or (MONDAY,)),
    )
    return service.create_offering(db, details, at=make.NOW)


def details_of(row: CourseSession, **given: object) -> SessionDetails:
    made: dict[str, object] = {
        "on": row.on,
        "starts": row.starts,
        "ends": row.ends,
        "venue_id": row.venue_id,
        "topic": row.topic,
        "id": row.id,
    }
    return SessionDetails(**{**made, **given})  # type: ignore[arg-type]  # fields by name


def test_a_planner_makes_a_series_that_steps_over_holidays(
    planner: PageClient, db: Session
) -> None:
    venue = make.venue(db)
    room = Room(venue_id=key(venue), name="研修室", capacity=20)
    db.add(room)
    course = make.course(db, minutes=120, capacity=8)
    db.commit()
    assert course.title in str(planner.get("/offerings/new"))
    page = planner.get(f"/offerings/new?course_id={course.id}")
    assert page.select_one("input[name=capacity]")["value"] == "8"  # type: ignore[index]  # found
    planner.submit(
        page,
        first_on=MONDAY.isoformat(),
        count="3",
        starts="1330",
        place=f"{venue.id}-{room.id}",
    )
    found = db.exec(select(Offering)).one()
    assert (found.code, found.status, found.fiscal_year) == ("R8-001", Status.DRAFT, 2026)
    held = make.sessions(db, found)
    assert [one.on for one in held] == [MONDAY, date(2026, 11, 30), date(2026, 12, 7)]
    assert {(one.starts, one.ends, one.room_id) for one in held} == {
        (time(13, 30), time(15, 30), room.id)
    }
    assert planner.location == f"/offerings/{found.id}/sessions"
    assert "11月23日（月）は勤労感謝の日です" in str(planner.get(planner.location))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"first_on": ""}, "日を入れてください"),
        ({"first_on": "2027-02-30"}, "2月は28日まで"),
        ({"starts": "25時"}, "9:30 のように"),
        ({"ends": "9:00"}, "始まりより後の時刻"),
        ({"count": "21"}, "20回まで"),
        ({"capacity": "0"}, "1人から"),
        ({"place": ""}, "会場をえらんでください"),
        ({"place": "999"}, "一覧の中から"),
        ({"apply_from": "2026-11-10", "apply_until": "2026-11-01"}, "受付の始まりより後"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    planner: PageClient, db: Session, given: dict[str, Any], said: str
) -> None:
    venue, course = make.venue(db), make.course(db)
    db.commit()
    typed = {"first_on": "2026-11-16", "place": str(venue.id), "note": "かぎは事務室で借りる"}
    page = planner.get(f"/offerings/new?course_id={course.id}")
    answer = str(planner.submit(page, expect=422, **{**typed, **given}))
    assert said in answer
    assert "かぎは事務室で借りる" in answer
    assert db.exec(select(Offering)).first() is None


def test_codes_go_on_and_begin_anew_with_the_fiscal_year(db: Session) -> None:
    codes = [made_offering(db, day).code for day in (MONDAY, date(2027, 3, 31), date(2027, 4, 1))]
    assert codes == ["R8-001", "R8-002", "R9-001"]


def test_sessions_are_numbered_by_day_and_time(db: Session) -> None:
    later, sooner = MONDAY + timedelta(days=7), MONDAY
    row = made_offering(db, later, sooner)
    assert [(one.number, one.on) for one in make.sessions(db, row)] == [(1, sooner), (2, later)]


def test_a_room_of_another_venue_is_refused(db: Session) -> None:
    room = Room(venue_id=key(make.venue(db)), name="研修室", capacity=20)
    db.add(room)
    db.flush()
    session = session_details(db, MONDAY, room_id=room.id)
    details = OfferingDetails(key(make.course(db)), Terms(10), (session,))
    with pytest.raises(Refusal, match="会場の部屋ではありません"):
        service.create_offering(db, details, at=make.NOW)


def test_two_sessions_at_the_same_time_are_refused(db: Session) -> None:
    sessions = (session_details(db, MONDAY), session_details(db, MONDAY, starts=time(11)))
    details = OfferingDetails(key(make.course(db)), Terms(10), sessions)
    with pytest.raises(Refusal, match="時間の重なる回"):
        service.create_offering(db, details, at=make.NOW)


def test_capacity_cannot_go_below_the_seats_taken(planner: PageClient, db: Session) -> None:
    row = make.offering(db, capacity=5)
    for number in range(3):
        make.enrolment(db, make.participant(db, f"佐藤 {number}"), row)
    db.commit()
    page = planner.get(f"/offerings/{row.id}/edit")
    answer = str(planner.submit(page, "form.form", expect=422, capacity="2", title="春の教室"))
    assert "もう3人が申し込んでいます。定員は3人以上にしてください。" in answer
    assert "春の教室" in answer
    planner.submit(page, "form.form", capacity="3", title="春の教室", selection="draw")
    db.refresh(row)
    assert (row.capacity, row.title, row.selection) == (3, "春の教室", Selection.DRAW)


def test_an_offering_changed_meanwhile_is_not_overwritten(planner: PageClient, db: Session) -> None:
    row = make.offering(db)
    db.commit()
    page = planner.get(f"/offerings/{row.id}/edit")
    service.change_offering(db, key(row), Terms(20, title="冬の教室"), version=1)
    db.commit()
    answer = planner.submit(page, "form.form", expect=422, title="春の教室")
    assert answer is not None
    assert "冬の教室" in answer.get_text()
    db.refresh(row)
    assert row.title == "冬の教室"
    db.commit()
    planner.submit(answer, "form.form")
    db.refresh(row)
    assert row.title == "春の教室"


def test_a_session_is_moved_added_and_taken_away_on_one_page(
    planner: PageClient, db: Session
) -> None:
    row = make.offering(db, MONDAY, MONDAY + timedelta(days=7))
    kept = make.sessions(db, row)[0]
    db.commit()
    page = planner.get(f"/offerings/{row.id}/sessions")
    typed: dict[str, Any] = {
        "sessions-0-on": "2026-12-14",
        "sessions-0-topic": "地図と乗りもの",
        "sessions-1-is_gone": "y",
        "sessions-2-on": "2026-12-01",
    }
    planner.submit(page, **typed)
    db.expire_all()
    held = make.sessions(db, row)
    assert [(one.number, one.on, one.topic) for one in held] == [
        (1, date(2026, 12, 1), ""),
        (2, date(2026, 12, 14), "地図と乗りもの"),
    ]
    assert held[1].id == kept.id


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"sessions-0-on": ""}, "日を入れてください"),
        ({"sessions-0-starts": ""}, "始まりの時刻を入れてください"),
        ({"sessions-0-ends": "9:00"}, "始まりより後の時刻"),
        ({"sessions-0-place": ""}, "会場をえらんでください"),
        ({"sessions-0-is_gone": "y"}, "1回から20回まで"),
        ({"sessions-1-on": "2026-11-16"}, "時間の重なる回"),
        ({"sessions-1-on": "2026-02-30"}, "2月は28日まで"),
    ],
)
def test_a_wrong_row_is_told_by_its_number(
    planner: PageClient, db: Session, given: dict[str, Any], said: str
) -> None:
    row = make.offering(db, MONDAY)
    db.commit()
    page = planner.get(f"/offerings/{row.id}/sessions")
    answer = planner.submit(page, expect=422, **{"sessions-0-topic": "電話とカメラ", **given})
    assert answer is not None
    assert said in answer.get_text()
    assert "電話とカメラ" in str(answer)


def test_a_session_with_attendance_is_not_taken_away(db: Session) -> None:
    row = make.offering(db, MONDAY, MONDAY + timedelta(days=7))
    first, second = make.sessions(db, row)
    who = make.enrolment(db, make.participant(db), row)
    db.add(
        Attendance(
            enrolment_id=key(who),
            course_session_id=key(first),
            mark=Mark.PRESENT,
            marked_at=make.NOW,
        )
    )
    db.flush()
    with pytest.raises(Refusal, match="第1回（11月16日）には出欠の記録がある"):
        service.change_sessions(db, key(row), (details_of(second),), version=1, at=make.NOW)
    with pytest.raises(Refusal, match="申し込んだ方がいるので、第2回は消せません"):
        service.change_sessions(db, key(row), (details_of(first),), version=1, at=make.NOW)
    assert applicants.ask().attended(db, [key(first)]) == {first.id}


def test_sessions_changed_meanwhile_are_not_overwritten(planner: PageClient, db: Session) -> None:
    row = make.offering(db, MONDAY)
    session = make.sessions(db, row)[0]
    db.commit()
    page = planner.get(f"/offerings/{row.id}/sessions")
    service.change_sessions(
        db, key(row), (details_of(session, topic="写真"),), version=1, at=make.NOW
    )
    db.commit()
    answer = planner.submit(page, expect=422, **{"sessions-0-topic": "地図"})
    assert answer is not None
    assert "写真" in answer.get_text()
    assert "地図" in str(answer)


def test_an_offering_goes_on_by_its_buttons(planner: PageClient, db: Session) -> None:
    row = made_offering(db)
    db.commit()
    for button, status in [
        ("受付を始める", Status.OPEN),
        ("受付を終える", Status.CLOSED),
        ("受付をもう一度始める", Status.OPEN),
        ("終了にする", Status.FINISHED),
        ("終了を取り消す", Status.CLOSED),
    ]:
        page = planner.get(f"/offerings/{row.id}/edit")
        form = next(
            form for form in page.select("form[action$='/status']") if button in form.get_text()
        )
        form["id"] = "chosen"
        planner.submit(page, "#chosen")
        db.refresh(row)
        assert row.status is status
        db.commit()


def test_a_step_that_is_not_allowed_is_refused(db: Session) -> None:
    row = made_offering(db)
    with pytest.raises(Refusal, match="「下書き」の開講は、「終了」にはできません"):
        service.change_status(db, key(row), Status.FINISHED, version=1)
    with pytest.raises(Stale):
        service.change_status(db, key(row), Status.OPEN, version=2)


def test_an_offering_with_applicants_does_not_become_a_draft_again(db: Session) -> None:
    row = make.offering(db)
    make.enrolment(db, make.participant(db), row, status=EnrolmentStatus.APPLIED)
    with pytest.raises(Refusal, match="下書きにはもどせません"):
        service.change_status(db, key(row), Status.DRAFT, version=1)


def test_a_cancellation_says_how_many_to_telephone_and_needs_its_reason(
    planner: PageClient, db: Session
) -> None:
    row = make.offering(db, capacity=1)
    make.enrolment(db, make.participant(db), row)
    make.enrolment(
        db,
        make.participant(db, "髙橋 勇"),
        row,
        status=EnrolmentStatus.WAITLISTED,
        waiting_number=1,
    )
    make.enrolment(db, make.participant(db, "千葉 みつ"), row, status=EnrolmentStatus.CANCELLED)
    db.commit()
    dialog = planner.get(f"/offerings/{row.id}/edit").select_one("dialog#cancel-dialog")
    assert dialog is not None
    assert "2人への電話が必要です" in dialog.get_text()
    page = planner.get(f"/offerings/{row.id}/cancel")
    answer = planner.submit(page, expect=422, reason="　")
    assert "中止の理由を入れてください" in str(answer)
    planner.submit(page, reason="大雪のため", operation_id="6f1f1d6e-9c1b-4c55-b6d0-3f0c3a0b7a11")
    db.refresh(row)
    assert (row.status, row.cancel_reason) == (Status.CANCELLED, "大雪のため")
    with pytest.raises(Refusal, match="中止した開講は直せません"):
        service.change_offering(db, key(row), Terms(5), version=row.version)


def test_a_form_sent_twice_makes_one_offering(planner: PageClient, db: Session) -> None:
    venue, course = make.venue(db), make.course(db)
    db.commit()
    page = planner.get(f"/offerings/new?course_id={course.id}")
    for _ in range(2):
        planner.submit(page, first_on="2026-11-16", place=str(venue.id))
    assert len(db.exec(select(Offering)).all()) == 1


def test_what_can_be_booked_is_open_within_its_window_and_not_begun(db: Session) -> None:
    today = make.TODAY
    soon, past = today + timedelta(days=3), today - timedelta(days=3)
    wanted = [
        make.offering(db, soon, soon + timedelta(days=7)),
        make.offering(db, today, apply_from=past, apply_until=today),
    ]
    make.offering(db, past, soon)
    make.offering(db, soon, status=Status.DRAFT)
    make.offering(db, soon, status=Status.CLOSED)
    make.offering(db, soon, apply_until=past)
    make.offering(db, soon, apply_from=soon)
    found = queries.open_offerings(db, today)
    assert [one.id for one in found] == [wanted[1].id, wanted[0].id]
    assert (found[1].session_count, found[1].on) == (2, soon)


def test_a_run_for_a_district_begins_with_a_venue_of_it(planner: PageClient, db: Session) -> None:
    far = make.venue(db, name="あおい会館", short_name="あおい", name_kana="アオイ")
    district = make.district(db, "野蒜")
    near = make.venue(
        db, name="野蒜会館", short_name="野蒜", name_kana="ノビル", district_id=key(district)
    )
    course = make.course(db)
    db.commit()
    choose = planner.get(f"/offerings/new?district={district.id}")
    assert "会場は、野蒜のものが入ります" in choose.text
    page = planner.get(str(choose.select_one("main td a")["href"]))  # type: ignore[index]  # found
    offered = [str(option["value"]) for option in page.select("select[name=place] option")]
    assert offered == ["", str(near.id), str(far.id)]
    assert page.select_one(f'select[name=place] option[value="{near.id}"][selected]')
    # What is refused keeps the district.
    again = planner.submit(page, expect=422)
    assert again is not None
    assert f"district={district.id}" in str(again.select_one("main form[method=post]")["action"])  # type: ignore[index]
    plain = planner.get(f"/offerings/new?course_id={course.id}&district=999999")
    assert not plain.select_one("select[name=place] option[selected][value]:not([value=''])")


def test_full_width_input_is_read_like_any_other(planner: PageClient, db: Session) -> None:
    venue = make.venue(db)
    course = make.course(db)
    db.commit()
    page = planner.get(f"/offerings/new?course_id={course.id}")
    planner.submit(
        page,
        first_on="２０２６－１１－１６",
        count="１回",
        starts="１２：３０",
        ends="午後２時半",
        capacity="１０人",
        place=str(venue.id),
    )
    found = db.exec(select(Offering)).one()
    held = make.sessions(db, found)
    assert found.capacity == 10
    assert [(one.on, one.starts, one.ends) for one in held] == [
        (date(2026, 11, 16), time(12, 30), time(14, 30))
    ]
