"""What a file leaves open is asked on its page and by the command; nothing comes in before."""

from pathlib import Path

import pytest
from sqlmodel import Session

from classroom.figures.population import queries
from classroom.rules import months
from classroom.rules.words.staff import Role
from tests import make
from tests.conftest import SignedIn
from tests.figures.population import files
from tests.figures.population.shapes import (
    BOTH,
    FOREIGN,
    HEADS,
    YAMOTO,
    book,
    csv_of,
    row,
    table,
    without,
)
from tests.figures.population.test_import_population import command_line, rows, run, send
from tests.page import PageClient

__all__ = ["command_line"]
OWN = "042145"
UNDATED = csv_of(without("調査年月日"))
DOUBTFUL = csv_of(table(row("合計", BOTH), row("外国人", FOREIGN)))
OTHERS = files.REAL.read_bytes()


def aged(db: Session) -> int | None:
    db.rollback()
    found = queries.denominator(db, OWN, make.TODAY)
    db.rollback()
    return found.residents if found else None


def sent(page: PageClient, content: bytes, name: str = "人口.csv") -> str:
    """Send a file and return the address where it is looked at."""
    send(page, content, name=name)
    return page.location or ""


def test_the_day_is_asked_and_a_wrong_one_loses_nothing(planner: PageClient, db: Session) -> None:
    where = sent(planner, UNDATED, name="202604opendata.csv")
    page = planner.get(where)
    assert "いつの人口ですか" in page.get_text()
    assert page.select("#on")[0]["value"] == "令和8年4月1日"
    again = planner.get(f"{where}&asked=1&on=%E5%9B%9B%E6%9C%88", expect=422)
    assert "日付として読めません" in again.get_text()
    assert again.select("#on")[0]["value"] == "四月"
    empty = planner.get(f"{where}&asked=1&on=", expect=422)
    assert "どれも答えてください" in empty.get_text()
    assert rows(db) == 0
    preview = planner.get(f"{where}&asked=1&on=R8.4.1")
    assert "125人" in preview.get_text()
    planner.submit(preview)
    assert aged(db) == 125


def test_a_doubtful_row_is_asked_and_said_on_the_preview(planner: PageClient, db: Session) -> None:
    where = sent(planner, DOUBTFUL)
    page = planner.get(where)
    assert "5行目「外国人」（106人）" in page.get_text()
    words = planner.get(f"{where}&row-%E5%A4%96%E5%9B%BD%E4%BA%BA=0").get_text()
    assert "市全体の行とみました：4行目「合計」" in words
    assert "足さないと答えた行：5行目「外国人」" in words
    added = planner.get(f"{where}&row-%E5%A4%96%E5%9B%BD%E4%BA%BA=1")
    planner.submit(added)
    assert aged(db) == 150


def test_another_citys_file_comes_in_only_when_it_is_asked_for(
    planner: PageClient, db: Session
) -> None:
    where = sent(planner, OTHERS)
    page = planner.get(where)
    assert "昭島市の人口です。東松島市の人口ではありません。" in page.get_text()
    assert rows(db) == 0
    preview = planner.get(f"{where}&other_city=1")
    assert "ほかの市区町村の人口です" in preview.get_text()
    planner.submit(preview)
    assert rows(db) == 6 * 44


def test_a_confirmation_without_its_answers_goes_back_to_the_questions(
    planner: PageClient, db: Session
) -> None:
    where = sent(planner, OTHERS)
    form = planner.get(f"{where}&other_city=1")
    form.select_one("input[name=other_city]").decompose()  # type: ignore[union-attr]
    planner.submit(form)
    assert "昭島市の人口です" in planner.get(planner.location or "").get_text()
    assert rows(db) == 0


LAST_MONTH = months.later(make.TODAY, -1)
PAGES = ("/kpi", "/outlook", f"/review/months/{LAST_MONTH:%Y-%m}", f"/review/{make.TODAY.year}")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_whose_residents_stand_below_the_line(
    planner: PageClient, signed_in: SignedIn, address: str
) -> None:
    where = sent(planner, OTHERS)
    planner.submit(planner.get(f"{where}&other_city=1"))
    assert "昭島市の人口" in signed_in(Role.COORDINATOR).get(address).get_text()


