"""Keeping population files: by web with a preview, by command, all or nothing."""

import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, col, func, select

from classroom import cli
from classroom.figures.population import queries, service
from classroom.figures.population.models import Population, PopulationImport
from classroom.figures.population.reader import read_population
from classroom.rules.words.staff import Role
from classroom.web import uploads
from tests import make
from tests.conftest import SignedIn
from tests.figures.population import files
from tests.page import PageClient

OWN = "042145"


def rows(db: Session) -> int:
    db.rollback()
    found = db.exec(select(func.count(col(Population.id)))).one()
    db.rollback()  # hold no lock against the pages
    return found


def send(page: PageClient, content: bytes, expect: int = 303, name: str = "人口.csv") -> object:
    form = page.get("/population")
    return page.submit(
        form,
        "form[enctype]",
        expect,
        file=(io.BytesIO(content), name),
    )


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["classroom", *arguments])
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.fixture
def command_line(
    monkeypatch: pytest.MonkeyPatch, database_url: str, tmp_path: Path
) -> pytest.MonkeyPatch:
    """Let commands work on the test's database."""
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path))
    return monkeypatch


def test_the_command_says_each_day_with_its_residents(
    command_line: pytest.MonkeyPatch, db: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command_line, "import", "population", "--other-city", str(files.REAL)) == 0
    said = capsys.readouterr().out
    assert "2025-01-01　昭島市　総人口 115,632人　70歳以上 24,145人" in said
    assert "2025-02-01　昭島市　総人口 115,610人　70歳以上 24,144人" in said
    assert "昭島市の人口です。東松島市の人口を取り込むまで" in said
    assert rows(db) == 6 * 44


def test_a_dry_run_keeps_nothing(
    command_line: pytest.MonkeyPatch, db: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["import", "population", str(files.REAL), "--dry-run", "--other-city"]
    assert run(command_line, *given) == 0
    assert "24,145人" in capsys.readouterr().out
    assert rows(db) == 0


def test_a_file_with_a_problem_ends_with_2_and_one_sentence(
    command_line: pytest.MonkeyPatch,
    db: Session,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(files.changed(3, "男性", "1"))
    assert run(command_line, "import", "population", str(bad)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("3行目の「男性」：1人ですが、年齢ごとの男性をたすと57,464人です。")
    assert said.err.count("\n") == 1
    assert rows(db) == 0


def test_a_file_that_is_not_there_is_refused_in_japanese(
    command_line: pytest.MonkeyPatch, db: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    db.rollback()
    assert run(command_line, "import", "population", "ない.csv") == 2
    assert "開けません" in capsys.readouterr().err


def test_the_same_day_again_replaces_its_counts_and_keeps_the_record(db: Session) -> None:
    for name in ("first.csv", "second.csv"):
        table = read_population(files.REAL.read_bytes(), OWN)
        service.import_population(db, table, name, make.NOW, None)
    db.commit()
    assert rows(db) == 6 * 44
    assert {day.file_name for day in queries.imported_days(db)} == {"second.csv"}
    assert len(db.exec(select(PopulationImport)).all()) == 2


def test_the_preview_shows_the_difference_and_stores_nothing(
    planner: PageClient, db: Session
) -> None:
    send(planner, files.own())
    assert planner.location is not None
    page = planner.get(planner.location)
    words = page.get_text()
    assert "24,144人" in words
    assert "−1人" in words
    assert rows(db) == 0


def test_confirming_imports_what_was_looked_at(planner: PageClient, db: Session) -> None:
    send(planner, files.own())
    page = planner.get(planner.location or "")
    planner.submit(page)
    assert rows(db) == 6 * 44
    listed = planner.get("/population").get_text()
    assert "24,145人" in listed
    assert "人口.csv" in listed
    send(planner, files.own())
    assert "入れかえ" in planner.get(planner.location or "").get_text()


def test_problems_are_listed_by_row_and_column(planner: PageClient, db: Session) -> None:
    page = send(planner, files.changed(3, "70-74歳の男性", "X"), 422)
    cells = [cell.get_text() for cell in page.select("table td")[:3]]  # type: ignore[attr-defined]  # a page
    assert cells == ["3", "70-74歳の男性", "「X」は人数として読めません。"]
    assert rows(db) == 0


def test_a_form_without_a_file_says_so(planner: PageClient) -> None:
    page = planner.submit(planner.get("/population"), "form[enctype]", 422)
    assert page is not None
    assert "ファイルをえらんでください。" in page.get_text()


def test_after_an_hour_the_file_must_be_chosen_again(
    planner: PageClient, db: Session, tmp_path: Path
) -> None:
    send(planner, files.own())
    page = planner.get(planner.location or "")
    digest = (planner.location or "").split("?")[0].rsplit("/", 1)[-1]
    uploads.keep(tmp_path, files.own(), make.NOW - timedelta(hours=2))
    planner.submit(page)
    assert "1時間たったため" in planner.get(planner.location or "").get_text()
    planner.get(f"/population/uploads/{digest}", expect=404)
    assert rows(db) == 0


def test_old_uploads_are_cleared_away(tmp_path: Path) -> None:
    old = uploads.keep(tmp_path, b"old", make.NOW - timedelta(hours=2))
    new = uploads.keep(tmp_path, b"new", make.NOW)
    assert uploads.kept(tmp_path, old, make.NOW) is None
    assert uploads.kept(tmp_path, new, make.NOW) == b"new"
    assert uploads.kept(tmp_path, "../secret_key", make.NOW) is None
    assert len(list((tmp_path / "uploads").iterdir())) == 1


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.INSTRUCTOR, Role.VIEWER])
def test_only_planners_import(signed_in: SignedIn, role: Role) -> None:
    signed_in(role).get("/population/uploads/" + "0" * 64, expect=403)


def test_an_official_count_by_command(
    command_line: pytest.MonkeyPatch, db: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    db.rollback()
    given = ["official", "add", "--on", "R8.9.30", "--registered", "3962"]
    given += ["--population", "9190", "--source", "宮城県提供"]
    assert run(command_line, *given) == 0
    assert "43.1%（3,962人 ÷ 9,190人）" in capsys.readouterr().out
    assert run(command_line, *given) == 2
    assert "もう入っています" in capsys.readouterr().err
    assert run(command_line, "report", "kpi", "--on", "2026-10-31", "--format", "json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["official"]["rate"] == 43.1


def test_a_report_can_be_written_to_a_file(
    command_line: pytest.MonkeyPatch, db: Session, tmp_path: Path
) -> None:
    db.rollback()
    for form, begins in (("json", b"{"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF")):
        out = tmp_path / f"kpi.{form}"
        given = ["report", "kpi", "--on", "2026-10-31", "--format", form, "-o", str(out)]
        assert run(command_line, *given) == 0
        assert out.read_bytes().startswith(begins)


def test_a_day_that_is_none_is_refused(
    command_line: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["report", "kpi", "--on", "2027-02-30", "--format", "json"]
    assert run(command_line, *given) == 2
    assert "2月は28日までです" in capsys.readouterr().err
