"""The floor of papers: the words that a paper writes, written again by a bare canvas."""

from collections.abc import Callable, Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from classroom.kit.pdf.canvas import Line, PaperCanvas
from classroom.kit.pdf.chain import Chain
from classroom.kit.pdf.fonts import PROPORTIONAL
from classroom.kit.pdf.paper import A4, About

Draw = Callable[[PaperCanvas], object]
Written = tuple[float, float, str, float, str]  # x, y, words, size, font


class NotingCanvas(PaperCanvas):
    """Draws, and notes the words of each page for the floor to write again."""

    noted: list[list[Written]]

    def write(self, at: tuple[float, float], text: str, size: float, fonts: Chain) -> float:
        """Write a line, and note it."""
        self._note((*at, text, size), fonts)
        return super().write(at, text, size, fonts)

    def write_many(self, lines: Iterable[Line], fonts: Chain, grey: float) -> None:
        """Write many lines, and note them."""
        many = list(lines)
        for line in many:
            self._note(line, fonts)
        super().write_many(many, fonts, grey)

    def showPage(self) -> None:  # noqa: N802  ReportLab's name
        """End a page, and begin another one to note."""
        self.noted.append([])
        super().showPage()

    def _note(self, line: Line, fonts: Chain) -> None:
        x, y, text, size = line
        for run in fonts.runs(text):
            self.noted[-1].append((x, y, run.text, size, run.font))
            x += run.width * size


def words_of(draw: Draw, about: About) -> list[list[Written]]:
    canvas = NotingCanvas(BytesIO(), A4, about=about)
    canvas.noted = [[]]
    draw(canvas)
    return canvas.noted[:-1]


def write(pages: list[list[Written]]) -> bytes:
    """Write the words of each page in the same fonts, and nothing else."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, initialFontName=PROPORTIONAL, pageCompression=1)
    for page in pages:
        for x, y, text, size, font in page:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
