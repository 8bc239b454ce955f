"""Where things stand inside a figure, so that hands and callouts can find them."""

from dataclasses import dataclass

from classroom.kit.handout.figures.language import Cell

# A drawn phone: its whole width, its rim, the air inside its screen; then what is left of each.
OUTER, EDGE, GAP = 178.0, 8.0, 7.0
SCREEN = OUTER - 2 * EDGE
INSET = SCREEN - 2 * GAP


@dataclass(frozen=True, slots=True)
class Room:
    """The top left corner and the width that an element of a screen may fill."""

    x: float
    y: float
    w: float

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.x + self.w / 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A drawn thing that can be pressed, framed or explained."""

    x: float
    y: float
    w: float
    h: float
    cell: Cell
    leans: bool = False  # the hand comes from the side, to stay off what is below
