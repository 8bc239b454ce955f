"""Pieces to pages, and a page to strokes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from classroom.core.errors import Refusal
from classroom.kit.drawing import LINE, SOFT, Pen
from classroom.kit.handout.blocks import Handout, NewPage, NotesStart
from classroom.kit.handout.layout.boxes import banner_piece
from classroom.kit.handout.layout.flow import flow
from classroom.kit.handout.layout.moved import Moved
from classroom.kit.handout.layout.piece import Piece
from classroom.kit.handout.layout.pieces import WIDTH
from classroom.kit.pdf.lines import fit, width_of
from classroom.kit.pdf.paper import A4

SIDE, TOP, BOTTOM = 42.0, 36.0, 54.0
ROOM = A4[1] - TOP - BOTTOM
FOOT_GAP, FOOT_LEAST = 16.0, 11.0
NEARLY_EMPTY = 0.3


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and how far below the top margin it stands."""

    y: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class Page:
    """One page of A4."""

    placed: tuple[Placed, ...]
    is_instructors: bool = False

    @property
    def share(self) -> float:
        """How much of the page is used, from 0 to 1."""
        last = self.placed[-1]
        return (last.y + last.piece.height) / ROOM


def pages_of(handout: Handout, *, instructor: bool = False) -> list[Page]:
    """Set the handout; refuse what is taller than a page."""
    filling = _Filling()
    filling.add([banner_piece(handout, WIDTH, instructor=instructor)])
    for group in _groups(handout, instructor=instructor):
        if isinstance(group, list):
            filling.add(group)
        else:
            filling.end_page()
            filling.is_instructors |= isinstance(group, NotesStart)
    filling.end_page()
    return filling.pages


def _groups(handout: Handout, *, instructor: bool) -> Iterator[list[Piece] | NewPage | NotesStart]:
    """Give the pieces that stay together, and the ends of pages."""
    group: list[Piece] = []
    for piece in flow(handout.edition(instructor=instructor)):
        if isinstance(piece, Piece):
            group.append(piece)
            if piece.keeps:
                continue
            yield group
        else:
            yield from ([group] if group else [])
            yield piece
        group = []
    yield from ([group] if group else [])


class _Filling:
    """Fills page after page from the top."""

    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.placed: list[Placed] = []
        self.y = 0.0
        self.is_instructors = False

    def add(self, group: list[Piece]) -> None:
        if self.placed and self.y + _height(group, self.placed[-1].piece) > ROOM:
            self.end_page()
        if _height(group, None) > ROOM:
            where = f"{len(self.pages) + 1}ページ目" if self.pages else "はじめ"
            raise Refusal(
                f"{where}に、1ページに入らない長い囲みや図があります。短く分けてください。"
            )
        for piece in group:
            self.y += _gap(self.placed[-1].piece if self.placed else None, piece)
            self.placed.append(Placed(self.y, piece))
            self.y += piece.height

    def end_page(self) -> None:
        if self.placed:
            self.pages.append(Page(tuple(self.placed), self.is_instructors))
        self.placed, self.y = [], 0.0


def _gap(above: Piece | None, piece: Piece) -> float:
    return max(above.after, piece.before) if above else 0


def _height(group: list[Piece], above: Piece | None) -> float:
    pairs = pairwise((above, *group))
    return sum(_gap(one, piece) + piece.height for one, piece in pairs if piece)


def draw_page(pen: Pen, handout: Handout, pages: list[Page], at: int) -> None:
    """Draw one of the pages with its foot; the pen's 0, 0 is the paper's top left corner."""
    for placed in pages[at].placed:
        if placed.piece.has_rule and placed.y:
            level = TOP + placed.y
            pen.way([(SIDE, level), (SIDE + WIDTH, level)], stroke=LINE, thick=0.8)
        placed.piece.draw(Moved(pen, SIDE, TOP + placed.y))
    shared = sum(not page.is_instructors for page in pages)
    number = f"{at + 1} ／ {shared} ページ" if at < shared else f"講師 {at + 1 - shared}"
    _draw_foot(pen, handout, number)


def _draw_foot(pen: Pen, handout: Handout, number: str) -> None:
    """Draw whose page it is and which version, beside its number."""
    foot = A4[1]
    pen.way([(SIDE, foot - 47), (A4[0] - SIDE, foot - 47)], stroke=LINE, thick=0.8)
    pen.text(A4[0] - SIDE, foot - 24, number, 17, bold=True, anchor="end")
    room = WIDTH - width_of(number, 17, bold=True) - FOOT_GAP
    title = f"{handout.name}{handout.edition_mark}"
    words = f"{title}　{handout.foot}"
    if width_of(words, FOOT_LEAST) > room:
        words = title
    pen.text(SIDE, foot - 31, words, fit(words, 13, room, least=FOOT_LEAST), fill=SOFT)
    pen.text(SIDE, foot - 16, handout.version.words, FOOT_LEAST, fill=SOFT)


def nearly_empty_pages(pages: list[Page]) -> list[int]:
    """List the numbers of pages that are less than 30% full: a mistake, by the house rules."""
    return [number for number, page in enumerate(pages, 1) if page.share < NEARLY_EMPTY]
