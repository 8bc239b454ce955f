"""The handout on A4 paper, in large print."""

from classroom.handout.blocks import Handout
from classroom.handout.layout.pages import draw_page, pages_of
from classroom.pdf.canvas import PaperCanvas, new_canvas
from classroom.pdf.paper import A4, About, Paper
from classroom.pdf.pen import PdfPen


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
