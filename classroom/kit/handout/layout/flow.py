"""Blocks to pieces, with what must stay together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from classroom.kit.handout.blocks import (
    Block,
    Heading,
    Items,
    NewPage,
    Note,
    NotesStart,
    Pairs,
    Pictures,
    Step,
    Text,
)
from classroom.kit.handout.layout.boxes import note_piece
from classroom.kit.handout.layout.piece import Piece
from classroom.kit.handout.layout.pieces import (
    WIDTH,
    heading_piece,
    item_piece,
    pairs_pieces,
    pictures_piece,
    step_piece,
    text_piece,
)


def flow(blocks: Sequence[Block]) -> Iterator[Piece | NewPage | NotesStart]:
    """Give the pieces in order, and the places where a page must end."""
    for above, block, below in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False):
        if isinstance(block, NewPage | NotesStart):
            yield block
        if isinstance(block, NotesStart):
            yield _heading(Heading((("講師メモ", False),), 2))
        elif isinstance(block, Step):
            yield replace(step_piece(block, WIDTH), has_rule=isinstance(above, Step))
        else:
            yield from _spaced(block, below)


def _heading(heading: Heading) -> Piece:
    return heading_piece(heading, WIDTH).with_next()


def _spaced(block: Block, below: Block | None) -> Iterator[Piece]:
    match block:
        case Heading():
            yield _heading(block)
        case Text():
            leads = isinstance(below, Pictures | Step)
            yield replace(text_piece(block, WIDTH), after=8, keeps=leads)
        case Items():
            *rows, last = (item_piece(row, WIDTH, has_tick=block.has_ticks) for row in block.rows)
            yield from (row.with_next() for row in rows)
            yield replace(last, after=8)
        case Pictures():
            yield pictures_piece(block, WIDTH)
        case Note():
            yield note_piece(block, WIDTH)
        case Pairs():
            *rows, last = pairs_pieces(block, WIDTH)
            yield from rows
            yield replace(last, after=10)
