"""年度更新: last year's classes looked through in one table, and made once."""

import uuid
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.core import clock
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.planning.course.models import CourseSession, Offering
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import day_service
from classroom.planning.offering.day_service import Wish
from classroom.planning.place.models import Venue
from classroom.planning.renewal import queries, service
from classroom.planning.renewal.models import OfferingCopy
from classroom.planning.renewal.rules import year_to_plan
from classroom.planning.renewal.values import Kind
from classroom.planning.staffing.models import Assignment, Instructor, LoanPhone, SessionLoan
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionAct
from tests import make
from tests.page import PageClient

YEAR = 2027
JUNE = (date(2026, 6, 9), date(2026, 6, 16))


def last_year(db: Session, *days: date, **given: Any) -> Offering:
    return make.offering(db, *(days or JUNE), status=Status.FINISHED, **given)


def teacher(db: Session, of: Offering, name: str = "木村 健", **given: Any) -> Instructor:
    row = Instructor(name=name, name_kana="キムラ ケン", **given)
    db.add(row)
    db.flush()
    for session in make.sessions(db, of):
        db.add(Assignment(course_session_id=key(session), instructor_id=row.id))
    db.flush()
    return row


def phone(db: Session, of: Offering, label: str, **given: Any) -> LoanPhone:
    row = LoanPhone(label=label, **given)
    db.add(row)
    db.flush()
    for session in make.sessions(db, of):
        db.add(SessionLoan(course_session_id=key(session), loan_phone_id=key(row)))
    db.flush()
    return row


def troubles(db: Session, of: Offering) -> list[tuple[Kind, str]]:
    found = queries.sources(db, YEAR - 1)
    plans = queries.proposals(db, found, YEAR)
    seen = queries.review(db, found, plans, YEAR, date(2027, 2, 1))
    return [(one.kind, one.sentence) for one in seen.of(key(of))]


def renew(db: Session) -> list[Offering]:
    plans = queries.proposals(db, queries.sources(db, YEAR - 1), YEAR)
    return service.renew(db, YEAR, plans, at=clock.now())


def test_a_class_is_made_again_with_its_terms_team_and_telephones(db: Session) -> None:
    old = last_year(
        db,
        capacity=9,
        title="令和8年度 夏の教室",
        age_min=70,
        apply_from=date(2026, 5, 12),
        apply_until=date(2026, 6, 2),
    )
    who, lent = teacher(db, old), phone(db, old, "3番")
    (new,) = renew(db)
    assert (new.status, new.fiscal_year, new.capacity) == (Status.DRAFT, YEAR, 9)
    assert (new.title, new.age_min, new.seats_taken) == ("令和9年度 夏の教室", 70, 0)
    assert (new.apply_from, new.apply_until) == (date(2027, 5, 11), date(2027, 6, 1))
    sessions = make.sessions(db, new)
    assert [one.on for one in sessions] == [date(2027, 6, 8), date(2027, 6, 15)]
    assert {(one.starts, one.ends) for one in sessions} == {(time(10), time(11, 30))}
    for session in sessions:
        team = db.exec(select(Assignment).where(Assignment.course_session_id == session.id)).all()
        loans = db.exec(select(SessionLoan).where(SessionLoan.course_session_id == session.id))
        assert [one.instructor_id for one in team] == [who.id]
        assert [one.loan_phone_id for one in loans] == [lent.id]


def test_what_was_planned_is_copied_not_where_the_snow_moved_it(db: Session) -> None:
    old = last_year(db)
    second = make.sessions(db, old)[1]
    second.planned_on, second.on = second.on, date(2026, 7, 3)
    db.flush()
    (new,) = renew(db)
    assert [one.on for one in make.sessions(db, new)] == [date(2027, 6, 8), date(2027, 6, 15)]


def test_a_day_that_the_snow_moved_goes_back_to_its_place_and_time(db: Session) -> None:
    place, other = make.venue(db), make.venue(db, short_name="別の館")
    old = make.offering(db, *JUNE, place=place)
    second = make.sessions(db, old)[1]
    new = SessionDetails(
        on=date(2026, 7, 3),
        starts=time(13),
        ends=time(14),
        venue_id=key(other),
        id=key(second),
        is_sure=True,
    )
    day_service.change_session(
        db, key(second), Wish(SessionAct.MOVED, "大雪のため", new), version=1, at=clock.now()
    )
    old.status = Status.FINISHED
    (made_anew,) = renew(db)
    copy = make.sessions(db, made_anew)[1]
    assert (copy.on, copy.starts, copy.venue_id) == (date(2027, 6, 15), time(10), place.id)


def test_a_fifth_week_that_is_not_there_is_listed(db: Session) -> None:
    old = last_year(db, date(2026, 6, 29))
    assert troubles(db, old)[0] == (
        Kind.DAY,
        "6月に第5月曜日がないので、第4月曜日にしました。",
    )
    assert troubles(db, last_year(db, date(2026, 6, 22))) == []


