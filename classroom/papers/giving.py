"""How a paper is handed over: shown in the browser, and what could not be printed told next."""

from werkzeug.wrappers import Response

from classroom.kit.pdf.paper import MissingGlyph, Paper
from classroom.web.pages import notify, pdf


def give(paper: Paper, file_name: str) -> Response:
    """Show a paper, ready to print; characters that no font has are told on the next page."""
    answer = pdf(paper.pdf, file_name)
    if paper.missing:
        codes = {f"U+{ord(char):04X}" for glyph in paper.missing for char in glyph.char}
        answer.headers["X-Missing-Glyphs"] = " ".join(sorted(codes))
        notify("wait", not_printed(paper.missing))
    return answer


def not_printed(missing: tuple[MissingGlyph, ...]) -> str:
    """Name each character that must be written in by hand, and the words it stands in."""
    found = "、".join(dict.fromkeys(f"「{glyph.char}」（{glyph.text}）" for glyph in missing))
    return f"印刷できない字があります。手で書き足してください：{found}"
