"""The handout on A4 paper, in large print."""

from classroom.kit.handout.blocks import Handout
from classroom.kit.handout.layout.pages import draw_page, pages_of
from classroom.kit.pdf.canvas import PaperCanvas, new_canvas
from classroom.kit.pdf.paper import A4, About, Paper
from classroom.kit.pdf.pen import PdfPen


def handout_pdf(handout: Handout, *, instructor: bool = False) -> Paper:
    """Print the handout; the instructor's edition has the same pages and notes after them."""
    subject = "スマホ教室 配布資料（講師用）" if instructor else "スマホ教室 配布資料"
    canvas = new_canvas(About(handout.full_name, subject, handout.author))
    draw_handout(canvas, handout, instructor=instructor)
    return canvas.finish()


def draw_handout(canvas: PaperCanvas, handout: Handout, *, instructor: bool = False) -> None:
    """Draw the handout on pages of this canvas, as one paper of several."""
    pages = pages_of(handout, instructor=instructor)
    for at in range(len(pages)):
        draw_page(PdfPen(canvas, 0, 0, A4[1]), handout, pages, at)
        canvas.showPage()
