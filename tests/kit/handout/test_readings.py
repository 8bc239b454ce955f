"""Readings over kanji, in headings, running text, lists and tables; on paper and on the page."""

import pytest

from classroom.kit.handout.blocks import Heading, Text, plain
from classroom.kit.handout.document import read
from classroom.kit.handout.errors import HandoutError
from classroom.kit.handout.html import handout_html
from classroom.kit.handout.layout.piece import BODY_TEXT, HEAD_2, Style, prose
from classroom.kit.handout.pdf import handout_pdf
from classroom.kit.pdf.lines import width_of
from tests.kit.handout.ledger import Ledger
from tests.papers.layout import faults
from tests.papers.reading import sheets_of

SOURCE = """\
---
title: 電子申請
---

## {電子申請|でんししんせい}をためす {1/2}

**{暗証番号|あんしょうばんごう}**は、{紙|かみ}に書きません。{髙﨑|たかさき}さんも同じです。

- {詐欺|さぎ}に気をつける
- 家族に話す

| ことば | 意味 |
|---|---|
| {署名|しょめい} | 電子の印かん |
"""


def test_a_reading_is_read_from_its_braces() -> None:
    heading, text, *_ = read(SOURCE).blocks
    assert isinstance(heading, Heading)
    assert isinstance(text, Text)
    assert plain(heading.words) == "電子申請をためす"
    assert heading.stage == (1, 2)
    assert plain(text.words) == "暗証番号は、紙に書きません。髙﨑さんも同じです。"


def test_on_paper_it_stands_over_its_kanji_and_on_nothing_else() -> None:
    paper = handout_pdf(read(SOURCE))
    assert paper.missing == ()
    (sheet,) = sheets_of(paper.pdf)
    for words in ("でんししんせい", "あんしょうばんごう", "さぎ", "しょめい", "紙", "署名"):
        assert words in sheet.text
    assert not any(mark in sheet.text for mark in "{}|\ufff9\ufffa\ufffb")
    assert faults(sheet) == []
    runs = {run.text: run for run in sheet.runs}
    reading, kanji = runs["あんしょうばんごう"], runs["暗証番号"]
    assert reading.box.bottom >= kanji.box.top
    assert reading.box.middle[0] == pytest.approx(kanji.box.middle[0], abs=1)


@pytest.mark.parametrize("style", [BODY_TEXT, HEAD_2])
def test_where_a_line_ends_within_it_each_line_has_its_share(style: Style) -> None:
    pen = Ledger()
    words = (("\ufff9東松島市役所\ufffaひがしまつしましやくしょ\ufffb", False),)
    room = width_of("東松島", style.size, bold=style.bold) + 1
    prose(words, style, room).draw(pen)
    said = "".join(text for *_, text in pen.texts if text < "\u30ff")
    assert said == "ひがしまつしましやくしょ"
    assert all(left >= 0 for left, *_ in pen.texts)


def test_the_page_has_it_as_ruby() -> None:
    html = handout_html(read(SOURCE))
    ruby = "<ruby>電子申請<rp>（</rp><rt>でんししんせい</rt><rp>）</rp></ruby>"
    assert ruby in html
    assert "<strong><ruby>暗証番号" in html
    assert "<ruby>署名" in html
    assert "\ufff9" not in html


@pytest.mark.parametrize("text", ["{電子|でんし を使う", "電子|でんし} を使う"])
def test_a_reading_that_is_not_ended_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(HandoutError, match="ふりがな") as refused:
        read(f"---\ntitle: 試し\n---\n\n{text}\n")
    assert "5" in str(refused.value)


def test_a_figure_has_no_readings() -> None:
    with pytest.raises(HandoutError, match="図の中"):
        read("---\ntitle: 試し\n---\n\n```memo\nline {名前|なまえ}\n```\n")
