from pathlib import Path

import pytest

from classroom.class_day.attendance.codes import code_of, read_code
from classroom.core.settings.rules import OneOf
from classroom.core.settings.values import definitions
from classroom.papers.class_rules import TAG_SHEETS
from classroom.papers.pdf.tags import tags_paper
from tests.papers.class_samples import tag_sheet
from tests.papers.samples import NAMES, assert_apart, bare, check_file, text_of, words_of


def test_every_sheet_that_can_be_set_is_known() -> None:
    kind = definitions()["tag_sheet"].kind
    assert isinstance(kind, OneOf)
    assert set(dict(kind.choices)) == set(TAG_SHEETS)


@pytest.mark.parametrize("name", TAG_SHEETS)
def test_every_word_stays_on_its_tag(name: str, tmp_path: Path) -> None:
    size = TAG_SHEETS[name]
    paper = tags_paper(tag_sheet(12, name))
    pages = words_of(paper.pdf, tmp_path)
    assert len(pages) == -(-12 // size.count)
    for page in pages:
        for word in page:
            column = int((word.left - size.left) // size.width)
            row = int((word.top - size.top) // size.height)
            left, top = size.left + column * size.width, size.top + row * size.height
            assert word.right <= left + size.width - 3, word
            assert left + 3 <= word.left, word
            assert word.bottom <= top + size.height, word
            assert 0 <= column < size.columns
            assert 0 <= row < size.rows
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_names_are_whole_and_codes_are_ours() -> None:
    paper = tags_paper(tag_sheet(len(NAMES)))
    assert paper.missing == ()
    text = "".join(text_of(paper.pdf))
    for number, (name, kana) in enumerate(NAMES, 1):
        assert bare(name or kana) in text
        assert code_of(number, "key") in text
        assert read_code(code_of(number, "key"), "key") == number


def test_names_are_very_large(tmp_path: Path) -> None:
    (page,) = words_of(tags_paper(tag_sheet(1)).pdf, tmp_path)
    assert max(word.bottom - word.top for word in page) > 12


def test_without_people_the_page_says_so() -> None:
    (text,) = text_of(tags_paper(tag_sheet(0)).pdf)
    assert "まだいません" in text
