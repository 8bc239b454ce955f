"""The handouts we ship, on paper and on screen: the house rules that a machine can check."""

import re
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from classroom.kit.handout.blocks import (
    Handout,
    Heading,
    Items,
    Note,
    Pairs,
    Pictures,
    Step,
    Text,
    plain,
)
from classroom.kit.handout.devices import Device, devices_of
from classroom.kit.handout.document import read
from classroom.kit.handout.html import handout_html
from classroom.kit.handout.layout.flow import flow
from classroom.kit.handout.layout.pages import ROOM, Page, draw_page, nearly_empty_pages, pages_of
from classroom.kit.handout.layout.piece import Piece
from classroom.kit.handout.layout.pieces import WIDTH
from classroom.kit.handout.library import shipped, slugs
from classroom.kit.handout.pdf import handout_pdf
from classroom.kit.pdf.paper import A4
from tests.kit.handout.ledger import Ledger

EXPECTED = {
    *("smartphone-basics", "typing-and-voice", "phone-and-camera", "web-search", "maps"),
    *("line-messages", "wifi-and-data", "scam-calls", "apps-and-accounts", "card-and-pin"),
    *("mynaportal-and-insurance", "digital-id", "disaster-app", "cashless-and-tax"),
    *("online-procedures", "ask-ai"),
}
SENTENCE = 27  # characters: 25 or so
HEADINGS = ["今日の目標", "持ち物", "今日のことば", "家でやってみよう"]
TROUBLES = {"うまくいかないとき", "つまずきやすい所"}
TELEPHONES = re.compile(r"\d{2,4}-\d{2,4}-\d{4}|[#＃]9110")
YEARS = re.compile(r"(?:19|20)\d{2}年")
SECRETS = "(?:暗証番号|パスワード|パスコード)"


def editions() -> list[tuple[str, Device | None]]:
    """Every file and every kind of phone that it differs for, whether or not it can be read."""
    devices = {slug: devices_of(shipped(slug) or "") for slug in slugs()}
    return [(slug, device) for slug, found in devices.items() for device in found or (None,)]


@dataclass(frozen=True)
class Printed:
    """One edition with its papers, set and printed once for all tests.

    The text is that of the instructor's paper, page by page; its first pages are everybody's.
    """

    handout: Handout
    pages: list[Page]
    instructors_pages: list[Page]
    text: list[str]
    missing: tuple[object, ...]

    @property
    def shared_text(self) -> list[str]:
        return self.text[: len(self.pages)]


@cache
def print_both(slug: str, device: Device | None) -> Printed:
    handout = read(shipped(slug) or "", device)
    paper = handout_pdf(handout, instructor=True)
    text = [page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages]
    theirs = pages_of(handout, instructor=True)
    return Printed(handout, pages_of(handout), theirs, text, paper.missing)


def words_of(handout: Handout, pages: list[Page], at: int) -> list[str]:
    ledger = Ledger()
    draw_page(ledger, handout, pages, at)
    return [words for *_, words in ledger.texts]


@pytest.fixture(params=editions(), ids=lambda one: "-".join(filter(None, one)))
def printed(request: pytest.FixtureRequest) -> Printed:
    return print_both(*request.param)


@pytest.fixture
def handout(printed: Printed) -> Handout:
    return printed.handout


def test_every_course_of_the_programme_has_its_handout() -> None:
    assert EXPECTED - {slug for slug, _ in editions()} == set()


def test_every_shipped_handout_has_a_code_of_its_own_a_title_and_its_minutes() -> None:
    found = [read(shipped(slug) or "") for slug in slugs()]
    assert len({one.code for one in found}) == len(found)
    assert all(one.code and one.title and one.minutes for one in found)


@pytest.mark.parametrize("slug", ["digital-ido", "../digital-id", "", "../handout-template"])
def test_a_name_that_is_no_handout_has_no_text(slug: str) -> None:
    assert shipped(slug) is None


def test_it_has_four_to_twelve_pages_and_none_nearly_empty(printed: Printed) -> None:
    assert 4 <= len(printed.pages) <= 12
    assert nearly_empty_pages(printed.instructors_pages) == []
    assert all(page.share <= 1 for page in printed.pages)


def test_no_page_has_more_than_three_steps(printed: Printed) -> None:
    for text in printed.shared_text:
        assert text.count("できた") <= 3 + text.count("できた人")


