from dataclasses import replace
from pathlib import Path

import pytest

from classroom.papers.class_values import Order
from classroom.papers.pdf.parts import LEFT, RIGHT
from classroom.papers.pdf.roster import TOP, roster_paper
from tests.papers.class_samples import roster, roster_row
from tests.papers.samples import bare, check_file, text_of, words_of


@pytest.mark.parametrize("count", [0, 1, 12, 40, 300])
@pytest.mark.parametrize("order", Order)
def test_everyone_is_on_the_list_whole(count: int, order: Order, tmp_path: Path) -> None:
    paper = roster_paper(roster(count, order))
    assert paper.missing == ()
    text = "".join(text_of(paper.pdf))
    for row in map(roster_row, range(count)):
        assert bare(row.name) in text
        assert bare(row.telephone) in text
        assert bare(row.needs) in text
    assert f"{count}人" in text
    check_file(paper.pdf, tmp_path)


@pytest.mark.parametrize("for_desk", [True, False])
def test_no_word_stands_outside_the_list_or_on_another(for_desk: bool, tmp_path: Path) -> None:  # noqa: FBT001  a table of both
    paper = roster_paper(roster(40, for_desk=for_desk))
    for page in words_of(paper.pdf, tmp_path):
        for word in page:
            assert word.left >= LEFT - 0.1, word
            assert word.right <= RIGHT + 0.1, word
        body = [word for word in page if TOP < word.top < 275]
        for one in body:
            for other in body:
                side = min(one.right, other.right) - max(one.left, other.left)
                down = min(one.bottom, other.bottom) - max(one.top, other.top)
                # a line's box is taller than its ink, so neighbours may touch a little
                assert one is other or side < 0.1 or down < 0.9, (one, other)


def test_who_may_not_see_telephones_gets_no_column_of_them() -> None:
    (text,) = text_of(roster_paper(roster(12, for_desk=False)).pdf)
    assert "電話" not in text
    assert "地区" not in text


def test_a_part_that_goes_on_says_so_again() -> None:
    pages = text_of(roster_paper(roster(60, Order.BAND)).pdf)
    assert "第2部20人（続き）" in pages[1]
    assert all("第1部" not in page for page in pages[1:])


def test_an_empty_list_says_so() -> None:
    (text,) = text_of(roster_paper(roster(0)).pdf)
    assert "まだいません" in text


def test_a_character_no_font_has_is_named() -> None:
    odd = roster(1)
    person = replace(odd.parts[0].rows[0], name="外字\ue000田")
    paper = roster_paper(replace(odd, parts=(replace(odd.parts[0], rows=(person,)),)))
    assert [glyph.char for glyph in paper.missing] == ["\ue000"]


def test_the_same_list_gives_the_same_bytes() -> None:
    assert roster_paper(roster(40)).pdf == roster_paper(roster(40)).pdf
