"""Files that commands read and write: whole or not at all, refused in a sentence."""

import errno
import os
import re
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import click

from classroom.core import clock
from classroom.core.config import OWN_FILES, SQLITE_ENDINGS, database_address, instance_folder
from classroom.core.db import sqlite_file, url_of
from classroom.core.errors import Refusal
from classroom.core.trouble import sentence_of_trouble

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PART: Final = re.compile(r"\.classroom-[0-9a-f]{16}\.part(-wal|-shm|-journal)?")
LEFT_SECONDS: Final = 3600
"""A part that nobody has written to for so long was left by a program that was ended."""


def read_file(path: Path, most: int | None = None) -> bytes:
    """Return a file's bytes, or refuse in a sentence; also one of more than `most` bytes."""
    try:
        if most is not None and path.stat().st_size > most:
            raise Refusal(f"{path} は大きすぎます。{most // 1024 // 1024}MBまでに分けてください。")
        return path.read_bytes()
    except OSError:
        raise Refusal(f"{path} を開けません。ファイルの名前と場所を確かめてください。") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, or refuse in a sentence and leave what was there."""
    with made_for_user(path) as part:
        part.write_bytes(content)


def write_out(content: bytes, path: Path | None, what: str) -> None:
    """Write to the file and say what and where, or to standard output where none is named."""
    if path is not None:
        write_file(path, content)
        say_written(path, f"{what}を書き出しました：{path}")
    elif sys.stdout is None:
        raise Refusal("書き出す先がありません。-o でファイルの名前を指定してください。")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def say_written(path: Path, sentence: str) -> None:
    """Say what was written, unless it went into a stream (-o /dev/stdout) that this would spoil."""
    if path.is_file():
        click.echo(sentence)


@contextmanager
def made_for_user(path: Path) -> Iterator[Path]:
    """Give a name as `made_whole` does, for a file that somebody named: none of the program's."""
    refuse_own(path)
    with made_whole(path) as part:
        yield part


def refuse_own(path: Path) -> None:
    """Refuse to write where no file is meant, or over one of the instance's own."""
    if str(path) == "-":
        raise Refusal("「-」という名前には書き出せません。ファイルの名前を指定してください。")
    if any(_is_same(path, own) for own in _own_files()):
        raise Refusal(f"{path} は、このシステムが使っているファイルです。別の名前にしてください。")


def _own_files() -> list[Path]:
    """Name the files of the instance that the environment names: no other content goes there."""
    folder = instance_folder()
    named = sqlite_file(url_of(database_address()))
    bases = [folder / "classroom.sqlite", folder / "demo.sqlite", named]
    return [folder / name for name in OWN_FILES] + [
        base.with_name(base.name + ending) for base in bases if base for ending in SQLITE_ENDINGS
    ]


def _is_same(path: Path, own: Path) -> bool:
    with suppress(OSError, ValueError, RuntimeError):
        return path.resolve() == own.resolve() or path.samefile(own)
    return False


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """Give a name to write under, which becomes the file's once all is written.

    A failure takes it away again. A device (/dev/stdout) is written to as it is.
    """
    try:
        device = path.exists() and not path.is_file()
        target = path if device else path.resolve()  # a pipe's own name is no path
    except FileNotFoundError as problem:  # the current folder itself
        raise Refusal(sentence_of_trouble(problem) or str(path)) from None
    except (OSError, ValueError, RuntimeError) as problem:  # too long; no name; links in a ring
        raise Refusal(_cannot_write(path, problem)) from None
    if target.is_dir():
        raise Refusal(f"{path} はフォルダーです。ファイルの名前を指定してください。")
    if not target.parent.is_dir():
        raise Refusal(
            f"{path} に書き込めません。{path.parent} というフォルダーがあるか確かめてください。"
        )
    try:
        if device:
            yield target
        else:
            with _part_of(target) as part:
                yield part
    except OSError as problem:
        raise Refusal(_cannot_write(path, problem)) from None


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Give a file of this process alone beside the target, and let it take the target's place."""
    _remove_left(target.parent)
    part = target.with_name(f".classroom-{secrets.token_hex(8)}.part")
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        if target.exists():
            shutil.copymode(target, part)
        yield part
        part.replace(target)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _remove_left(folder: Path) -> None:
    """Remove what ended programs left, with the names and numbers in it."""
    for part in folder.glob(".classroom-*.part*"):
        with suppress(OSError):
            age = clock.now().timestamp() - part.stat().st_mtime
            if _PART.fullmatch(part.name) and age > LEFT_SECONDS:
                part.unlink()


def _cannot_write(path: Path, problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno in _NO_SPACE:
        return f"{path} に書き込めません。ディスクの空きを増やしてください。"
    return f"{path} に書き込めません。ファイルの名前と場所を確かめてください。"
