"""Each kind of block as a piece of a page of this width."""

from classroom.kit.drawing import BLUE, INK, LINE, PALE, PAPER, SOFT, Pen
from classroom.kit.handout import figures
from classroom.kit.handout.blocks import Heading, Pairs, Pictures, Step, Text, Words, plain
from classroom.kit.handout.layout.moved import Moved
from classroom.kit.handout.layout.piece import (
    BODY_TEXT,
    CELL,
    CELL_HEAD,
    HEAD_2,
    HEAD_3,
    RESULT_TEXT,
    TABLE_HEAD,
    Piece,
    Style,
    prose,
    stack,
)
from classroom.kit.handout.sketches import tick
from classroom.kit.pdf.lines import fit, width_of

WIDTH = 595.276 - 2 * 42
STEP_LEFT, STEP_ABOVE, STEP_GAP, STEP_LEAST = 52.0, 12.0, 9.0, 112.0
TWO_DIGITS = 10
PICTURE_GAP, PICTURE_AIR, CAPTION = 12.0, 8.0, 30.0
RESULT_LEFT, ITEM_LEFT = 30.0, 34.0
DOT = 34.0


def text_piece(text: Text, room: float) -> Piece:
    """Set a paragraph, or a result behind its check mark."""
    if not text.is_result:
        return prose(text.words, BODY_TEXT, room)
    words = prose(text.words, RESULT_TEXT, room - RESULT_LEFT)

    def draw(pen: Pen) -> None:
        pen.disc(12, 14, 11, stroke=BLUE, thick=2.2)
        tick(pen, (11.5, 14.5), 6, 3)
        words.draw(Moved(pen, RESULT_LEFT, 0))

    return Piece(words.height, draw)


def heading_piece(heading: Heading, room: float) -> Piece:
    """Set a heading; the dots beside it say where we are on the road."""
    if heading.level > 2:  # noqa: PLR2004  level 3
        return prose(heading.words, HEAD_3, room)
    here, of = heading.stage or (0, 0)
    words = prose(heading.words, HEAD_2, room - DOT * of)
    height = words.height + 20

    def draw(pen: Pen) -> None:
        for i in range(1, of + 1):
            _stage_dot(pen, room - DOT * (of - i) - 16, str(i), i - here)
        pen.way([(0, height - 5), (room, height - 5)], stroke=BLUE, thick=2.4)
        words.draw(Moved(pen, 0, 10))

    return Piece(height, draw, after=6)


def _stage_dot(pen: Pen, x: float, number: str, ahead: int) -> None:
    """Draw one stage; `ahead` is 0 for where we are, negative for what is done."""
    y = 28.0
    fill = BLUE if ahead == 0 else PALE if ahead < 0 else PAPER
    pen.disc(x, y, 14, fill=fill, stroke=BLUE if ahead <= 0 else LINE, thick=2)
    if ahead < 0:
        tick(pen, (x, y), 6.5, 3)
    else:
        ink = PAPER if ahead == 0 else SOFT
        pen.text(x, y + 6.5, number, 18, bold=True, fill=ink, anchor="middle")


def step_piece(step: Step, room: float) -> Piece:
    """Set number and tick box, words, and picture beside one another."""
    wide, high = figures.size(step.figure) if step.figure else (0.0, 0.0)
    taken = STEP_LEFT + (wide + 12 if step.figure else 0)
    words = stack([text_piece(text, room - taken) for text in step.body], STEP_GAP)
    height = max(words.height + STEP_ABOVE + 14, high + 26, STEP_LEAST)

    def draw(pen: Pen) -> None:
        pen.disc(20, 32, 19, fill=BLUE)
        size = 24 if step.n < TWO_DIGITS else 20
        pen.text(20, 40, str(step.n), size, bold=True, fill=PAPER, anchor="middle")
        pen.box(8, 60, 24, 24, r=4, fill=PAPER, stroke=INK, thick=1.6)
        pen.text(20, 101, "できた", 13, fill=SOFT, anchor="middle")
        words.draw(Moved(pen, STEP_LEFT, STEP_ABOVE))
        if step.figure:
            figures.draw(step.figure, Moved(pen, room - wide, 13))

    return Piece(height, draw)


def pictures_piece(pictures: Pictures, room: float) -> Piece:
    """Set figures side by side, scaled to the page, each with its caption."""
    sizes = [figures.size(figure) for figure in pictures.row]
    across = sum(wide for wide, _ in sizes)
    scale = min(1.0, (room - PICTURE_GAP * (len(sizes) - 1)) / across)
    tall = scale * max(high for _, high in sizes)
    has_captions = any(figure.get("caption") for figure in pictures.row)
    air = (room - scale * across) / (len(sizes) + 1)

    def draw(pen: Pen) -> None:
        x = air
        for figure, (wide, high) in zip(pictures.row, sizes, strict=True):
            short = tall - scale * high
            top = PICTURE_AIR + (short if has_captions else short / 2)
            figures.draw(figure, Moved(pen, x, top, scale))
            if caption := figure.get("caption"):
                size = fit(caption, 19, scale * wide + air, bold=True)
                look = (x + scale * wide / 2, tall + PICTURE_AIR + 24, caption, size)
                pen.text(*look, bold=True, anchor="middle")
            x += scale * wide + air

    return Piece(tall + (CAPTION if has_captions else 0) + 2 * PICTURE_AIR, draw)


def item_piece(words: Words, room: float, *, has_tick: bool, style: Style = BODY_TEXT) -> Piece:
    """Set one line of a list behind its box or its dot."""
    text = prose(words, style, room - ITEM_LEFT)
    middle = style.leading / 2

    def draw(pen: Pen) -> None:
        if has_tick:
            pen.box(3, middle - 11, 22, 22, r=4, fill=PAPER, stroke=INK, thick=1.8)
        else:
            pen.disc(14, middle, 4.5, fill=BLUE)
        text.draw(Moved(pen, ITEM_LEFT, 0))

    return Piece(text.height + 4, draw)


def pairs_pieces(pairs: Pairs, room: float) -> list[Piece]:
    """Set a table of two columns row by row; its head and two rows stay together."""
    longest = max(width_of(plain(row[0]), CELL.size, bold=True) for row in pairs.rows) + 26
    first = min(0.4, max(0.22, longest / room)) * room
    head, *rows = [
        _pair(pairs.head, room, first, is_head=True),
        *(_pair(row, room, first, is_head=False) for row in pairs.rows),
    ]
    kept = [row.with_next() for row in rows[:1]] if len(rows) > 1 else rows[:1]
    return [head.with_next(), *kept, *rows[1:]]


def _pair(row: tuple[Words, Words], room: float, first: float, *, is_head: bool) -> Piece:
    left = prose(row[0], TABLE_HEAD if is_head else CELL_HEAD, first - 20)
    right = prose(row[1], TABLE_HEAD if is_head else CELL, room - first - 20)
    above = 5.0 if is_head else 9.0
    height = max(left.height, right.height) + 2 * above

    def draw(pen: Pen) -> None:
        if is_head:
            pen.box(0, 0, room, height, r=6, fill=BLUE)
        else:
            pen.way([(0, height), (room, height)], stroke=LINE)
        left.draw(Moved(pen, 10, above))
        right.draw(Moved(pen, first + 10, above))

    return Piece(height, draw)
