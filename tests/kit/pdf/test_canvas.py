import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from classroom.kit.pdf.canvas import draw_page_number, new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.paper import A4_LANDSCAPE, About, MissingGlyph, Paper
from classroom.kit.pdf.pen import PdfPen
from tests.programs import require_tool

ABOUT = About("受付票", "印刷の試し", "東松島市")
HARD_NAMES = (
    "髙﨑𠮷",
    "𡈽田",
    "葛\U000e0100城",
    "葛\U000e0101城",
    "渡邉\U000e0100",
    "辺\U000e01ef",
    "\ufa19崎",
    "か\u3099く",
    "é",
    "😀📞☎\ufe0f",
)


def paper_of(texts: tuple[str, ...], *, bold: bool = False, fixed: bool = False) -> Paper:
    canvas = new_canvas(ABOUT)
    for number, text in enumerate(texts):
        canvas.write((60, 760 - 30 * number), text, 18, chain(bold=bold, fixed=fixed))
    return canvas.finish()


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("fixed", [False, True])
def test_hard_names_are_copied_out_byte_for_byte(
    tmp_path: Path, *, bold: bool, fixed: bool
) -> None:
    pdf = tmp_path / "names.pdf"
    pdf.write_bytes(paper_of(HARD_NAMES, bold=bold, fixed=fixed).pdf)
    command = [require_tool("pdftotext"), "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    assert tuple(text.split()) == HARD_NAMES


def test_what_cannot_be_printed_is_told_once_with_its_words() -> None:
    paper = paper_of(("外字\ue000", "外字\ue000", "辺\U000e01ef", "佐藤"))
    assert paper.missing == (
        MissingGlyph("外字\ue000", "\ue000"),
        MissingGlyph("辺\U000e01ef", "辺\U000e01ef"),
    )


def test_words_that_go_round_the_chain_are_refused_rather_than_lost() -> None:
    canvas = new_canvas(ABOUT)
    canvas.setFont("UDP", 12)
    with pytest.raises(ValueError, match=r"U\+20BB7"):
        canvas.drawString(40, 40, "𠮷田")


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert paper_of(HARD_NAMES).pdf == paper_of(HARD_NAMES).pdf


def test_a_paper_says_what_it_is_and_names_only_our_fonts(tmp_path: Path) -> None:
    reader = PdfReader(BytesIO(paper_of(("佐藤",)).pdf))
    about = reader.metadata
    assert about is not None
    assert (about.title, about.subject, about.author) == ("受付票", "印刷の試し", "東松島市")
    assert str(reader.root_object["/Lang"]) == "ja-JP"
    assert set(re.findall(rb"/BaseFont /(\S+)", paper_of(("佐藤",)).pdf)) == {
        b"CLASSR+BIZUDPGothic-Regular"
    }
    pdf = tmp_path / "paper.pdf"
    pdf.write_bytes(paper_of(HARD_NAMES).pdf)
    subprocess.run([require_tool("qpdf"), "--check", str(pdf)], check=True, capture_output=True)


def test_pages_are_numbered_out_of_all() -> None:
    canvas = new_canvas(ABOUT, A4_LANDSCAPE, draw_page_number)
    for words in ("一枚目", "二枚目", "三枚目"):
        canvas.write((60, 300), words, 18, chain())
        canvas.showPage()
    pages = PdfReader(BytesIO(canvas.finish().pdf)).pages
    assert [page.extract_text().split() for page in pages] == [
        ["一枚目", "1／3"],
        ["二枚目", "2／3"],
        ["三枚目", "3／3"],
    ]


def test_the_pen_draws_all_its_strokes_and_reports_missing_words() -> None:
    canvas = new_canvas(ABOUT)
    pen = PdfPen(canvas, 40, 500, 200)
    pen.box(0, 0, 100, 40, r=8, fill="#eef1f4", stroke="#0b3d91", thick=2, dash=True)
    pen.disc(50, 80, 12, fill="#ffe08a")
    pen.way([(0, 0), (20, 20), (40, 0)], close=True, fill="#ffffff")
    pen.arc((60, 60), 20, 0, 270, thick=3)
    pen.clip(0, 0, 100, 100)
    words = "葛\U000e0100城\ue000"
    pen.text(100, 120, words, 14, bold=True)
    pen.text(100, 140, words, 14, fill="#0b3d91", anchor="middle")
    pen.text(100, 160, words, 14, anchor="end")
    pen.unclip()
    paper = canvas.finish()
    assert [glyph.char for glyph in paper.missing] == ["\ue000"]
    assert PdfReader(BytesIO(paper.pdf)).pages[0].extract_text().count("城〓") == 3


def test_many_lines_at_once_are_the_same_words_in_the_same_places() -> None:
    many, single = new_canvas(ABOUT), new_canvas(ABOUT)
    lines = [(60.0, 760.0 - 30 * n, text, 18.0) for n, text in enumerate((*HARD_NAMES, "外\ue000"))]
    many.write_many(lines, chain(), 0)
    for x, y, text, size in lines:
        single.write((x, y), text, size, chain())
    quick, slow = many.finish(), single.finish()
    pages = [PdfReader(BytesIO(paper.pdf)).pages[0] for paper in (quick, slow)]
    texts = [re.sub(r"\s", "", page.extract_text()) for page in pages]
    assert texts[0] == texts[1]
    assert texts[0].startswith("".join(HARD_NAMES[:5]))
    assert quick.missing == slow.missing != ()


def test_bookmarks_lead_to_the_pages_they_were_set_on() -> None:
    canvas = new_canvas(ABOUT)
    for number in range(3):
        canvas.bookmark(f"{number + 1}人目")
        canvas.bookmark("名札", 1)
        canvas.write((60, 700), f"第{number + 1}面", 18, chain())
        canvas.showPage()
    reader = PdfReader(BytesIO(canvas.finish().pdf))
    heads = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [str(mark["/Title"]) for mark in heads] == ["1人目", "2人目", "3人目"]
    assert [reader.get_destination_page_number(mark) for mark in heads] == [0, 1, 2]
