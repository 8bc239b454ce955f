"""Files that commands read and write: whole or not at all, refused in a sentence."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from classroom.core.errors import Refusal

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


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
    with made_whole(path) as part:
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
def made_whole(path: Path) -> Iterator[Path]:
    """Give a name to write under, which becomes the file's once all is written.

    A failure takes it away again. A device (/dev/stdout) is written to as it is.
    """
    try:
        device = path.exists() and not path.is_file()
        target = path if device else path.resolve()  # a pipe's own name is no path
        part = target if device else target.with_name(target.name + ".part")
    except (OSError, ValueError) as problem:  # a name too long; no name at all
        raise Refusal(_cannot_write(path, problem)) from None
    if target.is_dir():
        raise Refusal(f"{path} はフォルダーです。ファイルの名前を指定してください。")
    if not target.parent.is_dir():
        raise Refusal(
            f"{path} に書き込めません。{path.parent} というフォルダーがあるか確かめてください。"
        )
    try:
        if not device:
            part.unlink(missing_ok=True)
        yield part
        if not device:
            part.replace(target)
    except OSError as problem:
        raise Refusal(_cannot_write(path, problem)) from None
    finally:
        if not device:
            part.unlink(missing_ok=True)


def _cannot_write(path: Path, problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.errno in _NO_SPACE:
        return f"{path} に書き込めません。ディスクの空きを増やしてください。"
    return f"{path} に書き込めません。ファイルの名前と場所を確かめてください。"
