"""The canvas all papers are drawn on."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from classroom.kit.pdf.chain import Chain
from classroom.kit.pdf.fonts import PROPORTIONAL, chain, font
from classroom.kit.pdf.paper import A4, MM, About, MissingGlyph, Paper, Size

rl_config.useA85 = 0  # plain deflate: smaller, and every reader of PDF knows it

MAKER = "スマホ教室 管理システム"
FOOT_SIZE = 10.5
FOOT_UP = 9 * MM
FOOT_GREY = 0.3

Line = tuple[float, float, str, float]  # x, y, words, size in points
Foot = Callable[["PaperCanvas", int, int], None]


class PaperCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows its fonts, remembers what it could not draw, and counts its pages.

    The same drawing always gives the same bytes: no day of making is written into the file.
    `foot` draws on each page when the number of all pages is known: (canvas, page, pages).
    As Platypus' `canvasmaker` it is `partial(PaperCanvas, about=…)`.
    """

    def __init__(
        self,
        file: BytesIO,
        pagesize: Size = A4,
        *,
        about: About,
        foot: Foot | None = None,
        **options: Any,
    ) -> None:
        font(PROPORTIONAL)  # a first font of ours, or each file would name Helvetica
        ours = {
            "initialFontName": PROPORTIONAL,
            "invariant": 1,
            "lang": "ja-JP",
            "pageCompression": 1,
        }
        self.file, self.about, self.foot = file, about, foot
        self.missing: dict[MissingGlyph, None] = {}
        self.pages: list[dict[str, Any]] = []
        self.bookmarks: list[tuple[int, str, int]] = []
        super().__init__(file, pagesize=pagesize, **{**options, **ours})

    def write(self, at: tuple[float, float], text: str, size: float, fonts: Chain) -> float:
        """Write a line, each character in a font that has it, and give the x where it ends."""
        x, y = at
        for run in fonts.runs(text):
            self.setFont(run.font, size)
            self.drawString(x, y, run.text)
            x += run.width * size
        for char in fonts.missing(text):
            self.missing[MissingGlyph(text, char)] = None
        return x

    def write_many(self, lines: Iterable[Line], fonts: Chain, grey: float) -> None:
        """Write many lines in one text object: for long lists, where one by one is slow."""
        self.setFillGray(grey)
        code, now = ["BT"], ("", 0.0)
        coders: dict[str, Callable[[str], str]] = {}
        set_text = fonts.setting
        for x, y, text, size in lines:
            setting = set_text(text)
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for run in setting.runs:
                if now != (run.font, size):
                    now, drawn = (run.font, size), font(run.font)
                    code.append(f"{drawn.getSubsetInternalName(0, self._doc)} {size:.2f} Tf")
                    coders[run.font] = coders.get(run.font) or drawn.coder(self._doc)
                code.append(f"<{coders[run.font](run.text)}> Tj")
            for char in setting.missing:
                self.missing[MissingGlyph(text, char)] = None
        self._code.append("\n".join([*code, "ET"]))

    def bookmark(self, title: str, level: int = 0) -> None:
        """Let the reader's contents lead to this page; level 1 stands below level 0."""
        self.bookmarks.append((len(self.pages), title, level))

    def showPage(self) -> None:  # noqa: N802  # ReportLab's name
        """End a page; it is written out when all pages are known."""
        self.pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write all pages, each with its foot, and close the document."""
        if self._code:
            self.showPage()
        pages = self.pages
        for at, page in enumerate(pages):
            self.__dict__.update(page)
            self._mark(at)
            if self.foot:
                self.foot(self, self.getPageNumber(), len(pages))
            super().showPage()
        self._say_what_it_is()
        super().save()

    def finish(self) -> Paper:
        """Save, unless Platypus has done so, and hand over the paper."""
        if not self.file.tell():
            self.save()
        return Paper(self.file.getvalue(), tuple(self.missing))

    def _mark(self, at: int) -> None:
        """Write the bookmarks of a page, which only now has its place in the file."""
        for number, (page, title, level) in enumerate(self.bookmarks):
            if page == at:
                self.bookmarkPage(f"mark{number}")
                self.addOutlineEntry(title, f"mark{number}", level)
                self.showOutline()

    def _say_what_it_is(self) -> None:
        self.setTitle(self.about.title)
        self.setSubject(self.about.subject)
        self.setAuthor(self.about.author or MAKER)
        self.setCreator(MAKER)
        self.setViewerPreference("DisplayDocTitle", "true")


def new_canvas(about: About, size: Size = A4, foot: Foot | None = None) -> PaperCanvas:
    """Begin a paper: draw, end each page with `showPage`, then `finish`."""
    return PaperCanvas(BytesIO(), size, about=about, foot=foot)


def draw_page_number(canvas: PaperCanvas, page: int, pages: int) -> None:
    """Foot each page with n／N in the middle."""
    words, fonts = f"{page}／{pages}", chain()
    canvas.setFillGray(FOOT_GREY)
    middle = (canvas._pagesize[0] - fonts.width(words, FOOT_SIZE)) / 2  # noqa: SLF001  # no other way
    canvas.write((middle, FOOT_UP), words, FOOT_SIZE, fonts)
