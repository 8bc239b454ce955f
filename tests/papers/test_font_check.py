"""`classroom print font-check`: names go in by a pipe, a line a name comes out, and a paper."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.papers.pdf.font_check import check_name
from tests.papers.hard_names import HARD_NAMES, UNPRINTABLE
from tests.papers.reading import words_of_file

GOTHIC, NOTO = "BIZUDGothic-Regular", "NotoSansJP-Regular"


@pytest.fixture
def checked(tmp_path: Path) -> "Checker":
    return Checker(tmp_path)


class Checker:
    """Runs the command as its own process, on a machine whose own encoding is not UTF-8."""

    def __init__(self, folder: Path) -> None:
        self.paper = folder / "names.pdf"

    def __call__(
        self, given: bytes, paper: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        program = "from classroom.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", program, "print", "font-check", "-o", paper or self.paper],
            env=os.environ | {"PYTHONIOENCODING": "cp932:backslashreplace"},
            input=given,
            capture_output=True,
            check=False,
        )

    def lines(self, given: bytes) -> list[list[str]]:
        """Return the cells of each line."""
        result = self(given)
        assert result.returncode == 0, result.stderr.decode()
        assert result.stderr == b""
        return [line.split("\t") for line in result.stdout.decode().splitlines()]

    def refused(self, given: bytes, paper: Path | None = None) -> str:
        """Return the one sentence of a refusal."""
        result = self(given, paper)
        assert result.returncode == 2
        assert result.stdout == b""
        (line,) = result.stderr.decode("cp932").splitlines()
        return line


def test_each_name_has_a_line_and_stands_on_the_paper(checked: Checker) -> None:
    given = "\ufeff髙﨑 𠮷\r\n\r\n  渡邉\U000e0100 清\t\n外字\ue000\r辺\U000e01ef 清\n佐藤"
    assert checked.lines(given.encode()) == [
        ["髙﨑 𠮷", "印字できます", f"{GOTHIC}、{NOTO}"],
        ["渡邉\U000e0100 清", "印字できます", GOTHIC],
        ["外字\ue000", "〓になる文字：\ue000（U+E000）", GOTHIC],
        ["辺\U000e01ef 清", "ふつうの字体になる文字：辺\U000e01ef（U+8FBA U+E01EF）", GOTHIC],
        ["佐藤", "印字できます", GOTHIC],
    ]
    text = words_of_file(checked.paper.read_bytes())
    for words in ("5人", "髙﨑𠮷", "渡邉\U000e0100清", "外字〓", "辺\U000e01ef清", "佐藤"):
        assert words in text


def test_a_control_character_draws_no_line_of_its_own(checked: Checker) -> None:
    assert [cells[0] for cells in checked.lines("佐\t藤\x0b花\x1b[2J\x00\u2028".encode())] == [
        "佐藤花[2J"
    ]


def test_what_is_no_utf8_is_refused_in_a_sentence(checked: Checker) -> None:
    for given in ("髙橋".encode("cp932"), "佐藤".encode("utf-16")):
        assert "UTF-8で保存した" in checked.refused(given)
    assert not checked.paper.exists()


@pytest.mark.parametrize("given", [b"", b"\xef\xbb\xbf", b"\n \r\n"])
def test_without_names_it_says_what_to_give(checked: Checker, given: bytes) -> None:
    assert "1行に1人の名前" in checked.refused(given)
    assert not checked.paper.exists()


def test_a_file_that_cannot_be_written_is_a_sentence(checked: Checker, tmp_path: Path) -> None:
    assert "書き込めません" in checked.refused("佐藤".encode(), tmp_path / "none" / "a.pdf")


@pytest.mark.parametrize("name", UNPRINTABLE)
def test_the_verdict_names_each_character_that_is_not_printed(name: str) -> None:
    found = check_name(name)
    assert (*found.geta, *found.plain) == UNPRINTABLE[name]
    assert all(char in found.verdict for char in UNPRINTABLE[name])


def test_every_hard_name_prints() -> None:
    assert {check_name(name).verdict for name in HARD_NAMES} == {"印字できます"}


def test_what_is_invisible_is_no_name(checked: Checker) -> None:
    (cells,) = checked.lines("\u200b".encode())
    assert cells[1:] == ["印字する文字がありません", ""]
