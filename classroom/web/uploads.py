"""Files between their preview and their import: kept an hour in the instance folder.

A file is named by its digest, so that what is confirmed is what was looked at, and sending it
twice keeps it once.
"""

import hashlib
import os
import re
from datetime import datetime, timedelta
from pathlib import Path

KEPT = timedelta(hours=1)
_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(instance: Path, content: bytes, now: datetime) -> str:
    """Keep a file for an hour and return its digest. Older files go."""
    folder = instance / "uploads"
    folder.mkdir(mode=0o700, exist_ok=True)
    for old in folder.iterdir():
        if _is_over(old, now):
            old.unlink(missing_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"{digest}"
    path.write_bytes(content)
    os.utime(path, (now.timestamp(), now.timestamp()))
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
    """Let go of a file that was imported."""
    if _DIGEST.fullmatch(digest):
        (instance / "uploads" / f"{digest}").unlink(missing_ok=True)


def _is_over(path: Path, now: datetime) -> bool:
    return path.stat().st_mtime < (now - KEPT).timestamp()
