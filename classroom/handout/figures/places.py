"""Where things stand inside a figure, so that hands and callouts can find them."""

from dataclasses import dataclass

from classroom.handout.figures.language import Cell


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
