from pathlib import Path

import pytest

from classroom.class_day.printed import questionnaire_layout as at
from classroom.class_day.printed.rules import SheetKind
from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.paper import About
from classroom.papers.pdf.checklist import draw_checklist, items
from classroom.papers.pdf.questionnaire import questionnaire_paper
from tests.machine_marks import kept_free
from tests.papers.class_samples import checklist, questionnaire
from tests.papers.samples import assert_apart, bare, check_file, text_of, words_of

CODE_IN_WORDS = {"1100", "1200", "0000001A"}


@pytest.mark.parametrize("kind", [SheetKind.BEFORE, SheetKind.AFTER])
@pytest.mark.parametrize(("count", "pages"), [(1, 1), (5, 1), (8, 1), (13, 2)])
def test_every_statement_has_four_numbers_to_circle(
    kind: SheetKind, count: int, pages: int, tmp_path: Path
) -> None:
    paper = questionnaire_paper(questionnaire(count, kind))
    found = words_of(paper.pdf, tmp_path)
    apart = kind is SheetKind.AFTER and count % at.ROWS > 5
    assert len(found) == pages + apart
    middles = {round(at.level_middle(level)): word for level, word in enumerate(at.LEVELS)}
    rows = 0
    for page in found:
        marks = [
            word
            for word in page
            if middles.get(round((word.left + word.right) / 2)) == word.text
            and at.TOP < word.top < at.TOP + at.ROWS * at.PITCH
        ]
        rows += len(marks) // 4
    assert rows == count
    check_file(paper.pdf, tmp_path)
    assert_apart(paper.pdf, tmp_path)
    assert all(bare(words) in text_of(paper.pdf)[0] for words in questionnaire(1, kind).statements)


def test_the_places_of_the_machine_marks_are_free(tmp_path: Path) -> None:
    (page,) = words_of(questionnaire_paper(questionnaire(5, SheetKind.AFTER)).pdf, tmp_path)
    for word in page:
        near = any(
            word.left < x + reach
            and x - reach < word.right
            and word.top < y + reach
            and y - reach < word.bottom
            for x, y, reach in kept_free()
        )
        assert not near or word.top > 32, word


def test_words_are_asked_for_only_after_class() -> None:
    (before,) = text_of(questionnaire_paper(questionnaire(5, SheetKind.BEFORE)).pdf)
    (after,) = text_of(questionnaire_paper(questionnaire(5, SheetKind.AFTER)).pdf)
    assert "とてもよかった" not in before
    assert "とてもよかった" in after
    assert "切りはなして" in after


def test_nothing_of_a_class_is_forgotten(tmp_path: Path) -> None:
    canvas = new_canvas(About("忘れ物", "試し"))
    draw_checklist(canvas, checklist())
    paper = canvas.finish()
    (text,) = text_of(paper.pdf)
    for words in ("名札　12人分", "貸し出すスマホ　3台", "モバイルルーター", "12部と、講師用1部"):
        assert bare(words) in text
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_what_is_not_needed_is_not_on_the_list() -> None:
    few = items(checklist(loans=0, has_wifi=True, handout="", people=0))
    assert not any("貸し出す" in words or "ルーター" in words or "資料" in words for words in few)