def test_a_class_is_made_once_however_often_it_is_asked_for(db: Session) -> None:
    last_year(db)
    plans = queries.proposals(db, queries.sources(db, YEAR - 1), YEAR)
    service.renew(db, YEAR, plans, at=clock.now())
    with pytest.raises(Refusal, match="としてつくってあります"):
        service.renew(db, YEAR, plans, at=clock.now())
    assert len(db.exec(select(OfferingCopy)).all()) == 1


def test_what_cannot_be_kept_is_listed(db: Session) -> None:
    place = make.venue(db, short_name="旧公民館", is_active=False)
    old = last_year(db, place=place)
    teacher(db, old, is_active=False)
    phone(db, old, "9番", is_active=False)
    found = troubles(db, old)
    assert (Kind.VENUE, "旧公民館は、いまは使っていません。別の会場をえらんでください。") in found
    assert (Kind.STAFF, "講師の木村 健さんは、いまは担当していません。担当から外します。") in found
    assert (Kind.PHONE, "貸出スマホ（9番）は、いまは使っていません。") in found


def test_a_holiday_and_a_closed_weekday_are_listed(db: Session) -> None:
    place = make.venue(db, closed_weekdays="水")
    old = last_year(db, date(2026, 8, 12), place=place)
    found = dict(troubles(db, old))
    assert found[Kind.HOLIDAY] == "8月11日は山の日なので、次の週にしました。"
    assert "会場は水曜日が休館日です。" in found[Kind.DAY]


def test_a_clash_is_listed_whether_with_a_class_that_is_there_or_one_to_be_made(
    db: Session,
) -> None:
    place = make.venue(db)
    old = last_year(db, JUNE[0], place=place)
    other = last_year(db, JUNE[0], place=place, starts=time(11), ends=time(12))
    assert Kind.CLASH in dict(troubles(db, old))
    assert Kind.CLASH in dict(troubles(db, other))
    alone = last_year(db, date(2026, 9, 1), place=place)
    assert troubles(db, alone) == []
    make.offering(db, date(2027, 9, 7), place=place)
    assert Kind.CLASH in dict(troubles(db, alone))


def test_a_class_that_was_called_off_is_shown_but_not_ticked(db: Session) -> None:
    old = make.offering(db, *JUNE, status=Status.CANCELLED, cancel_reason="大雪")
    (plan,) = queries.proposals(db, queries.sources(db, YEAR - 1), YEAR)
    assert (plan.offering_id, plan.is_wanted) == (old.id, False)


@pytest.fixture
def old(db: Session) -> Offering:
    """A class of the year before the one to be planned, on the second Tuesday of June."""
    year = year_to_plan(clock.today()) - 1
    row = make.offering(db, date(year, 6, 9), date(year, 6, 16), status=Status.FINISHED)
    db.commit()
    return row


def table(planner: PageClient) -> BeautifulSoup:
    return planner.get("/renewal")


def typed(fields: dict[str, str]) -> dict[str, Any]:
    """Fields whose names are no names of Python."""
    return fields


def made(db: Session, old: Offering) -> list[Offering]:
    db.expire_all()
    return list(db.exec(select(Offering).where(Offering.fiscal_year == old.fiscal_year + 1)))


def test_the_planner_makes_the_year_from_the_table(
    db: Session, planner: PageClient, old: Offering
) -> None:
    planner.submit(table(planner), "main form.form", **typed({"runs-0-capacity": "8"}))
    (new,) = made(db, old)
    assert (new.status, new.capacity) == (Status.DRAFT, 8)
    again = table(planner)
    assert f"{old.code}→{new.code}" in again.get_text()
    assert again.select_one("main form.form") is None


def test_pressing_twice_makes_it_once(db: Session, planner: PageClient, old: Offering) -> None:
    page = table(planner)
    planner.submit(page, "main form.form")
    planner.submit(page, "main form.form")
    planner.submit(page, "main form.form", operation_id=str(uuid.uuid4()), expect=422)
    assert len(made(db, old)) == 1


def test_a_row_that_is_left_out_is_not_made(
    db: Session, planner: PageClient, old: Offering
) -> None:
    page = planner.submit(
        table(planner), "main form.form", expect=422, **{"runs-0-is_wanted": None}
    )
    assert page is not None
    assert "つくる開講がありません" in page.get_text()
    assert made(db, old) == []


def test_a_day_that_is_emptied_is_left_out(db: Session, planner: PageClient, old: Offering) -> None:
    planner.submit(table(planner), "main form.form", **typed({"runs-0-days-1-on": ""}))
    (new,) = made(db, old)
    assert len(make.sessions(db, new)) == 1


