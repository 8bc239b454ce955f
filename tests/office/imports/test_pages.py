"""The pages of the imports: choose, look, set right, take in."""

import io
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from bs4 import BeautifulSoup
from sqlmodel import Session, select

from classroom.desk.participant.models import Participant
from classroom.office.imports.tables import read_sheets
from classroom.planning.course.models import Offering
from classroom.rules.words.staff import Role
from classroom.web import uploads
from tests import make
from tests.conftest import SignedIn
from tests.office.imports import files
from tests.page import PageClient

CONFIRM = "main form.stack[method=post]"


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
    planner.submit(page, CONFIRM)
    assert planner.location == "/participants"
    assert len(db.exec(select(Participant)).all()) == 3


def test_a_double_may_be_chosen_as_another_person(planner: PageClient, db: Session) -> None:
    make.participant(db, "高﨑 吉江", "タカサキ ヨシエ", born_on=files.PEOPLE[0][3])
    db.commit()
    page = planner.get(send(planner, files.workbook(files.PEOPLE)))
    planner.submit(page, CONFIRM, add="4")
    assert len(db.exec(select(Participant)).all()) == 4


BAD = [4, "佐藤2", "", "", "", "", "", "", "", ""]


def rows_of(page: PageClient, address: str) -> tuple[tuple[str, ...], ...]:
    answer = page.client.get(address)
    assert answer.status_code == 200
    return read_sheets(answer.data)[0].rows


def test_a_bad_row_is_left_out_by_a_tick_and_taken_home(planner: PageClient, db: Session) -> None:
    page = planner.get(send(planner, files.workbook([*files.PEOPLE, BAD])))
    assert "読めない行が1行あります" in page.text
    link = next(a for a in page.select("a") if "一覧（Excel）" in a.text)
    assert "お名前として読めません" in rows_of(planner, str(link["href"]))[2][1]
    again = planner.submit(page, CONFIRM, 422)
    assert again is not None
    assert "何も取り込んでいません" in again.text
    assert not db.exec(select(Participant)).all()
    db.rollback()
    planner.submit(again, CONFIRM, skip="7")
    assert len(db.exec(select(Participant)).all()) == 3
    home = planner.get(planner.location or "")
    assert "除いた1行を、持ち帰ってください" in home.text
    link = next(a for a in home.select("a") if "除いた行の一覧" in a.text)
    assert rows_of(planner, str(link["href"]))[2][3] == "佐藤2"
    db.rollback()
    planner.submit(home, "form[data-leave]")
    planner.get(str(link["href"]), expect=404)


def test_all_that_cannot_be_read_is_left_out_by_one_tick(planner: PageClient, db: Session) -> None:
    page = planner.get(send(planner, files.workbook([*files.PEOPLE, BAD, BAD])))
    planner.submit(page, CONFIRM, skip_bad="1")
    assert len(db.exec(select(Participant)).all()) == 3


def test_what_excel_hides_is_pointed_out_and_may_be_left_out(
    planner: PageClient, db: Session
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.workbook(files.PEOPLE)))
    book["名簿"].row_dimensions[5].hidden = True
    book["名簿"].column_dimensions["F"].hidden = True
    out = io.BytesIO()
    book.save(out)
    page = planner.get(send(planner, out.getvalue()))
    assert "かくれている行が1行あります（5行目）" in page.text
    assert "かくれている列も読みました：TEL" in page.text
    planner.submit(page, CONFIRM, skip_hidden="1")
    assert len(db.exec(select(Participant)).all()) == 2


def test_years_without_an_era_are_asked_once_for_the_whole_column(
    planner: PageClient, db: Session
) -> None:
    people = [["サトウ ハナコ", "20/5/3"], ["オオノ ハル", "18.3.15"]]
    page = planner.get(send(planner, files.text(people, ["フリガナ", "生年月日"])))
    assert "年号のない生年月日（20/5/3 など）が2行あります" in page.text
    form = next(form for form in page.select("form") if form.select_one("[name=era]"))
    given = {str(one["name"]): str(one.get("value", "")) for one in form.select("input")}
    page = planner.get(f"{str(form['action']).partition('?')[0]}?{urlencode(given)}")
    assert "2人を新しく登録しますか" in page.text
    planner.submit(page, CONFIRM)
    born = {person.born_on for person in db.exec(select(Participant))}
    assert born == {date(1943, 3, 15), date(1945, 5, 3)}


