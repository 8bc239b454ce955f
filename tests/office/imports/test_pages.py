"""The pages of the imports: choose, look, set right, take in."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Offering
from classroom.rules.words.staff import Role
from classroom.web import uploads
from tests import make
from tests.conftest import SignedIn
from tests.office.imports import files
from tests.page import PageClient


def send(page: PageClient, content: bytes, kind: str = "participants", expect: int = 303) -> str:
    answer = page.submit(
        page.get("/imports"),
        f"form[action='/imports/{kind}']",
        expect,
        file=(io.BytesIO(content), "名簿.xlsx"),
    )
    return page.location or (str(answer) if answer else "")


def confirm_form(page: BeautifulSoup) -> str:
    form = page.select_one("main form[method=post]")
    assert form is not None
    return str(form["action"])


def test_a_file_is_looked_at_and_then_taken_in(planner: PageClient, db: Session) -> None:
    make.participant(db, "高﨑 吉江", "タカサキ ヨシエ", born_on=files.PEOPLE[0][3])
    db.commit()
    page = planner.get(send(planner, files.workbook(files.PEOPLE)))
    assert "2人を新しく登録しますか" in page.text
    assert "フリガナと生年月日が同じ" in page.text
    assert len(db.exec(select(Participant)).all()) == 1
    db.rollback()
    planner.submit(page)
    assert planner.location == "/participants"
    assert len(db.exec(select(Participant)).all()) == 3


def test_a_double_may_be_chosen_as_another_person(planner: PageClient, db: Session) -> None:
    make.participant(db, "高﨑 吉江", "タカサキ ヨシエ", born_on=files.PEOPLE[0][3])
    db.commit()
    page = planner.get(send(planner, files.workbook(files.PEOPLE)))
    planner.submit(page, add="4")
    assert len(db.exec(select(Participant)).all()) == 4


def test_a_bad_row_leaves_nothing_to_press_and_a_list_to_keep(
    planner: PageClient, db: Session
) -> None:
    rows = [*files.PEOPLE, [4, "佐藤", "", "", "", "", "", "", "", ""]]
    page = planner.get(send(planner, files.workbook(rows)))
    assert "読めない行が1行あります" in page.text
    link = next(a for a in page.select("a") if "一覧（CSV）" in a.text)
    answer = planner.client.get(str(link["href"]))
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert "フリガナがありません" in answer.text
    again = planner.submit(page, expect=422)
    assert again is not None
    assert "何も取り込んでいません" in again.text
    assert not db.exec(select(Participant)).all()


def test_a_column_is_set_right_on_the_page(planner: PageClient, db: Session) -> None:
    content = files.text([["サトウ ハナコ", "0225-00-0001"]], ["だれ", "なに"])
    address = send(planner, content)
    assert "フリガナの列をえらんでください" in planner.get(address).text
    page = planner.get(f"{address}&c0=kana&c1=telephone")
    assert "1人を新しく登録しますか" in page.text
    planner.submit(page)
    assert db.exec(select(Participant.telephone)).all() == ["0225000001"]


def test_another_sheet_begins_its_columns_anew(planner: PageClient) -> None:
    address = send(planner, files.workbook(files.PEOPLE))
    first = planner.get(f"{address}&sheet=0&was_sheet=1&c0=kana")
    assert "の列をえらんでください" in first.text
    back = planner.get(f"{address}&sheet=1&was_sheet=0&head=1&was_head=1&c0=note")
    assert "3人を新しく登録しますか" in back.text


def test_a_schedule_becomes_drafts(planner: PageClient, db: Session) -> None:
    place = make.venue(db)
    make.course(db, code="A1")
    db.commit()
    days = [make.TODAY, make.NEXT_WEEK]
    rows = files.schedule("A1", place.name, days)
    content = files.workbook(rows, files.SCHEDULE_HEADS, title="")
    page = planner.get(send(planner, content, "sessions"))
    assert "2日分の予定を取り込みますか" in page.text
    planner.submit(page)
    assert len(db.exec(select(Offering)).all()) == 1


def test_a_file_that_is_none_says_so_where_it_was_chosen(planner: PageClient) -> None:
    assert "Excelのファイルとして読めません" in send(planner, b"PK..", expect=422)
    page = planner.submit(planner.get("/imports"), "form[action='/imports/sessions']", 422)
    assert page is not None
    assert "ファイルをえらんでください。" in page.text


def test_what_must_not_be_stored_is_not_even_shown(planner: PageClient) -> None:
    content = files.text([["サトウ", "123456789012"]], ["カナ", "個人番号"])
    page = planner.get(send(planner, content))
    assert "「個人番号」の列は読みません" in page.text
    assert "123456789012" not in page.text


def test_after_an_hour_the_file_must_be_chosen_again(
    planner: PageClient, db: Session, tmp_path: Path
) -> None:
    content = files.text(files.PEOPLE)
    address = send(planner, content)
    page = planner.get(address)
    digest = address.split("?")[0].rsplit("/", 1)[-1]
    uploads.keep(tmp_path, content, make.NOW - timedelta(hours=2))
    planner.submit(page)
    assert "1時間たったため" in planner.get(planner.location or "").text
    planner.get(f"/imports/participants/{digest}", expect=404)
    planner.get(f"/imports/participants/{digest}/refused.csv", expect=404)
    planner.get(f"/imports/other/{digest}", expect=404)
    assert not db.exec(select(Participant)).all()


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER])
def test_only_planners_import(signed_in: SignedIn, role: Role) -> None:
    browser = signed_in(role)
    for address in ("", "/participants/" + "0" * 64, "/participants/" + "0" * 64 + "/refused.csv"):
        browser.get(f"/imports{address}", expect=403)
