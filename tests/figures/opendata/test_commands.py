"""`classroom export`: files, standard output, and refusals in one sentence."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from classroom.cli import group
from classroom.core.errors import Refusal
from tests import make
from tests.figures.opendata import calendars


@pytest.fixture
def runner(
    db: Session, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> CliRunner:
    """Run commands on the test's database, in which there is one class."""
    make.offering(db, place=make.venue(db, name="𠮷野会館"))
    db.commit()
    monkeypatch.setenv("CLASSROOM_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("CLASSROOM_DATABASE_URL", database_url)
    return CliRunner()


def test_the_list_goes_into_a_file(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "042145_event.csv"
    result = runner.invoke(group, ["export", "events", "--format", "csv", "-o", str(out)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"を書き出しました：{out}" in result.output
    assert out.read_bytes().startswith("\ufeff全国地方公共団体コード,ID,".encode())


def test_without_a_file_it_goes_to_standard_output(runner: CliRunner) -> None:
    result = runner.invoke(group, ["export", "events", "--format", "json"])
    (event,) = json.loads(result.stdout_bytes)["events"]
    assert event["venue"] == "𠮷野会館"
    result = runner.invoke(group, ["export", "events", "--format", "ics"])
    assert len(calendars.events(result.stdout_bytes)) == 1


def test_an_edition_and_a_character_set_can_be_named(runner: CliRunner) -> None:
    words = ["export", "events", "--format", "csv", "--edition", "event-2021"]
    result = runner.invoke(group, [*words, "--encoding", "cp932"])
    assert result.stdout_bytes.decode("cp932").startswith("都道府県コード又は")
    assert "吉野会館" in result.stdout_bytes.decode("cp932")
    assert result.stderr == "置きかえた文字：「𠮷」（U+20BB7）→「吉」　1か所\n"


def test_a_month_goes_into_a_file(runner: CliRunner, tmp_path: Path) -> None:
    out = tmp_path / "month.csv"
    result = runner.invoke(group, ["export", "monthly", "--month", "2026-06", "-o", str(out)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"を書き出しました：{out}" in result.output
    assert "2026-06,受講した人,市全体,すべての年代,0," in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "words",
    [
        ["events", "--format", "csv", "--edition", "event-1999"],
        ["monthly", "--month", "2999-01"],
        ["events", "--format", "json", "-o", "/no/such/folder/x.json"],
    ],
)
def test_what_cannot_be_done_is_refused(runner: CliRunner, words: list[str]) -> None:
    with pytest.raises(Refusal, match="。"):
        runner.invoke(group, ["export", *words], catch_exceptions=False, standalone_mode=False)
