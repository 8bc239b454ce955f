from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from classroom.cli import group
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.rules.words.queue import Status
from tests import make
from tests.papers.samples import text_of


@pytest.fixture
def office(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path))
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    monkeypatch.setenv("CLASSROOM_LABEL_SHEET", "3x8")
    monkeypatch.setenv("CLASSROOM_CERTIFICATE_SIGNER", "東松島市長　山田 一")
    return CliRunner()


def printed(office: CliRunner, folder: Path, *words: object) -> list[str]:
    file = folder / "paper.pdf"
    result = office.invoke(group, ["print", *map(str, words), "-o", str(file)])
    assert result.exit_code == 0, result.output
    return text_of(file.read_bytes())


def test_each_paper_has_its_command(office: CliRunner, db: Session, tmp_path: Path) -> None:
    offering = make.offering(db, make.NEXT_WEEK, make.NEXT_WEEK + timedelta(days=7))
    who = make.participant(db)
    line = make.enrolment(db, who, offering)
    late = make.participant(db, "大野 ハル", "オオノ ハル")
    make.enrolment(db, late, offering, status=Status.WAITLISTED, waiting_number=1)
    db.commit()
    number = key(offering)
    assert "お席があります" in printed(office, tmp_path, "slip", line.id)[0]
    assert "渡邊" not in printed(office, tmp_path, "application")[0]
    assert "渡邊トシ子" in printed(office, tmp_path, "application", "--person", who.id)[0]
    assert len(printed(office, tmp_path, "invitation", number)) == 1
    cards = printed(office, tmp_path, "postcards", number, "--message", "waiting")
    assert "大野ハル様" in cards[0]
    labels = printed(office, tmp_path, "labels", number, "--to", "waiting", "--start", 24)
    assert len(labels) == 1
    assert "大野ハル様" in labels[0]
    assert "まだいません" in printed(office, tmp_path, "certificate", number)[0]
    assert "東松島市長山田一" in printed(office, tmp_path, "certificate", number, "--early")[0]


@pytest.mark.parametrize("name", ["slip", "invitation", "postcards", "labels", "certificate"])
def test_what_is_not_there_is_refused(office: CliRunner, db: Session, name: str) -> None:
    db.commit()
    result = office.invoke(group, ["print", name, "9999", "-o", "paper.pdf"])
    assert isinstance(result.exception, Refusal)
    assert "番号9999の" in result.exception.sentence
