"""The 出席簿 as it is printed: kept first, then shown as it was kept."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

from sqlmodel import Session, select

from classroom.class_day.printed.models import PrintedSheet
from classroom.class_day.printed.page_ids import read_page_id
from classroom.rules.words.staff import Role
from tests import make
from tests.class_day.attendance.people import class_of_today
from tests.conftest import SignedIn
from tests.page import PageClient
from tests.programs import require_tool

KEY = "for tests only"


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "sheet.pdf").write_bytes(pdf)
    command = [require_tool("pdftotext"), "-layout", str(folder / "sheet.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def printed(browser: PageClient, session: int, what: str = "sheet") -> str:
    """Press the print button on the page of the class; return where it leads."""
    page = browser.get(f"/sessions/{session}")
    browser.submit(page, f'form[action$="/{what}"]')
    return str(browser.location)


def test_the_sheet_holds_everyone_in_order_and_nobodys_telephone(
    db: Session, signed_in: SignedIn, tmp_path: Path
) -> None:
    today = class_of_today(db)
    make.teaching(db, today.session)
    teacher = signed_in(Role.INSTRUCTOR)
    answer = teacher.client.get(printed(teacher, today.id))
    assert answer.mimetype == "application/pdf"
    assert "出席簿_" in unquote(answer.headers["Content-Disposition"])
    text = text_of(answer.data, tmp_path)
    places = [text.index(name) for name in ("阿部 榮吉", "小野寺 とし", "渡邊 光子")]
    assert places == sorted(places)
    assert "遠藤 久美" in text
    assert "4187" not in text


def test_what_was_printed_is_kept_by_the_code_of_its_page(db: Session, desk: PageClient) -> None:
    today = class_of_today(db)
    where = printed(desk, today.id)
    (page,) = db.exec(select(PrintedSheet)).all()
    assert page.rows == [today.line(number) for number in range(3)]
    assert (page.page, page.pages, page.kind) == (1, 1, "attendance")
    read = read_page_id(page.page_id, KEY)
    assert read is not None
    assert (read.number, read.page, read.layout) == (page.number, 1, page.layout)
    assert where.endswith(f"/sheets/{page.number}.pdf")


def test_the_same_people_are_the_same_sheet_and_more_people_another(
    db: Session, desk: PageClient
) -> None:
    today = class_of_today(db)
    first = printed(desk, today.id)
    assert printed(desk, today.id) == first
    make.enrolment(db, make.participant(db, "津 ツヤ", "ツ ツヤ"), today.offering)
    db.commit()
    assert printed(desk, today.id) != first
    assert len(db.exec(select(PrintedSheet)).all()) == 2


def test_a_sheet_shows_the_rows_it_was_printed_with_whoever_came_since(
    db: Session, desk: PageClient, tmp_path: Path
) -> None:
    today = class_of_today(db)
    where = printed(desk, today.id)
    make.enrolment(db, make.participant(db, "相澤 ハナ", "アイザワ ハナ"), today.offering)
    db.commit()
    text = text_of(desk.client.get(where).data, tmp_path)
    assert "相澤" not in text
    assert "渡邊 光子" in text


def test_who_is_gone_leaves_the_row_empty_and_moves_nobody(
    db: Session, desk: PageClient, tmp_path: Path
) -> None:
    today = class_of_today(db)
    where = printed(desk, today.id)
    before = text_of(desk.client.get(where).data, tmp_path)
    db.delete(today.enrolments[1])
    db.commit()
    after = text_of(desk.client.get(where).data, tmp_path)
    assert "小野寺" in before
    assert "小野寺" not in after
    assert re.search(r"\n3 [^\n]*\n\s*渡邊", after)


def test_thirty_people_are_two_pages_of_one_sheet(db: Session, desk: PageClient) -> None:
    today = class_of_today(db, capacity=40)
    for number in range(27):
        make.enrolment(db, make.participant(db, f"佐藤 {number}", "サトウ トシ"), today.offering)
    db.commit()
    printed(desk, today.id)
    pages = db.exec(select(PrintedSheet).order_by("page")).all()
    assert [len(page.rows) for page in pages] == [20, 10]
    assert len({page.number for page in pages}) == 1
    assert len({page.page_id for page in pages}) == 2


def test_a_session_without_people_is_one_page_to_write_on(
    db: Session, desk: PageClient, tmp_path: Path
) -> None:
    (session,) = make.sessions(db, make.offering(db, make.TODAY))
    db.commit()
    text = text_of(desk.client.get(printed(desk, session.id or 0)).data, tmp_path)
    assert "1／1枚" in text


def test_a_character_that_no_font_has_is_told(db: Session, signed_in: SignedIn) -> None:
    today = class_of_today(db)
    odd = make.participant(db, "山\U0002ebf0 太郎", "ヤマ タロウ")
    make.enrolment(db, odd, today.offering)
    db.commit()
    desk = signed_in(Role.RECEPTION)
    answer = desk.client.get(printed(desk, today.id))
    assert "U+2EBF0" in answer.headers["X-Missing-Glyphs"]
    assert "印刷できない字があります" in desk.get(f"/sessions/{today.id}").text
