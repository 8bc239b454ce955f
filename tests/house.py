"""The measures of the house, printed: `uv run python -m tests.house`.

A room is a package or module directly below `classroom`; a floor is the longest way down; an arrow
is that one room imports another. Inside the rooms each package (`desk.queue`) is counted likewise.
Below the table stand the import contracts, as import-linter holds them.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import grimp

ROOT = Path(__file__).parent.parent
STAIR = (
    *("start", "cli", "tools", "app", "office", "papers", "figures", "class_day", "desk"),
    *("planning", "kit", "web", "core", "rules"),
)
# What builds and calls the others: modules at the top beside the rooms.
ENTRANCES = {"start", "cli", "app"}
LONG = 120


class Measure(NamedTuple):
    """A line of the table; `before` was counted on 2026-11-30, with 31 packages side by side."""

    name: str
    before: str
    today: str
    aim: str = ""


def main() -> None:
    """Print the measures before, today and aimed at, and the import contracts."""
    table = [Measure("measure", "2026-11-30 before", "today", "aim"), *measures()]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in table]
    lines.insert(1, "  ".join("-" * width for width in widths))
    sys.stdout.write("\n".join([*lines, "", *contracts()]) + "\n")


def measures() -> Iterator[Measure]:
    """Count the rooms, the arrows between them, and the lines."""
    graph = grimp.build_graph("classroom")
    imports = [(a, b) for a in graph.modules for b in graph.find_modules_directly_imported_by(a)]
    between, packages = arrows(imports, depth=2), arrows(imports, depth=3)
    top = parts(between)
    upward = {(a, b) for a, b in between if STAIR.index(a) > STAIR.index(b)}
    yield Measure("rooms at the top", "34", f"{len(top - ENTRANCES)} + start, cli, app", "<= 12")
    yield Measure("floors", "19", str(floors(between)), "<= 12")
    yield Measure("arrows between rooms", "421 (50 packages)", str(len(between)), "<= 70")
    yield Measure("  upward", "", str(len(upward)), "0")
    yield Measure("  circles", "", str(len(circles(between))), "0")
    inside = f"{len(packages)} ({len(parts(packages))} packages)"
    yield Measure("arrows between packages", "", inside)
    yield Measure("  circles", "", str(len(circles(packages))), "0")
    yield Measure("modules", "498", str(len(graph.modules)))
    yield from lengths()


def lengths() -> Iterator[Measure]:
    """Count the lines of code by kind."""
    python, templates = written("classroom", "py"), written("templates", "html")
    yield Measure("lines of Python", "55,652", f"{len(python):,}", "<= 46,000")
    yield Measure("lines of templates", "4,554", f"{len(templates):,}")
    yield Measure(
        f"  over {LONG} letters", "802", f"{sum(len(x) > LONG for x in templates):,}", "0"
    )
    yield Measure("lines of scripts", "1,019", f"{len(written('classroom/static', 'js')):,}")
    yield Measure("lines of tests", "28,280", f"{len(written('tests', 'py')):,}")


def written(folder: str, suffix: str) -> list[str]:
    """Return every line of the files of a kind below a folder."""
    files = (ROOT / folder).rglob(f"*.{suffix}")
    return [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def contracts() -> Iterator[str]:
    """Say what import-linter holds, contract by contract."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        held = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    for each in held:
        yield f"{each['name']} ({each['type']})"
        yield from (f"    {line}" for line in terms(each))


def terms(contract: dict[str, Any]) -> Iterator[str]:
    """Say a contract's terms: the layers from the top, or who may not import what."""
    if contract["type"] == "layers":
        yield f"in {', '.join(contract['containers'])}:"
        yield " > ".join(contract["layers"])
    else:
        yield f"{', '.join(contract['source_modules'])}"
        yield f"  import none of {', '.join(contract['forbidden_modules'])}"
        if contract.get("allow_indirect_imports"):
            yield "  (through others is allowed)"


def parts(pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Return the parts that these arrows join."""
    return {name for pair in pairs for name in pair}


def arrows(imports: Iterable[tuple[str, str]], depth: int) -> set[tuple[str, str]]:
    """Return which parts of this depth import which others."""
    pairs = ((part(a, depth), part(b, depth)) for a, b in imports)
    return {(a, b) for a, b in pairs if a and b and a != b}


def part(module: str, depth: int) -> str:
    """Return "desk.queue" for classroom.desk.queue.service at depth 3."""
    return ".".join(module.split(".")[1:depth])


def floors(pairs: set[tuple[str, str]]) -> int:
    """Return how many parts stand on the longest way down; circles are left out."""
    below: dict[str, set[str]] = {}
    for a, b in pairs - circles(pairs):
        below.setdefault(a, set()).add(b)

    def height(name: str) -> int:
        return 1 + max((height(each) for each in below.get(name, ())), default=0)

    return max((height(name) for name in below), default=1)


def circles(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the arrows from whose end a way leads back to their beginning."""
    return {(a, b) for a, b in pairs if a in reachable(pairs, b)}


def reachable(pairs: set[tuple[str, str]], start: str) -> set[str]:
    """Return every part that `start` leads to."""
    found, open_ends = set[str](), [start]
    while open_ends:
        here = open_ends.pop()
        new = {b for a, b in pairs if a == here} - found
        found |= new
        open_ends += new
    return found


if __name__ == "__main__":
    main()