def test_looking_through_again_writes_nothing_and_keeps_what_was_typed(
    db: Session, planner: PageClient, old: Offering
) -> None:
    make.offering(db, date(old.fiscal_year + 1, 6, 30), place=place_of(db, old))
    db.commit()
    page = planner.submit(
        table(planner), "main form.form", expect=200, button="直したところを確かめる",
        **{"runs-0-days-1-on": f"{old.fiscal_year + 1}-06-30", "runs-0-title": "夏の教室"},
    )  # fmt: skip
    assert page is not None
    assert page.select_one("[name=runs-0-title]")["value"] == "夏の教室"  # type: ignore[index]
    assert "で使います。" in page.get_text()
    assert db.exec(select(OfferingCopy)).all() == []


def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    db: Session, planner: PageClient, old: Offering
) -> None:
    page = planner.submit(
        table(planner), "main form.form", expect=422,
        **{"runs-0-capacity": "八", "runs-0-days-0-starts": "", "runs-0-days-1-on": "夏至"},
    )  # fmt: skip
    assert page is not None
    said = page.get_text()
    assert "1件を直してください" in said
    assert "始まりの時刻を入れてください。" in said
    assert page.select_one("[name=runs-0-capacity]")["value"] == "八"  # type: ignore[index]
    assert made(db, old) == []


def test_a_venue_out_of_use_must_be_replaced_or_the_class_left_out(
    db: Session, planner: PageClient, old: Offering
) -> None:
    place_of(db, old).is_active = False
    other = make.venue(db, name="新しい館", short_name="新館")
    db.commit()
    page = planner.submit(table(planner), "main form.form", expect=422)
    assert page is not None
    assert "会場をえらんでください。つくらないときは" in page.get_text()
    planner.submit(
        page, "main form.form",
        **typed({f"runs-0-days-{n}-place": str(other.id) for n in range(2)}),
    )  # fmt: skip
    (new,) = made(db, old)
    assert {one.venue_id for one in make.sessions(db, new)} == {other.id}


def test_what_the_page_has_not_said_yet_is_asked_once(
    db: Session, planner: PageClient, old: Offering
) -> None:
    page = planner.submit(
        table(planner), "main form.form", expect=422,
        **{"runs-0-days-1-on": f"{old.fiscal_year + 2}-01-02"},
    )  # fmt: skip
    assert page is not None
    assert "確かめてほしいことがあります。" in page.get_text()
    assert "1月2日" in page.get_text()
    assert "年末年始です。" in page.get_text()
    assert made(db, old) == []
    db.commit()
    planner.submit(page, "main form.form")
    assert len(made(db, old)) == 1


def test_a_day_of_another_year_is_not_taken_for_one_of_the_year_that_is_made(
    db: Session, planner: PageClient, old: Offering
) -> None:
    page = planner.submit(
        table(planner), "main form.form", expect=422,
        **{"runs-0-days-1-on": f"{old.fiscal_year}-06-30"},
    )  # fmt: skip
    assert page is not None
    assert "確かめてほしいことがあります。" in page.get_text()
    page = planner.submit(page, "main form.form", expect=422)
    assert page is not None
    assert "の日ではありません。日を直してください。" in page.get_text()
    assert made(db, old) == []


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("runs-0-days-0-place", "99999", "会場"),
        ("runs-0-days-0-place", "-1", "会場"),
        ("runs-0-days-0-session", "99999", "画面を開き直してください。"),
        ("runs-0-source", "99999", "画面を開き直してください。"),
    ],
)
def test_what_is_not_there_any_more_is_said(
    db: Session, planner: PageClient, old: Offering, field: str, value: str, said: str
) -> None:
    page = table(planner)
    given = page.select_one(f"[name={field}]")
    assert given is not None
    if given.name == "select":
        for option in given.select("option"):
            option["value"] = value
    answer = planner.submit(page, "main form.form", expect=422, **{field: value})
    assert answer is not None
    assert said in answer.get_text()
    assert made(db, old) == []


def place_of(db: Session, of: Offering) -> Venue:
    return db.get_one(Venue, make.sessions(db, of)[0].venue_id)


def test_a_year_that_is_not_planned_now_is_not_there(planner: PageClient) -> None:
    planner.get(f"/renewal?year={year_to_plan(clock.today()) + 3}", expect=404)


def test_without_classes_the_page_says_so(planner: PageClient) -> None:
    assert "開講がありません" in table(planner).get_text()


def test_the_code_of_the_drafts_goes_on(db: Session) -> None:
    last_year(db)
    last_year(db, date(2026, 7, 7))
    assert [one.code for one in renew(db)] == ["R9-001", "R9-002"]
    assert db.exec(select(CourseSession)).all()


def test_a_class_without_any_day_is_not_made(
    db: Session, planner: PageClient, old: Offering
) -> None:
    page = planner.submit(
        table(planner), "main form.form", expect=422,
        **{"runs-0-days-0-on": "", "runs-0-days-1-on": ""},
    )  # fmt: skip
    assert page is not None
    assert "日を1つは入れてください" in page.get_text()
    assert made(db, old) == []
