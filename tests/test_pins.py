"""What `uv run` installs and what the hashed requirements file names are the same."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_two_lists_of_pins_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = set(project["tool"]["uv"]["constraint-dependencies"])
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = {line.removesuffix(" \\").strip() for line in lines if re.match(r"[a-z]", line)}
    assert named == pinned


def test_every_requirement_carries_a_hash() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for block in re.split(r"\n(?=[a-z])", text):
        assert "--hash=sha256:" in block, block.splitlines()[0]


def test_no_registry_is_named() -> None:
    for name in ("pyproject.toml", "requirements.txt"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
