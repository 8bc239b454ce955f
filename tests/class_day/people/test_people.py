"""People by what is known of them: each condition, conditions together, order, pages, files."""

import json
import subprocess
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook  # type: ignore[import-untyped]
from sqlmodel import Session, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.class_day.people import queries
from classroom.class_day.people.queries import Asked
from classroom.class_day.people.values import Filter, Lack, LastCame, Order, Reached
from classroom.core.db import key
from classroom.core.journal.models import AuditEntry
from classroom.core.journal.service import broken_entries
from classroom.desk.participant.models import Participant
from classroom.desk.participant.rules import Device
from classroom.rules.age import age_on, band_of, latest_birth
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import Mark
from classroom.rules.words.bands import Band, ToldBand
from classroom.rules.words.staff import Role
from tests import make
from tests.page import PageClient
from tests.programs import require_tool

DAY = make.TODAY


def text_of(pdf: bytes) -> str:
    command = [require_tool("pdftotext"), "-layout", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def names(db: Session, **given: Any) -> list[str]:
    asked = Asked(Filter(**given), DAY, Stage.CARD_LINKED)
    found = queries.listed(db, asked)
    assert queries.count(db, asked) == len(found)
    return [one.name_kana for one in found]


def person(db: Session, kana: str, **given: Any) -> Participant:
    return make.participant(db, "", kana, **given)


def came(db: Session, who: Participant, on: date, blocker: Blocker | None = None) -> None:
    run = make.offering(db, on)
    line = make.enrolment(db, who, run)
    session = key(make.sessions(db, run)[0])
    db.add(
        Attendance(
            enrolment_id=key(line), course_session_id=session, mark=Mark.PRESENT, marked_at=make.NOW
        )
    )
    db.add(
        AppOutcome(
            participant_id=key(who),
            course_session_id=session,
            blocker=blocker,
            recorded_at=make.NOW,
        )
    )
    db.flush()


def reach(db: Session, who: Participant, *stages: Stage) -> None:
    for stage in stages:
        db.add(
            AppRegistration(
                participant_id=key(who), stage=stage, reached_on=DAY, recorded_at=make.NOW
            )
        )
    db.flush()


@given(st.dates(date(1900, 1, 1), date(2026, 12, 31)), st.integers(0, 110), st.integers(0, 40_000))
def test_the_latest_birth_of_an_age_is_where_the_age_begins(day: date, age: int, more: int) -> None:
    latest = latest_birth(age, day)
    born = latest - timedelta(days=more % 800 - 400)
    assert (born <= latest) == (age_on(born, day) >= age)


def test_bands_take_birth_dates_and_told_bands_that_may_mean_them(db: Session) -> None:
    person(db, "ア", born_on=latest_birth(75, DAY))
    person(db, "イ", born_on=latest_birth(75, DAY) + timedelta(days=1))
    person(db, "ウ", told_band=ToldBand.SEVENTIES, told_band_on=DAY)
    person(db, "エ", told_band=ToldBand.UNKNOWN, told_band_on=DAY)
    assert names(db, band=(Band.FROM_75,)) == ["ア", "ウ"]
    assert names(db, band=(Band.FROM_70,)) == ["イ", "ウ"]
    assert names(db, band=(Band.FROM_70, Band.FROM_75)) == ["ア", "イ", "ウ"]
    assert names(db, band=(Band.FROM_90,)) == []


def test_conditions_of_two_groups_must_both_be_true(db: Session) -> None:
    here = key(make.district(db))
    person(db, "ア", district_id=here, device=Device.IPHONE)
    person(db, "イ", district_id=here, device=Device.ANDROID)
    person(db, "ウ", device=Device.IPHONE)
    assert names(db, district=(here,), device=(Device.IPHONE,)) == ["ア"]
    assert names(db, district=(0,)) == ["ウ"]
    assert names(db, district=(0, here)) == ["ア", "イ", "ウ"]


def test_a_stage_is_the_furthest_one_and_nothing_is_one_too(db: Session) -> None:
    reach(db, person(db, "ア"), Stage.INSTALLED, Stage.CARD_LINKED)
    reach(db, person(db, "イ"), Stage.INSTALLED)
    reach(db, person(db, "ウ"), Stage.ALREADY)
    person(db, "エ")
    assert names(db, stage=(Reached.CARD_LINKED,)) == ["ア"]
    assert names(db, stage=(Reached.INSTALLED, Reached.NOTHING)) == ["イ", "エ"]
    assert names(db, stage=(Reached.ALREADY,)) == ["ウ"]


def test_what_stopped_someone_is_the_last_word_and_ends_when_they_register(db: Session) -> None:
    now_fine, stopped, registered = (person(db, kana) for kana in "アイウ")
    came(db, now_fine, DAY - timedelta(days=9), Blocker.NO_CARD)
    came(db, now_fine, DAY - timedelta(days=2), None)
    came(db, stopped, DAY - timedelta(days=9), None)
    came(db, stopped, DAY - timedelta(days=2), Blocker.NO_CARD)
    came(db, registered, DAY - timedelta(days=2), Blocker.NO_CARD)
    reach(db, registered, Stage.INSTALLED, Stage.CARD_LINKED)
    assert names(db, blocker=(Blocker.NO_CARD,)) == ["イ"]


def test_when_someone_last_came_is_of_every_day_just_one_word(db: Session) -> None:
    for number, days in enumerate((0, 30, 100, 200, 400)):
        came(db, person(db, "アイウエオ"[number]), DAY - timedelta(days=days))
    person(db, "カ")
    assert names(db, came=(LastCame.THREE,)) == ["ア", "イ"]
    assert names(db, came=(LastCame.SIX,)) == ["ウ"]
    assert names(db, came=(LastCame.LONGER,)) == ["オ"]
    assert names(db, came=(LastCame.NEVER,)) == ["カ"]
    found = [name for word in LastCame for name in names(db, came=(word,))]
    assert sorted(found) == list("アイウエオカ")


def test_an_absence_is_no_visit(db: Session) -> None:
    who = person(db, "ア")
    came(db, who, DAY - timedelta(days=3))
    for line in db.exec(select(Attendance)):
        line.mark = Mark.ABSENT
    db.flush()
    assert names(db, came=(LastCame.NEVER,)) == ["ア"]


def test_what_is_still_to_be_asked_can_be_looked_for(db: Session) -> None:
    person(db, "ア", consent_on=DAY, telephone="0225004187")
    guessed = person(db, "イ", consent_on=DAY, telephone="0225004187")
    guessed.kana_checked = False  # there is a reading, but Excel's
    person(db, "ウ", born_on=None, telephone="0225004187", consent_on=DAY)
    person(db, "エ", telephone2="0225004187")
    person(db, "オ", consent_on=DAY)
    assert names(db, lack=(Lack.KANA,)) == ["イ"]
    assert names(db, lack=(Lack.AGE,)) == ["ウ"]
    assert names(db, lack=(Lack.CONSENT,)) == ["エ"]
    assert names(db, lack=(Lack.TELEPHONE,)) == ["オ"]
    assert names(db, lack=(Lack.AGE, Lack.CONSENT)) == ["ウ", "エ"]


@pytest.mark.parametrize("is_down", [False, True])
def test_the_order_can_be_chosen_and_what_is_unknown_stands_last(
    db: Session, *, is_down: bool
) -> None:
    person(db, "ア", born_on=date(1950, 1, 1))
    person(db, "イ", born_on=None)
    person(db, "ウ", born_on=date(1940, 1, 1))
    young_first = names(db, sort=Order.AGE, is_down=is_down)
    assert young_first == (["ウ", "ア", "イ"] if is_down else ["ア", "ウ", "イ"])
    assert names(db, is_down=is_down) == (["ウ", "イ", "ア"] if is_down else ["ア", "イ", "ウ"])


def test_who_is_merged_or_erased_is_in_no_list(db: Session) -> None:
    kept = person(db, "ア")
    person(db, "イ", merged_into_id=key(kept))
    person(db, "ウ", erased_at=make.NOW)
    assert names(db) == ["ア"]


@pytest.fixture
def many(db: Session) -> None:
    for number in range(53):
        person(db, f"ア{chr(ord('ア') + number)}", device=Device.IPHONE, address="矢本1")
    person(db, "ン", device=Device.NONE)
    db.commit()


@pytest.mark.usefixtures("many")
def test_pages_keep_the_filter(desk: PageClient) -> None:
    page = desk.get("/participants/list?device=iphone&sort=kana&down=1")
    assert "条件に合う方は53人です" in page.text
    assert "スマホ：iPhone" in page.text
    following = page.select_one(".pager a")
    assert following is not None
    second = desk.get(str(following["href"]))
    assert len(second.select("table.people tbody tr")) == 3
    assert "2／2ページ" in second.text
    # A page that is not there is the last one.
    assert "2／2ページ" in desk.get("/participants/list?device=iphone&page=99").text


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("band=x", "年代"),
        ("device=iphone&district=99999999999999999999", "地区"),
        ("came=z", "最後に来た日"),
    ],
)
@pytest.mark.parametrize("what", ["list", "list.xlsx", "labels.pdf", "calls.pdf"])
def test_an_address_with_unknown_words_gives_nobody_instead_of_everybody(
    desk: PageClient, asked: str, label: str, what: str
) -> None:
    desk.get(f"/participants/{what}?{asked}", expect=303)
    assert f"「{label}」の条件が読めません。" in desk.get(str(desk.location)).get_text()


