"""`classroom import participants` and `sessions`: 0, or 2 with one sentence and nothing done."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from classroom import cli
from classroom.desk.participant.models import Participant
from classroom.office.imports.tables import read_sheets
from classroom.planning.course.models import Offering
from tests import make
from tests.office.imports import files


class CommandLine:
    """Runs a command on the test's database."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capsys = patch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Return the exit code, and what was said on both channels."""
        self.patch.setattr("sys.argv", ["classroom", "import", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database_url: str,
    tmp_path: Path,
) -> CommandLine:
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path))
    return CommandLine(monkeypatch, capsys)


def test_participants_are_taken_in_once(run: CommandLine, db: Session, tmp_path: Path) -> None:
    make.district(db)
    db.commit()
    path = tmp_path / "名簿.xlsx"
    path.write_bytes(files.workbook(files.PEOPLE))
    code, said, _ = run("participants", str(path), "--dry-run")
    assert (code, said.splitlines()[-1]) == (0, "3人を確かめました。取り込んでいません。")
    assert not db.exec(select(Participant)).all()
    db.rollback()
    code, said, _ = run("participants", str(path))
    assert (code, said.splitlines()) == (
        0,
        ["確かめてほしい行：1行（5行目）", "3人を取り込みました。"],
    )
    assert len(db.exec(select(Participant)).all()) == 3
    db.rollback()
    code, said, err = run("participants", str(path))
    assert (code, said) == (2, "")
    assert err.startswith("新しく加える方はいません。")
    assert len(db.exec(select(Participant)).all()) == 3


def test_a_refused_row_ends_with_2_and_one_sentence(
    run: CommandLine, db: Session, tmp_path: Path
) -> None:
    db.rollback()
    path = tmp_path / "名簿.csv"
    path.write_bytes(files.text([*files.PEOPLE, [4, "佐藤2", "", *[""] * 7]]))
    for more in ([], ["--dry-run"]):
        code, said, err = run("participants", str(path), *more)
        assert (code, said) == (2, "")
        assert err.startswith("5行目「氏名」：「佐藤2」はお名前として読めません。")
        assert err.count("\n") == 1
    assert not db.exec(select(Participant)).all()
    db.rollback()
    out = tmp_path / "除いた行.xlsx"
    code, said, _ = run("participants", str(path), "--leave-out", str(out))
    assert code == 0
    assert said.endswith("3人を取り込みました。\n")
    assert f"読めない1行を {out} に書き出しました。" in said
    assert "佐藤2" in read_sheets(out.read_bytes())[0].rows[2]


def test_years_without_an_era_are_asked_for_and_read_when_told(
    run: CommandLine, db: Session, tmp_path: Path
) -> None:
    db.rollback()
    path = tmp_path / "名簿.csv"
    path.write_bytes(files.text([["サトウ ハナコ", "20/5/3"]], ["フリガナ", "生年月日"]))
    code, _, err = run("participants", str(path))
    assert code == 2
    assert "昭和20年（1945年）5月3日のことでしょうか。" in err
    assert run("participants", str(path), "--showa")[0] == 0
    assert db.exec(select(Participant)).one().born_on == date(1945, 5, 3)


def test_a_file_beyond_any_table_is_not_even_read(run: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "名簿.csv"
    with path.open("wb") as made:
        made.truncate(30 * 1024 * 1024)
    code, _, err = run("participants", str(path))
    assert (code, "大きすぎます。20MBまで" in err) == (2, True)


def test_a_schedule_is_taken_in_as_drafts(run: CommandLine, db: Session, tmp_path: Path) -> None:
    place = make.venue(db)
    make.course(db, code="A1")
    db.commit()
    path = tmp_path / "予定.csv"
    rows = files.schedule("A1", place.name, [make.TODAY, make.NEXT_WEEK])
    path.write_bytes(files.text(rows, files.SCHEDULE_HEADS))
    assert run("sessions", str(path))[0] == 0
    assert len(db.exec(select(Offering)).all()) == 1


def test_a_file_that_is_not_there_is_refused_in_japanese(run: CommandLine, db: Session) -> None:
    db.rollback()
    code, _, err = run("sessions", "ない.xlsx")
    assert code == 2
    assert "開けません" in err
