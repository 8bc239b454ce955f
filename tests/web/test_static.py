"""Files of others stay as they came, and our own name nothing outside."""

import hashlib
import re
from pathlib import Path

import pytest

import classroom

STATIC = Path(classroom.__file__).parent / "static"
TEMPLATES = Path(classroom.__file__).parent.parent / "templates"
SHEETS = sorted(path for path in STATIC.rglob("*.css") if "fonts" not in path.parts)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_each_font_is_the_one_that_was_taken() -> None:
    lines = (STATIC / "fonts" / "SHA256SUMS").read_text().splitlines()
    listed = {name: value for value, name in (line.split() for line in lines)}
    fonts = [path for path in (STATIC / "fonts").rglob("*") if path.is_file()]
    found = {str(path.relative_to(STATIC / "fonts").as_posix()): digest(path) for path in fonts}
    found.pop("SHA256SUMS")
    assert found == listed


def test_each_single_file_of_others_is_the_one_that_was_taken() -> None:
    table = (STATIC / "SOURCES.md").read_text()
    rows = re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE)
    assert len(rows) == 2
    for name, value in rows:
        assert digest(STATIC / name) == value, name


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_style_sheet_names_only_files_that_are_here(sheet: Path) -> None:
    text = sheet.read_text()
    for target in re.findall(r'url\("?([^")]+)"?\)', text):
        assert (sheet.parent / target).is_file(), target
    assert "@import" not in text


def test_the_base_page_links_sheets_that_exist_and_the_order_of_layers_before_any_layer() -> None:
    linked = re.findall(r'"([a-z/-]+)"', _sheet_list((TEMPLATES / "web/base.html").read_text()))
    assert {f"{name}.css" for name in linked} <= {
        sheet.relative_to(STATIC).as_posix() for sheet in SHEETS
    }
    layered = [n for n in linked if "@layer" in (STATIC / f"{n}.css").read_text()]
    assert layered[0] == "web/roles"


def _sheet_list(template: str) -> str:
    return template.partition("for sheet in [")[2].partition("]")[0]


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    known = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons" / "sprite.svg").read_text()))
    for template in TEMPLATES.rglob("*.html"):
        for name in re.findall(r'icon\("([\w-]+)"\)', template.read_text()):
            assert name in known, f"{template.name}: {name}"


def test_the_rare_characters_of_names_have_a_font() -> None:
    ranges = re.findall(r"unicode-range: ([^;]+);", (STATIC / "web" / "fonts.css").read_text())
    held = set[int]()
    for part in (part for line in ranges for part in line.split(",")):
        first, _, last = part.removeprefix("U+").partition("-")
        held |= set(range(int(first, 16), int(last or first, 16) + 1))
    assert [letter for letter in "髙﨑𠮷𡈽渡邊邉齋神葛󠄀桒槗𣘺栁濵" if ord(letter) not in held] == [
        "\U000e0100"
    ]