@pytest.mark.usefixtures("many")
def test_nobody_found_says_what_to_do(desk: PageClient) -> None:
    text = desk.get("/participants/list?device=loan").text
    assert "条件に合う方は0人です" in text
    assert "条件をひとつはずしてみてください" in text


@pytest.mark.usefixtures("many")
def test_excel_has_everybody_who_matches(desk: PageClient) -> None:
    answer = desk.client.get("/participants/list.xlsx?device=iphone")
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.data)).active
    cells = [cell.value for cell in sheet["B"] if cell.value]
    assert len([value for value in cells if value.startswith("ア")]) == 53
    assert "スマホ：iPhone" in sheet["A1"].value
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (head,) = (at for at, row in enumerate(rows) if "年代" in row)
    column = rows[head].index("年代")
    ages = {(row[column - 1], row[column]) for row in rows[head + 1 :]}
    assert all(band_of(age).label == label for age, label in ages if age is not None)
    assert any(age is not None for age, _ in ages)


@pytest.mark.usefixtures("many")
def test_labels_and_calls_are_of_everybody_who_matches(desk: PageClient) -> None:
    labels = desk.client.get("/participants/labels.pdf?device=iphone&start=２")
    assert text_of(labels.data).count("様") == 53
    calls = desk.client.get("/participants/calls.pdf?device=none&say=12月に教室があります")
    text = text_of(calls.data)
    assert "1件" in text
    assert "12月に教室があります" in text
    assert "ご案内" in text
    nobody = desk.client.get("/participants/calls.pdf?device=loan")
    assert "電話をかける方はいません" in text_of(nobody.data)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("path", "what"), [("list.xlsx", "excel"), ("labels.pdf", "labels"), ("calls.pdf", "calls")]
)
def test_who_took_which_list_away_is_in_the_audit_log_without_a_name(
    desk: PageClient, db: Session, path: str, what: str
) -> None:
    assert desk.client.get(f"/participants/{path}?device=iphone&say=鈴木さんへ").status_code == 200
    db.rollback()
    entry = db.exec(select(AuditEntry)).one()
    assert entry.action.rpartition(".")[2] in {"xlsx", "people_labels", "calls"}
    assert entry.staff_member_id == key(make.staff(db, Role.RECEPTION))
    expected = {"list": what, "people": 53, "filter": {"device": ["iphone"]}}
    assert json.loads(entry.details) == expected
    assert list(broken_entries(db)) == []


@pytest.mark.usefixtures("many")
def test_the_list_on_the_screen_is_nobodys_to_take_away(desk: PageClient, db: Session) -> None:
    desk.get("/participants/list?device=iphone")
    assert db.exec(select(AuditEntry)).all() == []


def test_who_may_not_have_the_list_leaves_no_entry(anyone: PageClient, db: Session) -> None:
    anyone.client.get("/participants/list.xlsx")
    assert db.exec(select(AuditEntry)).all() == []
