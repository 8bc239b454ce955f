"""The foot of a printed page: whose it is and which version, never into the page's number."""

from dataclasses import replace
from datetime import date

import pytest

from classroom.kit.handout.document import read
from classroom.kit.handout.html import handout_html
from classroom.kit.handout.layout.pages import draw_page, pages_of
from classroom.kit.handout.version import SHIPPED, Version
from classroom.kit.pdf.paper import A4
from tests.kit.handout.ledger import Ledger
from tests.planning.material.texts import DEVICES, SHORT

FOOT = A4[1] - 54


@pytest.mark.parametrize(
    "title", ["みじかい資料", "キャッシュレスとeL-QRでの納付をためす", "長" * 30]
)
@pytest.mark.parametrize("text", [SHORT, DEVICES])
def test_a_long_title_leaves_the_number_alone(title: str, text: str) -> None:
    handout = replace(read(text), title=title)
    ledger = Ledger()
    draw_page(ledger, handout, pages_of(handout), 0)
    foot = [each for each in ledger.texts if each[1] > FOOT]
    *words, number = sorted(foot, key=lambda each: each[0])
    assert max(right for _, _, right, _, _ in words) < number[0]
    assert any(title in said for *_, said in words)


@pytest.mark.parametrize(
    ("version", "words"),
    [(SHIPPED, "配布版"), (Version(3, date(2026, 11, 22)), "第3版（令和8年11月22日）")],
)
def test_paper_and_page_say_their_version(version: Version, words: str) -> None:
    handout = replace(read(SHORT), version=version)
    ledger = Ledger()
    draw_page(ledger, handout, pages_of(handout), 0)
    assert words in [said for *_, said in ledger.texts]
    assert f"配布資料の版：{words}" in handout_html(handout)
