"""Each module of the program, alone in a fresh process, brings all tables that it points to."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from classroom.cli import COMMANDS, IMPORTS
from classroom.core.command_line import Place
from classroom.papers.commands.printing import PAPERS
from tests.outside.installed import ROOT, environment

# A process that has read the libraries makes a child for each module: nothing of ours is in it yet.
PROGRAM = """
import gc, importlib, os, sys
import alembic.command, argon2, budoux, click, flask, flask_wtf, fontTools.ttLib, holidays
import markdown_it, numpy, openpyxl, reportlab.pdfgen.canvas, segno, sqlalchemy.orm, waitress
from sqlmodel import SQLModel
gc.disable()
gc.freeze()
for name in sys.argv[1:]:
    child = os.fork()
    if not child:
        try:
            importlib.import_module(name)
            for table in SQLModel.metadata.tables.values():
                for key in table.foreign_keys:
                    key.column
        except BaseException as problem:
            print(name, repr(problem), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
assert not [name for name in sys.modules if name.startswith("classroom")]
"""
KINDS = ("models", "service", "commands")


def modules() -> list[str]:
    found = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for kind in KINDS
        for path in sorted((ROOT / "classroom").rglob(f"{kind}.py"))
    ]
    called = {place.at.partition(":")[0] for place in places()}
    return sorted({*found, *called, "classroom.app", "classroom.cli"})


def places() -> Iterator[Place]:
    """Yield where a command is fetched from when it is called."""
    for table in (COMMANDS, IMPORTS, PAPERS):
        yield from table.values()


def test_no_module_comes_up_with_a_foreign_key_to_nowhere(tmp_path: Path) -> None:
    names = modules()
    assert len(names) > 50
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names],
        cwd=ROOT,
        env=environment(tmp_path, {}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
