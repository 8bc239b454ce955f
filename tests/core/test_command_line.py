"""The command line: from any folder, success 0, a refusal 2 and one Japanese sentence."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.core import db
from tests import make


@pytest.fixture
def run(tmp_path: Path) -> "Run":
    return Run(tmp_path)


class Run:
    """Runs `classroom …` as its own process, in a folder of its own, on its own instance."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"CLASSROOM_INSTANCE": str(self.folder / "instance")}
        return subprocess.run(
            [sys.executable, "-c", "from classroom.cli import main; main()", *words],
            cwd=self.folder,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def refused(self, *words: str) -> str:
        """Run what must be refused; return its one sentence."""
        result = self(*words)
        assert result.returncode == 2, result.stdout + result.stderr
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert re.search("[ぁ-ん]", line)
        return line


def test_a_birth_date_by_command(run: Run) -> None:
    result = run("age", "s220503", "--on", "2026-11-22", "--format", "json")
    assert json.loads(result.stdout) == {
        "date": "1947-05-03",
        "era": "昭和22年5月3日",
        "age": 79,
        "age_by_law": 79,
        "band": "75-79",
    }
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("age", "昭和65年"), "昭和は64年1月7日まで"),
        (("age",), "「TEXT」を指定してください"),
        (("age", "s220503", "--colour"), "「--colour」という指定はありません"),
        (("age", "s220503", "--format", "xml"), "「--format」に指定した値は使えません"),
        (("dance",), "「dance」という命令はありません"),
        (("db", "check"), "classroom db upgrade"),
        (("staff", "add", "sato", "--role", "viewer"), "「--name」を指定してください"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_japanese_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in run.refused(*words)


def test_a_database_is_made_checked_copied_and_put_back(run: Run) -> None:
    assert run("db", "upgrade").returncode == 0
    assert "問題はありません" in run("db", "check").stdout
    added = run("staff", "add", "sato", "--role", "admin", "--name", "佐藤 進", "--password-stdin",
                typed="ながい言葉を3つならべる\n")  # fmt: skip
    assert added.returncode == 0, added.stderr
    assert run("db", "backup", "copy.sqlite").returncode == 0
    assert "もうあります" in run.refused("db", "backup", "copy.sqlite")
    assert "使われています" in run.refused(
        "staff", "add", "sato", "--role", "admin", "--name", "別の方"
    )
    assert run("db", "restore", "copy.sqlite", "--yes").returncode == 0
    assert "問題はありません" in run("db", "check").stdout
    assert "書きかえはありません" in run("audit", "verify").stdout


def test_only_a_backup_of_ours_is_put_back(run: Run) -> None:
    run("db", "upgrade")
    (run.folder / "letter.txt").write_text("控えではない", encoding="utf-8")
    assert "控えではありません" in run.refused("db", "restore", "letter.txt", "--yes")
    assert "問題はありません" in run("db", "check").stdout


def test_a_handout_is_printed_by_its_course(run: Run) -> None:
    run("db", "upgrade")
    assert "講座はありません" in run.refused("print", "handout", "ID-101", "-o", "out.pdf")
    assert not (run.folder / "out.pdf").exists()


def test_a_handout_that_differs_by_phone_is_printed_for_the_phone_named(run: Run) -> None:
    run("db", "upgrade")
    engine = db.make_engine(f"sqlite:///{run.folder / 'instance' / 'classroom.sqlite'}")
    with db.writing(engine) as session:
        make.course(session, code="SN-203", handout="phone-and-camera")
    engine.dispose()
    printed = []
    for words in ([], ["--device", "iphone"], ["--device", "android"]):
        result = run("print", "handout", "SN-203", *words, "-o", "out.pdf")
        assert result.returncode == 0, result.stderr
        printed.append((run.folder / "out.pdf").read_bytes())
    plain, iphone, android = printed
    assert plain == iphone != android
    assert "iphone" in run("print", "handout", "--help").stdout


def test_a_session_that_is_not_there_is_not_printed(run: Run) -> None:
    run("db", "upgrade")
    assert "開催回はありません" in run.refused("print", "sheet", "7", "-o", "out.pdf")
