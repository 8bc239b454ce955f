from dataclasses import replace
from pathlib import Path

import pytest

from classroom.papers.pdf.flyer import CALL_TOP, flyer_paper
from tests.papers.class_samples import TITLE, flyer
from tests.papers.samples import assert_apart, bare, check_file, text_of, words_of


@pytest.mark.parametrize(("runs", "days"), [(0, 1), (1, 1), (1, 3), (1, 12), (3, 2), (9, 1)])
@pytest.mark.parametrize("address", ["", "https://www.city.example.jp/sumaho/moushikomi"])
def test_a_flyer_is_one_page_on_which_nothing_overlaps(
    runs: int, days: int, address: str, tmp_path: Path
) -> None:
    long = "マイナンバーカードの暗証番号とマイナポータルを使ってみよう"
    paper = flyer_paper(flyer(runs, days, address=address, title=long))
    (page,) = words_of(paper.pdf, tmp_path)
    assert paper.missing == ()
    assert all(word.left >= 10 and word.right <= 200 and word.bottom <= 290 for word in page)
    number = next(word for word in page if word.text == "0225-82-1111")
    assert number.right - number.left > 100
    told = [word for word in page if word.text.startswith("定員")]
    assert all(word.bottom < CALL_TOP for word in told)
    assert_apart(paper.pdf, tmp_path)
    check_file(paper.pdf, tmp_path)


def test_it_says_what_when_where_and_for_whom() -> None:
    (text,) = text_of(flyer_paper(flyer(1, 3)).pdf)
    for words in (
        TITLE,
        "令和8年12月1日（火）から（全3回）",
        "12月8日（火）、12月15日（火）",
        "午前10時から11時30分まで",
        "矢本東市民センター　研修室2",
        "12人（申し込み順）",
        "65歳以上の方",
        "お申し込みは、お電話か窓口で。",
    ):
        assert bare(words) in text


def test_without_a_number_it_asks_to_come() -> None:
    made = flyer(1, 1)
    (text,) = text_of(flyer_paper(replace(made, office=replace(made.office, telephone=""))).pdf)
    assert "お申し込みは、窓口で。" in text
    assert "お電話か" not in text
