from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session, select

from classroom.class_day.printed.models import PrintedSheet
from classroom.cli import group
from classroom.core.db import key
from classroom.core.errors import Refusal
from tests import make
from tests.papers.samples import text_of


@pytest.fixture
def office(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path))
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    monkeypatch.setenv("CLASSROOM_TAG_SHEET", "a7")
    return CliRunner()


def printed(office: CliRunner, folder: Path, *words: object) -> list[str]:
    file = folder / "paper.pdf"
    result = office.invoke(group, ["print", *map(str, words), "-o", str(file)])
    assert result.exit_code == 0, result.output
    return text_of(file.read_bytes())


def test_each_paper_of_a_class_has_its_command(
    office: CliRunner, db: Session, tmp_path: Path
) -> None:
    offering = make.offering(db, make.NEXT_WEEK)
    make.enrolment(db, make.participant(db, telephone="0225004187"), offering)
    number = key(make.sessions(db, offering)[0])
    db.commit()
    assert "渡邊トシ子" in printed(office, tmp_path, "sheet", number)[0]
    assert len(db.exec(select(PrintedSheet)).all()) == 1
    db.rollback()
    assert "0225-00-4187" not in printed(office, tmp_path, "roster", number)[0]
    full = printed(office, tmp_path, "roster", number, "--telephone", "--order", "district")
    assert "0225-00-4187" in full[0]
    assert "SK1-" in printed(office, tmp_path, "tags", number)[0]
    assert "募集" in printed(office, tmp_path, "flyer", number)[0]
    assert "おわりに" in printed(office, tmp_path, "questionnaire", number, "--when", "after")[0]
    assert "忘れ物" in printed(office, tmp_path, "pack", number)[0]
    assert len(db.exec(select(PrintedSheet)).all()) == 3


def test_a_handout_that_differs_by_phone_is_printed_for_the_phone_named(
    office: CliRunner, db: Session, tmp_path: Path
) -> None:
    make.course(db, code="SN-203", handout="phone-and-camera")
    db.commit()
    plain, iphone, android = (
        printed(office, tmp_path, "handout", "SN-203", *words)
        for words in ([], ["--device", "iphone"], ["--device", "android"])
    )
    assert plain == iphone != android


def test_districts_are_not_printed_without_telephones(office: CliRunner, db: Session) -> None:
    db.commit()
    words = ["print", "roster", "1", "--order", "district", "-o", "paper.pdf"]
    result = office.invoke(group, words)
    assert isinstance(result.exception, Refusal)


@pytest.mark.parametrize("name", ["sheet", "roster", "tags", "questionnaire", "flyer", "pack"])
def test_a_session_that_is_not_there_is_refused(office: CliRunner, db: Session, name: str) -> None:
    db.commit()
    result = office.invoke(group, ["print", name, "9999", "-o", "paper.pdf"])
    assert isinstance(result.exception, Refusal)
    assert "番号9999の開催回はありません" in result.exception.sentence
