"""The pages' icons on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from classroom.kit.pdf.canvas import new_canvas
from classroom.kit.pdf.form import FormPen
from classroom.kit.pdf.icons import draw_icon
from classroom.kit.pdf.paper import A4, About


def drawn(name: str) -> str:
    canvas = new_canvas(About("印", "印の確かめ"))
    draw_icon(FormPen(canvas, A4), name, (20, 20), 10)
    canvas.showPage()
    page = PdfReader(BytesIO(canvas.finish().pdf)).pages[0]
    content = page.get_contents()
    assert content is not None
    return content.get_data().decode("latin-1")


def test_an_icon_is_strokes_and_curves_and_no_picture() -> None:
    operators = drawn("phone").split()
    assert operators.count("m") == 1
    assert operators.count("c") == 4  # its arcs, as curves
    assert "S" in operators
    assert "Do" not in operators


def test_an_icon_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        drawn("no-such-icon")
