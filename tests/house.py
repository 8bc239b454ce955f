"""The measures of the house, printed: `uv run python -m tests.house`.

A room is a package or module directly below `classroom`; a floor is the longest way down; an arrow
is that one room imports another. Inside the rooms each package (`desk.queue`) is counted likewise.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
STAIR = (
    *("cli", "tools", "app", "office", "papers", "figures", "class_day", "desk"),
    *("planning", "kit", "web", "core", "rules"),
)


def main() -> None:
    """Print rooms, floors, arrows, circles and lines."""
    graph = grimp.build_graph("classroom")
    imports = [(a, b) for a in graph.modules for b in graph.find_modules_directly_imported_by(a)]
    rooms = arrows(imports, depth=2)
    packages = arrows(imports, depth=3)
    upward = {(a, b) for a, b in rooms if STAIR.index(a) > STAIR.index(b)}
    lines = [
        f"rooms at the top   {len({name for pair in rooms for name in pair})}",
        f"floors             {floors(rooms)}",
        f"arrows             {len(rooms)}",
        f"upward             {len(upward)}",
        f"circles            {len(circles(rooms))}",
        f"packages           {len({name for pair in packages for name in pair})}",
        f"  arrows           {len(packages)}",
        f"  circles          {len(circles(packages))} {sorted(circles(packages)) or ''}",
        f"modules            {len(graph.modules)}",
        *(f"lines of {what:<9} {count:,}" for what, count in counted().items()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


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


def counted() -> Counter[str]:
    """Count the lines of code by kind, third-party files left out."""
    kinds = {
        "Python": [*(ROOT / "classroom").rglob("*.py")],
        "templates": [*(ROOT / "templates").rglob("*.html")],
        "scripts": [*(ROOT / "classroom" / "static").rglob("*.js")],
        "tests": [*(ROOT / "tests").rglob("*.py")],
    }
    return Counter(
        {
            kind: sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
            for kind, paths in kinds.items()
        }
    )


if __name__ == "__main__":
    main()
