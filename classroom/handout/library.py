"""The handouts there are: one file each in materials/handouts, named by its slug."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from classroom.data import data_dir
from classroom.errors import Refusal
from classroom.handout.blocks import Handout
from classroom.handout.devices import Device
from classroom.handout.document import read
from classroom.handout.errors import suggestion

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Listed:
    """One handout as a list shows it; `devices` are its editions, none if all phones share it."""

    slug: str
    code: str
    title: str
    subtitle: str
    minutes: int
    devices: tuple[Device, ...] = ()


def handout_path(slug: str) -> Path:
    """Find the file of a handout; refuse a name that is not there."""
    path = _folder() / f"{slug}.md"
    if not SLUG.fullmatch(slug) or not path.is_file():
        hint = suggestion(slug, sorted(file.stem for file in _folder().glob("*.md")))
        raise Refusal(f"「{slug}」という配布資料はありません。{hint}")
    return path


def read_handout(slug: str, device: Device | None = None) -> Handout:
    """Read a handout; an edited file is read anew, an unchanged one is not.

    Where phones differ, no device means the edition that the file names first.
    """
    path = handout_path(slug)
    return _read(path, path.stat().st_mtime_ns, device)


def handouts() -> list[Listed]:
    """List all handouts in the order of their codes."""
    found = ((path.stem, read_handout(path.stem)) for path in _folder().glob("*.md"))
    listed = [
        Listed(slug, one.code, one.name, one.subtitle, one.minutes, one.devices)
        for slug, one in found
    ]
    return sorted(listed, key=lambda one: (one.code, one.slug))


def _folder() -> Path:
    return data_dir("materials") / "handouts"


@lru_cache(128)
def _read(path: Path, _changed_ns: int, device: Device | None) -> Handout:
    return read(path.read_text(encoding="utf-8"), device)
