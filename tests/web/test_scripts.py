"""The scripts: modules that name only what is there, at addresses that change with them."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient

import classroom

STATIC = Path(classroom.__file__).parent / "static"
ROOT = STATIC.parent.parent
SCRIPTS = sorted(STATIC.rglob("*.js"))
IMPORT = re.compile(r'^import (?:\{ ([\w, ]+) \} from )?"([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:function|const) (\w+)", re.MULTILINE)


def imports(script: Path) -> dict[Path, set[str]]:
    found = IMPORT.findall(script.read_text("utf-8"))
    return {
        (script.parent / path).resolve(): set(re.findall(r"\w+", names)) for names, path in found
    }


def exports(script: Path) -> set[str]:
    return set(EXPORT.findall(script.read_text("utf-8")))


def entries() -> set[Path]:
    """The scripts that pages load."""
    pages = [page.read_text("utf-8") for page in (ROOT / "templates").rglob("*.html")]
    return {
        STATIC / path
        for page in pages
        for path in re.findall(r"static_url\('([\w/]+\.js)'\)", page)
    }


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_imports_only_what_another_exports(script: Path) -> None:
    text = script.read_text("utf-8")
    assert len(re.findall(r"^import\b", text, re.MULTILINE)) == len(IMPORT.findall(text))
    for other, names in imports(script).items():
        assert names <= exports(other), other.name
    assert max(len(line) for line in text.splitlines()) <= 120


def test_every_script_is_loaded_and_every_export_is_imported() -> None:
    used = [item for script in SCRIPTS for item in imports(script).items()]
    assert {path for path, _ in used} | entries() == set(SCRIPTS)
    for script in SCRIPTS:
        wanted = set().union(*(names for path, names in used if path == script))
        assert exports(script) == wanted, script.name


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def address(client: FlaskClient) -> str:
    """Where a page says that its script is."""
    page = client.get("/sign-in").get_data(as_text=True)
    found = re.search(r'<script type="module" src="([^"]+)"></script>', page)
    assert found
    return found[1]


def test_what_a_script_imports_is_kept_by_browsers_as_long_as_the_script(
    client: FlaskClient, address: str
) -> None:
    for path in ("classroom.js", "./keys.js", "../class_day/presses.js"):
        with client.get(urljoin(address, path)) as answer:
            assert answer.status_code == 200
            assert answer.mimetype == "text/javascript"
            assert "immutable" in answer.headers["Cache-Control"]


def test_scripts_of_another_version_are_not_kept(client: FlaskClient, address: str) -> None:
    for other in (
        re.sub("scripts-[0-9a-f]+", "scripts-0123abcdef", address),
        "/static/web/keys.js",
    ):
        with client.get(other) as answer:
            assert answer.status_code == 200
            assert answer.headers["Cache-Control"] == "no-cache"
            assert answer.headers["ETag"]


def test_the_linter_is_pinned_without_a_word_on_where_it_came_from() -> None:
    lint = ROOT / ".ci" / "lint"
    pins = json.loads((lint / "package.json").read_text())["devDependencies"]
    lock = json.loads((lint / "package-lock.json").read_text())["packages"]
    assert pins == lock[""]["devDependencies"]
    for name, version in pins.items():
        assert lock[f"node_modules/{name}"]["version"] == version
    for name, package in lock.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"]
