import hashlib
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from classroom.core.data import data_dir
from classroom.kit.pdf import fonts
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.paper import About

FONT_FOLDER = data_dir("materials") / "fonts"


def listed_hashes() -> dict[str, str]:
    sources = (FONT_FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| (\S+\.ttf) \|.*\| ([0-9a-f]{64}) \|$", sources, re.MULTILINE))


def test_every_font_file_is_the_one_its_source_is_written_for() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FONT_FOLDER.glob("*.ttf")
    }
    assert found == listed_hashes()
    assert set(fonts.FILES.values()) == set(found)


def test_every_family_has_its_licence_beside_it() -> None:
    sources = (FONT_FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    licences = set(re.findall(r"OFL-\w+\.txt", sources))
    assert licences == {path.name for path in FONT_FOLDER.glob("OFL-*.txt")}
    for name in licences:
        text = (FONT_FOLDER / name).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_loading_twice_keeps_the_same_fonts() -> None:
    fonts.load()
    before = {name: fonts.font(name) for name in fonts.FILES}
    fonts.load()
    assert all(fonts.font(name) is font for name, font in before.items())


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("fixed", [False, True])
def test_each_chain_draws_the_names_of_the_city(*, bold: bool, fixed: bool) -> None:
    names = "髙﨑𠮷𡈽塚塚葛邉邊渡辺ﾊ①㈱㍻㋿☎☑□〒⇒※～—㎡😀📞𩸽栁濵神祐"
    assert fonts.chain(bold=bold, fixed=fixed).missing(names) == ()


@pytest.fixture
def hurried_threads() -> Iterator[None]:
    """Let threads take turns so often that anything they share would show."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried_threads")
def test_papers_drawn_at_the_same_time_do_not_disturb_each_other() -> None:
    def draw(words: str) -> bytes:
        canvas = new_canvas(About("名前", "試し"))
        for line in range(20):
            canvas.write((40, 40 + line * 20), words, 12, fonts.chain())
        return canvas.finish().pdf

    texts = ["髙橋トメ子", "渡邉󠄀清", "𠮷田ミヨ", "葛󠄀城ハツ"] * 5
    alone = {text: draw(text) for text in set(texts)}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(draw, texts))
    assert together == [alone[text] for text in texts]


def test_a_font_for_rare_names_stands_before_emoji_where_the_machine_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "ipamjm.ttf"
    installed.touch()
    monkeypatch.setattr(fonts, "RARE_NAME_FILES", (tmp_path / "none.ttf", installed))
    forget = (fonts.chain.cache_clear, fonts._rare_names_file.cache_clear)
    for clear in forget:
        clear()
    try:
        assert fonts.chain().names[-2:] == (fonts.RARE_NAMES, fonts.EMOJI)
        assert fonts.chain().missing("髙﨑 𠮷") == ()
    finally:
        monkeypatch.undo()
        for clear in forget:
            clear()
    assert fonts.RARE_NAMES not in fonts.chain().names or fonts._rare_names_file()
