"""The texts that came with the program: one file each in materials/handouts, named by its slug."""

import re
from pathlib import Path

from classroom.core.data import data_dir
from classroom.core.errors import Refusal
from classroom.kit.handout.errors import suggestion

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slugs() -> list[str]:
    return sorted(file.stem for file in _folder().glob("*.md"))


def shipped(slug: str) -> str | None:
    """Return the text of a handout; None where none of that name came with the program."""
    path = _folder() / f"{slug}.md"
    if not SLUG.fullmatch(slug) or not path.is_file():
        return None
    return path.read_text(encoding="utf-8")


def unknown(slug: str, known: list[str]) -> Refusal:
    return Refusal(f"「{slug}」という配布資料はありません。{suggestion(slug, known)}")


def _folder() -> Path:
    return data_dir("materials") / "handouts"
