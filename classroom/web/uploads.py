"""Files between their preview and their import: kept an hour at most in the instance folder.

A file is named by its digest, so that what is confirmed is what was looked at, and sending it
twice keeps it once. It goes when it was imported, when its preview is left, at sign-out, when the
program starts, and once its hour is over, whether somebody is there or not.
"""

import hashlib
import os
import re
import threading
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import has_request_context, session

from classroom.core import clock

KEPT = timedelta(hours=1)
SWEEP_SECONDS = 600
OWN = "uploads"
"""In whose session a file was chosen."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(instance: Path, content: bytes, now: datetime) -> str:
    """Keep a file for an hour and return its digest. Older files go."""
    folder = instance / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    sweep(instance, now)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest}"
    path.write_bytes(content)
    os.utime(path, (now.timestamp(), now.timestamp()))
    if has_request_context():
        session[OWN] = [*(old for old in session.get(OWN, []) if old != digest), digest][-20:]
    return digest


def kept(instance: Path, digest: str, now: datetime) -> bytes | None:
    """Return a kept file; None once its hour is over."""
    if not _DIGEST.fullmatch(digest):
        return None
    path = instance / "uploads" / f"{digest}"
    if not path.is_file() or _is_over(path, now):
        return None
    return path.read_bytes()


def drop(instance: Path, digest: str) -> None:
    """Let go of a file that was imported, or whose preview was left."""
    if _DIGEST.fullmatch(digest):
        (instance / "uploads" / f"{digest}").unlink(missing_ok=True)


def drop_own(instance: Path) -> None:
    """Let go of all files of this session, which ends."""
    for digest in session.get(OWN, []):
        drop(instance, str(digest))


def sweep(instance: Path, now: datetime | None = None) -> None:
    """Let go of what is older than its hour; of everything where no time is given."""
    with suppress(FileNotFoundError):
        for old in (instance / "uploads").iterdir():
            if now is None or _is_over(old, now):
                old.unlink(missing_ok=True)


def sweep_always(instance: Path) -> None:
    """Let go of everything now, and from now on of what is older than its hour."""
    sweep(instance)
    threading.Thread(target=_sweep_on, args=(instance,), daemon=True, name="uploads").start()


def _sweep_on(instance: Path) -> None:
    while True:
        threading.Event().wait(SWEEP_SECONDS)
        with suppress(OSError):  # the folder may be on a drive that is away for a while
            sweep(instance, clock.now())


def _is_over(path: Path, now: datetime) -> bool:
    try:
        return path.stat().st_mtime < (now - KEPT).timestamp()
    except FileNotFoundError:  # another request was faster
        return False
