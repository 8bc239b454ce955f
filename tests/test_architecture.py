"""House rules that no linter knows."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "classroom"
SOURCES = sorted(PACKAGE.rglob("*.py"))
CLOCK_CALLS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("time", "time")}
# What only these may name; everything else reaches it through them.
OWNERS = {
    "numpy": ("simulation", "totals"),
    "reportlab": ("pdf",),
    "click": ("cli", "app", "commands", "command_line", "command_help", "files"),
    "wtforms": ("forms",),
    "flask_wtf": ("forms", "app", "errors"),
}


def names(path: Path) -> set[str]:
    return {*path.relative_to(PACKAGE).with_suffix("").parts}


def nodes(path: Path, naming: Iterable[str]) -> Iterator[ast.AST]:
    """Walk through a file; through none that has not one of these words: reading takes time."""
    text = path.read_text(encoding="utf-8")
    if any(word in text for word in naming):
        yield from ast.walk(ast.parse(text))


def imports(path: Path) -> Iterator[str]:
    for node in nodes(path, OWNERS):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_only_its_owners_name_a_library() -> None:
    strangers = [
        f"{path.relative_to(PACKAGE)} imports {library}"
        for path in SOURCES
        for library in set(imports(path)) & OWNERS.keys()
        if not names(path) & set(OWNERS[library])
    ]
    assert not strangers


def test_only_clock_reads_the_clock() -> None:
    for path in SOURCES:
        for node in nodes(path, [".".join(call) for call in CLOCK_CALLS]):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and (node.value.id, node.attr) in CLOCK_CALLS
            ):
                assert path.name == "clock.py", f"{path}:{node.lineno}"


def test_only_views_and_their_helper_commit() -> None:
    allowed = {"views", "pages", "db", "errors"}
    for path in SOURCES:
        if ".commit()" in path.read_text(encoding="utf-8"):
            assert names(path) & allowed, path