def kept_files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "uploads"
    return list(folder.iterdir()) if folder.exists() else []


def test_a_file_goes_when_its_preview_is_left(planner: PageClient, tmp_path: Path) -> None:
    page = planner.get(send(planner, files.workbook(files.PEOPLE)))
    assert len(kept_files(tmp_path)) == 1
    planner.submit(page, "form[data-leave]")
    assert planner.location == "/imports"
    assert not kept_files(tmp_path)


def test_a_file_goes_at_sign_out(planner: PageClient, tmp_path: Path) -> None:
    page = planner.get(send(planner, files.workbook(files.PEOPLE)))
    planner.submit(page, "form[action='/sign-out']")
    assert not kept_files(tmp_path)


def test_files_go_when_the_program_starts_and_once_their_hour_is_over(tmp_path: Path) -> None:
    uploads.keep(tmp_path, b"old", make.NOW - timedelta(hours=2))
    uploads.keep(tmp_path, b"new", make.NOW)
    assert len(kept_files(tmp_path)) == 1
    uploads.sweep(tmp_path, make.NOW + timedelta(minutes=59))
    assert len(kept_files(tmp_path)) == 1
    uploads.sweep(tmp_path, make.NOW + timedelta(minutes=61))
    assert not kept_files(tmp_path)
    uploads.keep(tmp_path, b"left by a crash", make.NOW)
    uploads.sweep(tmp_path)
    assert not kept_files(tmp_path)
    uploads.sweep(tmp_path / "nowhere")


def test_a_column_is_set_right_on_the_page(planner: PageClient, db: Session) -> None:
    content = files.text([["サトウ ハナコ", "0225-00-0001"]], ["だれ", "なに"])
    address = send(planner, content)
    assert "フリガナの列をえらんでください" in planner.get(address).text
    page = planner.get(f"{address}&c0=kana&c1=telephone")
    assert "1人を新しく登録しますか" in page.text
    planner.submit(page, CONFIRM)
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
    planner.submit(page, CONFIRM)
    assert len(db.exec(select(Offering)).all()) == 1


def test_a_file_that_is_none_says_so_where_it_was_chosen(planner: PageClient) -> None:
    assert "Excelのファイルとして読めません" in send(planner, b"PK..", expect=422)
    page = planner.submit(planner.get("/imports"), "form[action='/imports/sessions']", 422)
    assert page is not None
    assert "ファイルをえらんでください。" in page.text


def test_what_must_not_be_stored_is_refused_and_not_kept(
    planner: PageClient, tmp_path: Path
) -> None:
    content = files.text([["サトウ", "123456789018"]], ["カナ", "個人番号"])
    said = send(planner, content, expect=422)
    assert "「個人番号」の列があるため、このファイルは受け付けません" in said
    assert "123456789018" not in said
    assert not kept_files(tmp_path)


def test_after_an_hour_the_file_must_be_chosen_again(
    planner: PageClient, db: Session, tmp_path: Path
) -> None:
    content = files.text(files.PEOPLE)
    address = send(planner, content)
    page = planner.get(address)
    digest = address.split("?")[0].rsplit("/", 1)[-1]
    uploads.keep(tmp_path, content, make.NOW - timedelta(hours=2))
    planner.submit(page, CONFIRM)
    assert "1時間たったため、ファイルを消しました" in planner.get(planner.location or "").text
    planner.get(f"/imports/participants/{digest}", expect=303)
    planner.get(f"/imports/participants/{digest}/refused.xlsx", expect=404)
    planner.get(f"/imports/participants/left-out/{digest}", expect=404)
    planner.get(f"/imports/other/{digest}", expect=404)
    assert not db.exec(select(Participant)).all()


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER])
def test_only_planners_import(signed_in: SignedIn, role: Role) -> None:
    browser = signed_in(role)
    for address in ("", "/participants/" + "0" * 64, "/participants/" + "0" * 64 + "/refused.xlsx"):
        browser.get(f"/imports{address}", expect=403)
