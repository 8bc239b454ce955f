"""The checker itself: each fault is found where it is made, and none where there is none."""

from collections.abc import Callable

import pytest

from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.fonts import chain
from classroom.kit.pdf.form import FormPen, Letters
from classroom.kit.pdf.paper import A4, A4_LANDSCAPE, About
from classroom.kit.pdf.vertical import draw_column
from tests.papers.layout import faults
from tests.papers.page_parts import Sheet
from tests.papers.reading import sheets_of

Draw = Callable[[FormPen], object]


def page_of(*draws: Draw) -> Sheet:
    canvas = new_canvas(About("試し", "試し"))
    for draw in draws:
        draw(FormPen(canvas, A4))
    (sheet,) = sheets_of(canvas.finish().pdf)
    return sheet


def words(x: float, y: float, text: str = "髙﨑 𠮷田", grey: float = 0) -> Draw:
    return lambda pen: pen.text(x, y, text, Letters(14, grey))


def shade(grey: float) -> Draw:
    return lambda pen: pen.area(10, 10, 100, 30, grey)


def cut(pen: FormPen) -> None:
    path = pen.canvas.beginPath()
    path.rect(0, 700, 70, 100)
    pen.canvas.clipPath(path, stroke=0, fill=0)
    words(20, 20)(pen)


@pytest.mark.parametrize(
    ("draws", "fault"),
    [
        ((words(1, 20),), "outside the page"),
        ((words(195, 20),), "outside the page"),
        ((words(20, 296.5),), "outside the page"),
        ((words(20, 4),), "outside the page"),
        ((words(20, 20), words(30, 21)), "on each other"),
        ((words(20, 20), lambda pen: pen.across(18.5, 10, 60, grey=0, thick=0.2)), "crossed"),
        ((words(20, 20), lambda pen: pen.down(25, 10, 30, grey=0, thick=0.2)), "crossed"),
        ((words(20, 20), lambda pen: pen.frame(22, 5, 50, 30, grey=0, thick=0.2)), "crossed"),
        ((words(20, 20, grey=0.36),), "contrast"),
        ((shade(0.7), words(20, 20, grey=0.2)), "contrast"),
        ((shade(0.2), words(20, 20)), "contrast"),
        ((cut,), "cut"),
    ],
)
def test_a_fault_is_found(draws: tuple[Draw, ...], fault: str) -> None:
    found = faults(page_of(*draws))
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_a_good_page_has_none() -> None:
    page = page_of(
        shade(0.92),
        words(20, 20, grey=0.3),
        words(20, 28),
        words(60, 28),
        lambda pen: pen.frame(10, 10, 100, 30, grey=0, thick=0.2),
        lambda pen: pen.across(21.5, 15, 80, grey=0, thick=0.2),
    )
    assert faults(page) == []


def test_words_are_read_where_they_stand() -> None:
    (run,) = page_of(words(20, 40, "渡邉\U000e0100 (清)\\")).words
    assert run.text == "渡邉\U000e0100 (清)\\"
    assert run.size == 14
    assert run.box.left == pytest.approx(20 / 25.4 * 72, abs=0.01)
    assert run.box.right == pytest.approx(run.box.left + chain().width(run.text, 14), abs=0.05)


def test_turned_words_lie_along_their_column() -> None:
    canvas: PaperCanvas = new_canvas(About("試し", "試し"), A4_LANDSCAPE)
    draw_column(canvas, (400, 500), "はがきABCDEF", 20, chain())
    (sheet,) = sheets_of(canvas.finish().pdf)
    turned = sheet.words[-1]
    assert turned.text == "ABCDEF"
    assert turned.is_turned
    assert turned.box.top - turned.box.bottom > turned.box.right - turned.box.left
    assert faults(sheet) == []
