"""The papers of a class as pages: who gets what, and whose names are whole."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import Session

from classroom.class_day.attendance.codes import code_of
from classroom.core.db import key
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import class_of_today
from tests.class_day.attendance.test_sheet_page import printed
from tests.conftest import SignedIn
from tests.page import PageClient
from tests.programs import require_tool

KEY = "for tests only"


def shown(browser: PageClient, address: str) -> str:
    answer = browser.client.get(address)
    assert answer.mimetype == "application/pdf", answer.status
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_the_desks_roster_has_telephones_and_the_teachers_has_not(
    db: Session, signed_in: SignedIn
) -> None:
    today = class_of_today(db)
    make.teaching(db, today.session)
    district = make.district(db, "野蒜")
    today.people[0].district_id = district.id
    db.add(today.people[0])
    db.commit()
    address = f"/sessions/{today.id}/roster.pdf"
    desk = shown(signed_in(Role.RECEPTION), address)
    assert "0225-00-4187" in desk
    assert "野蒜" in desk
    teacher = shown(signed_in(Role.INSTRUCTOR), address)
    assert "渡邊 光子" in teacher
    assert "80–84歳" in teacher
    assert not any(secret in teacher for secret in ("4187", "野蒜", "河戸", "昭和18"))
    without = shown(signed_in(Role.RECEPTION), f"{address}?without=telephone")
    assert "4187" not in without


def test_a_teacher_gets_no_list_by_district(db: Session, signed_in: SignedIn) -> None:
    today = class_of_today(db)
    make.teaching(db, today.session)
    db.commit()
    browser = signed_in(Role.INSTRUCTOR)
    answer = browser.client.get(f"/sessions/{today.id}/roster.pdf?order=district")
    assert answer.status_code == 403


@pytest.mark.parametrize("order", ["kana", "band", "district"])
def test_a_roster_names_everyone_in_each_order(db: Session, desk: PageClient, order: str) -> None:
    today = class_of_today(db)
    text = shown(desk, f"/sessions/{today.id}/roster.pdf?order={order}")
    assert all(person.name in text for person in today.people)
    assert "3人" in text


def test_an_unknown_order_is_not_found(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    assert desk.client.get(f"/sessions/{today.id}/roster.pdf?order=age").status_code == 404


def test_a_tag_has_the_name_and_the_code_of_the_door(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    text = shown(desk, f"/sessions/{today.id}/tags.pdf")
    for number, person in enumerate(today.people):
        assert person.name in text
        assert person.name_kana in text
        assert code_of(today.line(number), KEY) in text


def test_a_flyer_says_when_where_and_whom_to_call(db: Session, desk: PageClient) -> None:
    offering = make.offering(db, make.NEXT_WEEK, title="秋の教室", age_min=65)
    db.commit()
    text = shown(desk, f"/offerings/{offering.id}/flyer.pdf")
    for words in ("秋の教室", "矢本東市民センター", "0225-82-1111", "65歳以上", "12人"):
        assert words in text


def test_a_course_flyer_has_its_coming_runs_or_says_there_is_none(
    db: Session, desk: PageClient
) -> None:
    course = make.course(db, title="地図の使い方")
    db.commit()
    address = f"/courses/{course.id}/flyer.pdf"
    assert "いま募集している教室は、ありません" in shown(desk, address)
    for days in (7, 14):
        make.offering(
            db, make.TODAY + (make.NEXT_WEEK - make.TODAY) * (days // 7), course_id=key(course)
        )
    db.commit()
    text = shown(desk, address)
    assert text.count("定員12人") == 2


def test_a_questionnaire_asks_what_its_handout_asks(db: Session, desk: PageClient) -> None:
    course = make.course(db, title="スマホの基本", handout="smartphone-basics")
    offering = make.offering(db, make.NEXT_WEEK, course_id=key(course))
    session = key(make.sessions(db, offering)[0])
    db.commit()
    page = desk.get(f"/offerings/{offering.id}")
    forms = page.select(f'form[action$="/sessions/{session}/questionnaires"]')
    assert len(forms) == 2
    desk.submit(page, f'form[action$="/sessions/{session}/questionnaires"]')
    before = shown(desk, str(desk.location))
    assert "指で軽くたたいて、アプリを開く" in re.sub(r"\s", "", before)
    assert "お名前は書きません" in before
    assert "いかがでしたか" not in before


def test_after_class_words_are_asked_for_apart(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    page = desk.get(f"/offerings/{today.offering.id}")
    form = page.select('form[action$="/questionnaires"]')[1]
    data = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    assert data["when"] == "after"
    desk.post(str(form["action"]), data)
    text = shown(desk, str(desk.location))
    assert "切りはなして" in text
    assert "電話をかける・受ける" in text
    assert not any(person.name in text for person in today.people)


def test_a_pack_is_everything_with_its_contents(
    db: Session, desk: PageClient, tmp_path: Path
) -> None:
    course = make.course(db, title="スマホの基本", handout="smartphone-basics")
    today = class_of_today(db, days=(make.NEXT_WEEK,), course_id=key(course))
    answer = desk.client.get(printed(desk, today.id, "pack"))
    reader = PdfReader(BytesIO(answer.data))
    marks = [str(mark["/Title"]) for mark in reader.outline if not isinstance(mark, list)]
    assert marks == [
        "忘れ物チェックリスト",
        "出席簿",
        "名札",
        "アンケート（はじめに）",
        "アンケート（おわりに）",
        "配布資料",
        "配布資料（講師用）",
    ]
    found = [
        reader.get_destination_page_number(mark) or 0
        for mark in reader.outline
        if not isinstance(mark, list)
    ]
    assert found == sorted(set(found))
    assert "忘れ物" in reader.pages[0].extract_text()
    assert "出席簿" in reader.pages[1].extract_text()
    (tmp_path / "pack.pdf").write_bytes(answer.data)
    command = [require_tool("qpdf"), "--check", str(tmp_path / "pack.pdf")]
    subprocess.run(command, check=True, capture_output=True)


def test_a_pack_is_not_shown_by_the_number_of_a_questionnaire(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    page = desk.get(f"/offerings/{today.offering.id}")
    desk.submit(page, 'form[action$="/questionnaires"]')
    number = str(desk.location).rpartition("/")[2]
    assert desk.client.get(f"/sessions/{today.id}/packs/{number}").status_code == 404
