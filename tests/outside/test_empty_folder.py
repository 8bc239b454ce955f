"""README's week begins in an empty folder, with nothing in the environment but the program."""

import os
import re
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from classroom.rules.words.staff import Role
from tests.outside.installed import HIDDEN, SECONDS, Answer, free_port


@dataclass
class Shell:
    """A user's shell in a folder, where nobody has named an instance."""

    executable: Path
    here: Path

    def start(self, *words: str) -> subprocess.Popen[str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
        return subprocess.Popen(
            [str(self.executable), *words],
            cwd=self.here,
            env=plain | {"LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str) -> Answer:
        process = self.start(*words)
        try:
            out, err = process.communicate(timeout=SECONDS)
        finally:
            process.kill()
        return Answer(process.returncode, out, err)

    def done(self, *words: str) -> str:
        answer = self.run(*words)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.out

    @contextmanager
    def serving(self, port: int) -> Iterator[str]:
        """Serve; give what was printed. Ctrl + C ends it."""
        process = self.start("serve", "--port", str(port))
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "止めるときは" in line:
                break
        try:
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=30)
        assert (process.returncode, err) == (0, ""), said


@pytest.fixture
def shell(executable: Path, tmp_path: Path) -> Shell:
    (tmp_path / "a city").mkdir()
    return Shell(executable, tmp_path / "a city")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def page(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as answer:
        return str(answer.read().decode("utf-8"))


def test_the_week_begins_in_the_folder_one_stands_in(shell: Shell, executable: Path) -> None:
    port, instance = free_port(), shell.here / "instance"
    with shell.serving(port) as said:  # 1. Start it
        assert f"フォルダー：{instance}" in said
        assert re.search(r"http://127\.0\.0\.1:\d+/setup/\S+", said)
        assert "東松島市" in page(port)
    # 2. Settings
    (instance / "config.toml").write_text('city_name = "石巻市"\n', encoding="utf-8")
    with shell.serving(port):
        assert "石巻市" in page(port)
    # 3. People; 9. every evening, and once a month
    made = shell.done("staff", "add", "sato", "--role", Role.RECEPTION.value, "--name", "佐藤 進")
    assert f"フォルダー：{instance}" in made
    assert f"フォルダー：{instance}" in shell.done("db", "check")
    assert f"フォルダー：{instance}" in shell.done("db", "upgrade")
    shell.done("db", "backup", "控え")
    assert names(shell.here) == {"instance", "控え"}
    assert {"classroom.sqlite", "config.toml", "secret_key"} <= names(instance)
    assert not (executable.parents[1] / "var").exists(), (
        "a city's data lies in the program's folder"
    )


def test_what_only_looks_makes_nothing_in_a_folder_it_happens_to_stand_in(shell: Shell) -> None:
    for line in ("db check", "db backup x", "audit verify", "staff add a --role admin --name b"):
        sentence = shell.run(*line.split()).sentence()
        assert f"{shell.here / 'instance' / 'classroom.sqlite'}" in sentence
        assert "CLASSROOM_INSTANCE" in sentence
    assert "80歳" in shell.done("age", "S15.3.1", "--on", "R2.12.1")
    assert names(shell.here) == set()


def test_a_folder_that_cannot_be_written_is_named(shell: Shell) -> None:
    (shell.here / "instance").write_text("")
    sentence = shell.run("db", "upgrade").sentence()
    assert f"{shell.here / 'instance'}" in sentence
    assert "書き込めるフォルダーで実行するか" in sentence


def test_a_relative_database_lies_in_the_instance_folder(shell: Shell) -> None:
    (shell.here / "instance").mkdir()
    config = shell.here / "instance" / "config.toml"
    config.write_text('database_url = "sqlite:///city.sqlite"\n', encoding="utf-8")
    shell.done("db", "upgrade")
    assert "city.sqlite" in names(shell.here / "instance")
    assert names(shell.here) == {"instance"}
