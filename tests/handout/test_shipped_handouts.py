"""The handouts we ship, on paper and on screen: the house rules that a machine can check."""

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from classroom.errors import Refusal
from classroom.handout.blocks import Handout, Heading, Items, Note, Pictures, Step, Text, plain
from classroom.handout.html import handout_html
from classroom.handout.layout.flow import flow
from classroom.handout.layout.pages import ROOM, draw_page, nearly_empty_pages, pages_of
from classroom.handout.layout.piece import Piece
from classroom.handout.layout.pieces import WIDTH
from classroom.handout.library import handout_path, handouts, read_handout
from classroom.handout.pdf import handout_pdf
from classroom.pdf.paper import A4
from tests.handout.ledger import Ledger

SLUGS = ("card-and-pin", "digital-id", "smartphone-basics")
SENTENCE = 27  # characters: 25 or so


@pytest.fixture(params=SLUGS, scope="module")
def handout(request: pytest.FixtureRequest) -> Handout:
    return read_handout(str(request.param))


def pages_of_pdf(handout: Handout, *, instructor: bool = False) -> list[str]:
    reader = PdfReader(BytesIO(handout_pdf(handout, instructor=instructor).pdf))
    return [page.extract_text() for page in reader.pages]


def test_the_shipped_handouts_are_listed_by_their_codes() -> None:
    assert {one.slug for one in handouts()} == set(SLUGS)
    codes = [one.code for one in handouts()]
    assert codes == sorted(codes)
    assert all(one.title and one.minutes for one in handouts())


@pytest.mark.parametrize("slug", ["digital-ido", "../digital-id", ""])
def test_an_unknown_handout_is_refused(slug: str) -> None:
    with pytest.raises(Refusal, match="という配布資料はありません。"):
        handout_path(slug)


def test_it_has_six_to_nine_pages_and_none_nearly_empty(handout: Handout) -> None:
    pages = pages_of(handout)
    assert 6 <= len(pages) <= 9
    assert nearly_empty_pages(pages_of(handout, instructor=True)) == []
    assert all(page.share <= 1 for page in pages)


def test_no_page_has_more_than_three_steps(handout: Handout) -> None:
    for text in pages_of_pdf(handout):
        assert text.count("できた") <= 3 + text.count("できた人")


def test_every_word_stands_inside_its_own_piece(handout: Handout) -> None:
    outside = []
    for page in pages_of(handout, instructor=True):
        for placed in page.placed:
            ledger = Ledger()
            placed.piece.draw(ledger)
            outside += [
                text
                for text in ledger.texts
                if text[0] < -1
                or text[2] > WIDTH + 1
                or text[1] < 0
                or text[3] > placed.piece.height
            ]
            assert placed.y + placed.piece.height <= ROOM + 0.01
    assert outside == []


def test_every_word_stands_on_the_paper(handout: Handout) -> None:
    pages = pages_of(handout, instructor=True)
    ledger = Ledger()
    for at in range(len(pages)):
        draw_page(ledger, handout, pages, at)
    assert min(left for left, *_ in ledger.texts) > 30
    assert max(right for _, _, right, *_ in ledger.texts) < A4[0] - 30
    assert min(top for _, top, *_ in ledger.texts) > 20
    assert max(bottom for _, _, _, bottom, _ in ledger.texts) < A4[1] - 12


def test_its_body_is_eighteen_points_or_more(handout: Handout) -> None:
    words_only = [
        replace(block, figure=None) if isinstance(block, Step) else block
        for block in handout.edition(instructor=False)
        if not isinstance(block, Pictures)
    ]
    ledger = Ledger()
    for piece in flow(words_only):
        if isinstance(piece, Piece):
            piece.draw(ledger)
    small = {words for words, size in ledger.sizes if size < 18}
    assert small <= {"できた", "!"}


def test_nothing_is_missing_and_the_text_can_be_taken_out_again(handout: Handout) -> None:
    assert handout_pdf(handout, instructor=True).missing == ()
    printed = re.sub(r"\s", "", "".join(pages_of_pdf(handout, instructor=True)))
    for block in handout.blocks:
        if isinstance(block, Heading | Text):
            assert re.sub(r"\s", "", plain(block.words)) in printed


def test_the_instructors_edition_has_the_same_shared_pages(handout: Handout) -> None:
    ours, theirs = pages_of_pdf(handout), pages_of_pdf(handout, instructor=True)
    assert theirs[0].replace("講師用", "").split() == ours[0].split()
    assert theirs[1 : len(ours)] == ours[1:]
    assert len(theirs) > len(ours)
    assert all("講師" in page for page in theirs[len(ours) :])


def test_the_same_handout_gives_the_same_bytes(handout: Handout) -> None:
    assert handout_pdf(handout).pdf == handout_pdf(handout).pdf


def test_nowhere_can_a_pin_be_written_or_read(handout: Handout) -> None:
    text = "".join(pages_of_pdf(handout, instructor=True))
    text = text.replace("0225-82-1111", "市役所の電話")
    assert not re.search(r"暗証番号\s*[:：＿_]|[＿_□]{4}|\d{4}", text)
    assert "暗証番号は、この紙に書きません" in text or handout.code == "K-01"


def test_its_sentences_are_short(handout: Handout) -> None:
    texts = [block for block in handout.blocks if isinstance(block, Text)]
    for block in handout.blocks:
        if isinstance(block, Step):
            texts += block.body
        elif isinstance(block, Note) and block.kind != "講師":
            texts += [part for part in block.body if isinstance(part, Text)]
    sentences = [one for text in texts for one in re.split("[。？]", plain(text.words))]
    assert [one for one in sentences if len(one.strip()) > SENTENCE] == []


def test_every_step_has_its_picture_and_every_goal_its_box(handout: Handout) -> None:
    assert all(block.figure for block in handout.blocks if isinstance(block, Step))
    goals = next(block for block in handout.blocks if isinstance(block, Items))
    assert goals.has_ticks
    assert len(goals.rows) == 3


def test_it_asks_the_same_before_and_after(handout: Handout) -> None:
    checks = [
        figure
        for block in handout.blocks
        if isinstance(block, Pictures)
        for figure in block.row
        if figure.kind == "check"
    ]
    before, after = checks
    assert (before.get("when"), after.get("when")) == ("before", "after")
    assert before.parts == after.parts


def test_the_web_page_has_its_headings_in_order_and_words_for_every_drawing(
    handout: Handout,
) -> None:
    soup = BeautifulSoup(handout_html(handout, instructor=True), "html.parser")
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 2
    assert all(later - level <= 1 for level, later in pairwise(levels))
    drawings = soup.find_all("svg")
    assert len(drawings) >= len(soup.find_all(class_="handout-step"))
    for drawing in drawings:
        name, words = drawing.find("title"), drawing.find("desc")
        assert name is not None
        assert name.get_text()
        assert words is not None
        assert words.get_text()
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_the_web_page_counts_its_steps_and_needs_no_style_or_script(handout: Handout) -> None:
    soup = BeautifulSoup(handout_html(handout), "html.parser")
    numbers = [int(str(tag["value"])) for tag in soup.find_all("li", class_="handout-step")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(tag.parent and tag.parent.name == "ol" for tag in soup.select("li.handout-step"))
    assert not soup.find_all(["style", "script"])
    assert not soup.find_all(style=True)
    assert "講師メモ" not in soup.get_text()
