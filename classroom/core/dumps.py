"""Backups of a PostgreSQL database, by its own tools."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import sqlalchemy as sa

from classroom.core import clock, config, migrations
from classroom.core.copies import not_ours
from classroom.core.db import BUSY_SECONDS
from classroom.core.errors import Refusal
from classroom.core.shapes import missing_tables, shape_at
from classroom.core.trouble import BUSY, log_trouble

_TABLE: Final = re.compile(r"^\d+; \d+ \d+ TABLE DATA \S+ (\S+) ", re.MULTILINE)
_REVISION: Final = re.compile(r"^COPY [^;]*FROM stdin;\n((?:[^\\\n]+\n)*)\\\.$", re.MULTILINE)
# The server's words for a lock that was not to be had, in the languages it is run in here.
_LOCKED: Final = re.compile("lock timeout|ロックの?タイムアウト")
END_SECONDS: Final = 5


def backup_postgresql(url: sa.URL, target: Path) -> None:
    wanted = ("--format=custom", f"--lock-wait-timeout={BUSY_SECONDS}s", f"--file={target}")
    with _started([_found("pg_dump"), *_at(url), *wanted], _environment(url)) as process:
        _, err = process.communicate()
    if process.returncode:
        raise _failed("pg_dump", err)


def restore_postgresql(url: sa.URL, copy: Path) -> None:
    """Put a dump in the place of all our tables, also of those that it does not know, or nothing.

    The dump's own script would wait for locks without end, and stumble over newer tables.
    """
    read = [_found("pg_restore"), "--clean", "--if-exists", "--file=-", str(copy)]
    write = [_found("psql"), *_at(url), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with _started(read, dict(os.environ)) as old, _started(write, _environment(url)) as new:
        with suppress(BrokenPipeError):  # psql says why it stopped
            _send(_pipe(old.stdout), _pipe(new.stdin))
        if old.wait() == 0:  # without its COMMIT nothing is changed
            with suppress(BrokenPipeError):
                _pipe(new.stdin).write("COMMIT;\n")
        _, err = new.communicate()
    if old.returncode or new.returncode:
        raise _failed("psql", err)


def _send(script: IO[str], to: IO[str]) -> None:
    ours = ", ".join(f'"{table}"' for table in sorted(shape_at(migrations.newest())))
    waits = f"SET lock_timeout = '{BUSY_SECONDS}s';\n"
    to.write(f"BEGIN;\n{waits}DROP TABLE IF EXISTS {ours} CASCADE;\n")
    for line in script:
        if line == "SET lock_timeout = 0;\n":
            to.write(waits)
            break
        to.write(line)
    shutil.copyfileobj(script, to)


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise LookupError("started without a pipe")
    return stream


def revision_of_dump(copy: Path) -> str:
    """Return the number of the form of a dump that is whole; refuses any other."""
    tables = _TABLE.findall(_read(copy, "--list"))
    only = ("--data-only", "--table=alembic_version", "--file=-")
    found = _REVISION.search(_read(copy, *only)) if "alembic_version" in tables else None
    numbers = found[1].split() if found else []
    if len(numbers) != 1:
        raise not_ours(copy)
    migrations.require_known(numbers[0])
    if missing_tables(tables, numbers[0]):
        raise not_ours(copy)
    _read(copy, f"--file={os.devnull}")  # to its end
    return numbers[0]


def _read(copy: Path, *arguments: str) -> str:
    command = [_found("pg_restore"), *arguments, str(copy)]
    with _started(command, dict(os.environ)) as process:
        out, _ = process.communicate()
    if process.returncode:
        raise not_ours(copy)
    return out


def _at(url: sa.URL) -> tuple[str, str]:
    plain = url.set(drivername="postgresql", password=None)
    return ("--no-password", f"--dbname={plain.render_as_string(hide_password=False)}")


def _environment(url: sa.URL) -> dict[str, str]:
    quiet = f"{os.environ.get('PGOPTIONS', '')} -c client_min_messages=error".strip()
    password = {"PGPASSWORD": str(url.password)} if url.password else {}
    return os.environ | {"PGOPTIONS": quiet, "PGCLIENTENCODING": "UTF8"} | password


def _failed(program: str, err: str) -> Refusal:
    kept = log_trouble(config.instance_folder, f"{program}: {err}", clock.now())
    if _LOCKED.search(err):
        return Refusal(BUSY)
    return Refusal(
        f"{program} ができませんでした。PostgreSQLが動いているか、ファイルが控えか、"
        f"ディスクの空きがあるかを確かめてください（くわしい記録：{kept or 'ありません'}）。"
    )


def _found(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        raise Refusal(f"{program} が見つかりません。PostgreSQL の道具を入れてください。")
    return found


@contextmanager
def _started(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start one of PostgreSQL's programs; it ends with this one, and what it began is undone."""
    process = subprocess.Popen(  # noqa: S603  a program of PostgreSQL's, found on the PATH
        command,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="surrogateescape",
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(END_SECONDS)
            process.kill()
