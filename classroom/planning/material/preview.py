"""What is wrong with a text, in all its editions, before it is saved; and its pages as pictures."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from classroom.core.errors import Refusal
from classroom.kit.handout.blocks import Handout
from classroom.kit.handout.devices import Device, devices_of
from classroom.kit.handout.document import read
from classroom.kit.handout.errors import HandoutError
from classroom.kit.handout.layout.pages import Page, draw_page, nearly_empty_pages, pages_of
from classroom.kit.handout.svg import SvgPen
from classroom.kit.handout.version import Version
from classroom.kit.pdf.paper import A4
from classroom.planning.material.rules import tidy
from classroom.planning.material.values import Proven

PAGES_MOST = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a text cannot be printed. `line` is 0 where the whole page is meant, not one line."""

    line: int
    sentence: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A text's pages as they would be printed, or why they cannot be."""

    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: tuple[Markup, ...] = ()
    handout: Handout | None = None


def problems_of(text: str) -> tuple[Problem, ...]:
    """Read and set a text in every edition; return what is wrong, each thing once."""
    found = (_problem_of(text, device) for device in devices_of(text) or (None,))
    return tuple(dict.fromkeys(problem for problem in found if problem))


def prove(text: str) -> Proven:
    """Return the text as one that can be printed. Refuses any other, by its first problem."""
    whole = tidy(text)
    problems = problems_of(whole)
    if problems:
        raise Refusal(problems[0].sentence)
    return Proven(whole)


def preview(
    text: str, device: Device | None, version: Version, *, instructor: bool = False
) -> Preview:
    """Return the pages of one edition as this version; problems are those of all editions."""
    problems = problems_of(text)
    if problems:
        return Preview(problems=problems)
    handout = replace(read(text, device), version=version)
    pages = pages_of(handout, instructor=instructor)
    empty = [f"{number}ページ目が、ほとんど空いています。" for number in nearly_empty_pages(pages)]
    too_many = [f"{len(pages)}ページあります。{PAGES_MOST}ページまでが読みやすい長さです。"]
    shared = [page for page in pages if not page.is_instructors]
    return Preview(
        remarks=(*empty, *(too_many if len(shared) > PAGES_MOST else ())),
        pages=tuple(_picture(handout, pages, at) for at in range(len(pages))),
        handout=handout,
    )


def _problem_of(text: str, device: Device | None) -> Problem | None:
    try:
        pages_of(read(text, device), instructor=True)
    except HandoutError as error:
        lines = text.splitlines()
        words = lines[error.line - 1].strip() if error.line <= len(lines) else ""
        return Problem(error.line, error.sentence, words)
    except Refusal as refusal:
        return Problem(0, refusal.sentence)
    return None


def _picture(handout: Handout, pages: list[Page], at: int) -> Markup:
    """Draw a page as an SVG, stroke for stroke what the printer gets."""
    pen = SvgPen(f"page-{at + 1}")
    draw_page(pen, handout, pages, at)
    name = f"{at + 1}ページ目（全{len(pages)}ページ）"
    box = f"0 0 {A4[0]:g} {A4[1]:g}"
    head = f'<svg class="handout-sheet" role="img" viewBox="{box}" aria-label="{name}">'
    return Markup(f"{head}{''.join(pen.out)}</svg>")  # noqa: S704  SvgPen escapes all words
