"""The program as a user has it: a wheel in an empty environment, run as `classroom`."""

import fcntl
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.programs import require_tool

ROOT = Path(__file__).parents[2]
HIDDEN = ("CLASSROOM_", "PYTHON", "VIRTUAL_ENV", "TEST_", "LC_", "LANG")
ENGLISH = re.compile(
    r"\b(the|is|are|not|no|of|to|for|in|and|error|invalid|failed|usage|missing)\b", re.IGNORECASE
)
NAMES = re.compile(r"classroom( [a-z]+)*|「[^」]*」|\S+://\S+|[\w/-]+[_/-][\w/-]+")
"""Commands, what was typed, addresses, files, and names of settings and measures."""
SECONDS = 120
"""No command of the table takes so long, on any machine: one that does hangs."""


def install(folder: Path) -> Path:
    """Return the executable, built and installed on the first call of a run into this folder."""
    executable = folder / "env" / "bin" / "classroom"
    with locked(folder / "install.lock"):
        if not executable.exists():
            _build(folder)
    return executable


def _build(folder: Path) -> None:
    uv = require_tool("uv")
    wheels = folder / "wheels"
    source = os.environ.get("TEST_OUTSIDE_SOURCE", str(ROOT))  # another version, to compare with
    _run(uv, "build", "--wheel", "--out-dir", str(wheels), source)
    (wheel,) = wheels.glob("*.whl")
    _run(uv, "venv", "--python", sys.executable, str(folder / "env"))
    python = folder / "env" / "bin" / "python"
    pins = ("--constraints", str(ROOT / "requirements.txt"))
    _run(
        *(uv, "pip", "install", "--compile-bytecode", "--python", str(python)),
        *pins,
        f"{wheel}[postgresql]",
    )


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process of the run in after another."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def environment(instance: Path, more: Mapping[str, str]) -> dict[str, str]:
    """Return what a user's shell gives, and no more."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
    return plain | {"LANG": "C.UTF-8", "CLASSROOM_INSTANCE": str(instance), **more}


@dataclass
class Place:
    """An instance of the program, and a folder elsewhere from which it is called."""

    executable: Path
    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.here.mkdir(parents=True, exist_ok=True)

    @property
    def here(self) -> Path:
        """The folder in which commands are called."""
        return self.folder / "elsewhere"

    @property
    def instance(self) -> Path:
        """The instance folder."""
        return self.folder / "instance"

    @property
    def database(self) -> str:
        """The address of the database."""
        usual = f"sqlite:///{self.instance / 'classroom.sqlite'}"
        return self.more.get("CLASSROOM_DATABASE_URL", usual)

    def start(self, *words: str, more: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(
            [str(self.executable), *words],
            cwd=self.here,
            env=environment(self.instance, self.more | dict(more or {})),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, typed: str = "", more: Mapping[str, str] | None = None) -> "Answer":
        """Run a command to its end."""
        process = self.start(*words, more=more)
        try:
            out, err = process.communicate(typed, timeout=SECONDS)
        finally:
            process.kill()
        return Answer(process.returncode, out, err)

    def shell(self, line: str) -> "Answer":
        """Run a line of a shell in which $C is the program."""
        given = environment(self.instance, {**self.more, "C": str(self.executable)})
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.here, env=given, capture_output=True, check=False
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def done(self, *words: str, typed: str = "") -> str:
        """Run what must succeed; return what it said."""
        answer = self.run(*words, typed=typed)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer.out

    def refused(self, *words: str, more: Mapping[str, str] | None = None) -> str:
        """Run what must be refused; return the sentence."""
        return self.run(*words, more=more).sentence()


@dataclass(frozen=True)
class Answer:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    def sentence(self) -> str:
        """Return the one Japanese sentence of a refusal; fail where it is anything else."""
        assert self.code == 2, self
        assert self.out == "", self
        (line,) = self.err.splitlines()
        assert re.search("[ぁ-ん]", line), line
        assert "。" in line, line
        said = NAMES.sub("", line)
        assert not ENGLISH.search(said), line
        return line


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