def test_no_page_speaks_of_another_city_once_the_own_population_is_there(
    planner: PageClient,
) -> None:
    where = sent(planner, files.own())
    planner.submit(planner.get(where))
    for address in PAGES:
        assert "ためしの値" not in planner.get(address).get_text()


def test_an_excel_file_comes_in_by_its_page(planner: PageClient, db: Session) -> None:
    where = sent(planner, book(("人口", table(row("みんな", BOTH)))), name="人口.xlsx")
    assert "「みんな」（530人）" in planner.get(where).get_text()
    preview = planner.get(f"{where}&row-%E3%81%BF%E3%82%93%E3%81%AA=0")
    planner.submit(preview)
    assert aged(db) == 125


def test_answers_stay_with_the_file_they_are_given_for(signed_in: SignedIn) -> None:
    for role in (Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER):
        signed_in(role).get(f"/population/uploads/{'0' * 64}?on=R8.4.1&other_city=1", expect=403)


@pytest.fixture
def city(
    command_line: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> "City":
    return City(command_line, tmp_path, capsys)


class City:
    """Imports files by the command and tells what it said."""

    def __init__(
        self, patch: pytest.MonkeyPatch, folder: Path, out: pytest.CaptureFixture[str]
    ) -> None:
        self.patch, self.folder, self.out = patch, folder, out

    def imports(self, content: bytes, *options: str, name: str = "人口.csv") -> tuple[int, str]:
        path = self.folder / name
        path.write_bytes(content)
        code = run(self.patch, "import", "population", str(path), *options)
        said = self.out.readouterr()
        return code, said.out + said.err


def test_the_command_says_what_it_took_as_a_total(city: City, db: Session) -> None:
    rows(db)
    code, said = city.imports(csv_of(table(row("合計（人）", BOTH))))
    assert code == 0
    assert "市全体の行とみました：4行目「合計（人）」" in said
    assert "70歳以上 125人" in said


def test_the_command_says_where_areas_miss_the_citys_row(city: City, db: Session) -> None:
    rows(db)
    off = [BOTH[0] + 1, *BOTH[1:]]
    _, said = city.imports(csv_of(table(row("合計", off))), "--dry-run")
    assert "総人口：市全体の行は531人、地域をたすと530人です。市全体の行を使います。" in said


@pytest.mark.parametrize(
    ("content", "asked", "options", "figure"),
    [
        (UNDATED, "--on 2025-04-01", ["--on", "R8.4.1"], "125人"),
        (DOUBTFUL, "--leave-out 外国人", ["--leave-out", "外国人"], "125人"),
        (DOUBTFUL, "--count 外国人", ["--count", "外国人"], "150人"),
        (csv_of(table(day="11/1/2018")), "--date-order mdy", ["--date-order", "mdy"], "2018-11-01"),
        (csv_of(table(day="11/1/2018")), "--date-order dmy", ["--date-order", "dmy"], "2018-01-11"),
        (OTHERS, "--other-city", ["--other-city"], "24,145人"),
    ],
)
def test_the_command_asks_and_takes_the_answer_as_an_option(
    city: City, db: Session, content: bytes, asked: str, options: list[str], figure: str
) -> None:
    assert rows(db) == 0
    code, said = city.imports(content)
    assert (code, rows(db)) == (2, 0)
    assert asked in said
    code, said = city.imports(content, *options)
    assert code == 0
    assert figure in said
    assert rows(db)


def test_a_row_cannot_be_both_counted_and_left_out(city: City, db: Session) -> None:
    rows(db)
    code, said = city.imports(DOUBTFUL, "--count", "外国人", "--leave-out", "外国人")
    assert code == 2
    assert "どちらかだけ" in said


def test_a_day_that_contradicts_the_file_is_refused(city: City, db: Session) -> None:
    rows(db)
    code, said = city.imports(csv_of(table()), "--on", "2026-03-01")
    assert code == 2
    assert "このファイルには日付が入っています（令和8年4月1日）" in said


def test_the_own_rows_of_a_prefectures_file_come_in_alone(city: City, db: Session) -> None:
    rows(db)
    neighbour = [HEADS, row("石巻", YAMOTO)]
    cells = [
        [c.replace("042145", "042021").replace("東松島市", "石巻市") for c in one]
        for one in neighbour
    ]
    code, said = city.imports(csv_of([*table(), *cells[1:]]))
    assert code == 0
    assert "ほかの市区町村の行（1市区町村）は使っていません。" in said
    assert "石巻市" not in said
