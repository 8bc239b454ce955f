"""The pages of the 記入表: chosen, looked at, taken in; nothing before that, nothing twice."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # it has no types
import pytest
from sqlmodel import Session

from classroom.figures.review import queries
from classroom.rules.fiscal_year import end_of, fiscal_year
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.entry_book.test_round_trip import cell_of
from tests.page import PageClient

YEAR = fiscal_year(make.TODAY) - 1
LAST = end_of(YEAR)


def book_of(planner: PageClient) -> Any:
    answer = planner.client.get(f"/review/{YEAR}/entry-book.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.data))


def saved(book: Any) -> BytesIO:
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def filled_book(planner: PageClient, **more: str) -> BytesIO:
    book = book_of(planner)
    cell_of(book, "6-2", "実績").value = 3420
    cell_of(book, "6-2", "基準日").value = more.get("day", LAST.isoformat())
    cell_of(book, "1-1", "実績").value = "多い"
    return saved(book)


def send(planner: PageClient, content: BytesIO, expect: int = 303) -> Any:
    page = planner.get("/review/entry-book")
    return planner.submit(page, file=(content, "記入表.xlsx"), expect=expect)


def test_a_filled_book_is_looked_at_and_taken_in(planner: PageClient, db: Session) -> None:
    send(planner, filled_book(planner))
    address = str(planner.location)
    page = planner.get(address)
    words = page.get_text()
    assert "1件を取り込みますか" in words
    assert "実績：数字で入れてください" in words
    assert "3420" in words
    assert queries.actuals(db) == {}
    db.rollback()
    planner.submit(page, "main form.form")
    db.expire_all()
    assert queries.actuals(db)["6-2", YEAR].value == 3420
    assert "直すところのある1件は取り込んでいません" in planner.get(f"/review/{YEAR}").get_text()
    assert planner.client.get(address).status_code == 303


def test_a_preview_that_another_desk_overtook_is_shown_anew(
    signed_in: SignedIn, db: Session
) -> None:
    planner, other = signed_in(Role.COORDINATOR), signed_in(Role.ADMIN)
    send(planner, filled_book(planner))
    page = planner.get(str(planner.location))
    page_of_other = other.get(f"/review/indicators/6-2/actuals/{YEAR}")
    other.submit(page_of_other, value="3000", reference_on=LAST.isoformat(), source="ほか")
    answer = planner.submit(page, "main form.form", expect=422)
    assert answer is not None
    assert "値が変わりました" in answer.get_text()
    assert "どちらにするか" in answer.get_text()
    assert answer.select_one('input[name="take"][value="6-2"]')
    db.expire_all()
    assert queries.actuals(db)["6-2", YEAR].value == 3000


def test_a_file_that_is_none_of_ours_is_refused(planner: PageClient) -> None:
    answer = send(planner, BytesIO(b"1,2,3"), expect=422)
    assert "このシステムで作った記入表ではありません" in answer.get_text()
    page = planner.get("/review/entry-book")
    empty = planner.submit(page, expect=422)
    assert empty is not None
    assert "ファイルをえらんでください" in empty.get_text()


def test_a_left_preview_lets_its_file_go(planner: PageClient) -> None:
    send(planner, filled_book(planner))
    address = str(planner.location)
    planner.submit(planner.get(address), "form[data-leave]")
    assert planner.client.get(address).status_code == 303


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER])
def test_only_planners_come_to_it(signed_in: SignedIn, role: Role) -> None:
    client = signed_in(role).client
    for address in ("/review/entry-book", f"/review/entry-book/{'0' * 64}"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code in (400, 403)


def test_a_year_without_a_sheet_has_no_book(planner: PageClient) -> None:
    planner.get("/review/2099/entry-book.xlsx", expect=404)
    assert date(YEAR, 4, 1) < LAST
