"""Words in a drawing: one line in the middle of a room, made smaller where it must be."""

from typing import Unpack

from classroom.kit.drawing import Pen, TextLook
from classroom.kit.handout.figures.places import Room
from classroom.kit.pdf.lines import fit

LEAST = 12.0


def centred(
    pen: Pen, room: Room, down: float, words: str, size: float, **look: Unpack[TextLook]
) -> None:
    """Write a line in the middle of a room, its base line so far below the room's top."""
    fitting = fit(words, size, room.w, bold=look.get("bold", False), least=LEAST)
    look["anchor"] = "middle"
    pen.text(room.middle, room.y + down, words, fitting, **look)
