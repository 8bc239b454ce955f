"""What the pages of papers share: their blueprint, and how a paper is handed over."""

from flask import Blueprint
from werkzeug.wrappers import Response

from classroom.kit.pdf.paper import Paper
from classroom.web.pages import notify, pdf

bp = Blueprint("papers", __name__)


def give(paper: Paper, file_name: str) -> Response:
    """Show a paper, ready to print; characters that no font has are told on the next page."""
    answer = pdf(paper.pdf, file_name)
    if paper.missing:
        codes = {f"U+{ord(char):04X}" for glyph in paper.missing for char in glyph.char}
        answer.headers["X-Missing-Glyphs"] = " ".join(sorted(codes))
        found = "、".join(dict.fromkeys(f"「{one.char}」（{one.text}）" for one in paper.missing))
        notify("wait", f"印刷できない字があります。手で書き足してください：{found}")
    return answer
