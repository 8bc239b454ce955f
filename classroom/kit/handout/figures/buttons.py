"""A button of a drawn screen."""

from classroom.kit.drawing import BLUE, PAPER, Pen
from classroom.kit.handout.figures.language import Cell
from classroom.kit.handout.figures.lettering import centred
from classroom.kit.handout.figures.places import Hit, Room


def draw_button(pen: Pen, room: Room, cell: Cell) -> Hit:
    """Draw one button; brackets make it the quiet one, as large as the other but white."""
    quiet = cell.text.startswith("(")
    fill, ink = (PAPER, BLUE) if quiet else (BLUE, PAPER)
    pen.box(room.x, room.y + 3, room.w, 36, r=9, fill=fill, stroke=BLUE, thick=2)
    label = Room(room.x + 5, room.y, room.w - 10)
    centred(pen, label, 27, cell.name, 17, bold=True, fill=ink)
    return Hit(room.x, room.y + 3, room.w, 36, cell)