def test_every_word_stands_inside_its_own_piece(printed: Printed) -> None:
    outside = []
    for page in printed.instructors_pages:
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


def test_every_word_stands_on_the_paper(printed: Printed) -> None:
    pages = printed.instructors_pages
    ledger = Ledger()
    for at in range(len(pages)):
        draw_page(ledger, printed.handout, pages, at)
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


def test_nothing_is_missing_and_the_text_can_be_taken_out_again(printed: Printed) -> None:
    assert printed.missing == ()
    text = re.sub(r"\s", "", "".join(printed.text))
    for block in printed.handout.blocks:
        if isinstance(block, Heading | Text):
            assert re.sub(r"\s", "", plain(block.words)) in text


def test_the_instructors_edition_has_the_same_shared_pages(printed: Printed) -> None:
    handout, ours, theirs = printed.handout, printed.pages, printed.instructors_pages
    for at in range(len(ours)):
        extra = ["講師用"] if at == 0 else []
        words = words_of(handout, theirs, at)
        assert sorted(words) == sorted(words_of(handout, ours, at) + extra)
    assert len(theirs) > len(ours)
    assert all("講師" in page for page in printed.text[len(ours) :])


def test_the_same_handout_gives_the_same_bytes(handout: Handout) -> None:
    assert handout_pdf(handout).pdf == handout_pdf(handout).pdf


def test_nowhere_can_a_pin_be_written_or_read(printed: Printed) -> None:
    text = "".join(printed.text)
    assert not re.search(rf"{SECRETS}\s*[:：＿_]|[＿_□]{{4}}", text)
    assert not re.search(r"\d{4}", YEARS.sub("", TELEPHONES.sub("", text)))


def test_what_speaks_of_secrets_says_not_to_write_them_down(printed: Printed) -> None:
    text = re.sub(r"\s", "", "".join(printed.shared_text))
    told = re.search(rf"{SECRETS}[^。]*紙に[^。]*書きません", text)
    assert told or not re.search(SECRETS, text)


def test_the_years_and_telephones_it_may_print_are_not_taken_for_pins() -> None:
    text = YEARS.sub("", TELEPHONES.sub("", "0225-82-1111、#9110、2026年、188、171"))
    assert not re.search(r"\d{4}", text)
    assert re.search(r"\d{4}", YEARS.sub("", TELEPHONES.sub("", "番号は 2026 です。#1234")))


def test_it_has_every_part_that_a_handout_should_have(handout: Handout) -> None:
    headings = [plain(block.words) for block in handout.blocks if isinstance(block, Heading)]
    assert [wanted for wanted in HEADINGS if wanted not in headings] == []
    assert TROUBLES & set(headings)
    assert any("練習" in heading for heading in headings)
    kinds = {block.kind for block in handout.blocks if isinstance(block, Note)}
    assert {"安心", "講師"} <= kinds


def test_its_goal_is_one_sentence_before_the_three_boxes(handout: Handout) -> None:
    named = [isinstance(b, Heading) and plain(b.words) == HEADINGS[0] for b in handout.blocks]
    goal, boxes = handout.blocks[named.index(True) + 1 :][:2]
    assert isinstance(goal, Text)
    assert plain(goal.words).count("。") == 1
    assert isinstance(boxes, Items)
    assert boxes.has_ticks
    assert len(boxes.rows) == 3


def test_it_teaches_no_more_than_five_new_words(handout: Handout) -> None:
    tables = [block for block in handout.blocks if isinstance(block, Pairs)]
    words = [table for table in tables if plain(table.head[0]) == "ことば"]
    assert len(words) == 1
    assert len(words[0].rows) <= 5


def test_its_sentences_are_short(handout: Handout) -> None:
    texts = [block for block in handout.blocks if isinstance(block, Text)]
    for block in handout.blocks:
        if isinstance(block, Step):
            texts += block.body
        elif isinstance(block, Note) and block.kind != "講師":
            texts += [part for part in block.body if isinstance(part, Text)]
    sentences = [one for text in texts for one in re.split("[。？]", plain(text.words))]
    assert [one for one in sentences if len(one.strip()) > SENTENCE] == []


def test_every_step_has_its_picture(handout: Handout) -> None:
    assert all(block.figure for block in handout.blocks if isinstance(block, Step))


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
    assert 3 <= len(before.parts) <= 5


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
