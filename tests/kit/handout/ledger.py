"""A pen for tests: it draws nothing and notes where words are written."""

from collections.abc import Sequence
from typing import Unpack

from classroom.kit.drawing import ArcLook, BoxLook, Point, ShapeLook, TextLook, WayLook
from classroom.kit.pdf.lines import width_of


class Ledger:
    """A pen that only notes where words are written."""

    def __init__(self) -> None:
        self.texts: list[tuple[float, float, float, float, str]] = []
        self.sizes: list[tuple[str, float]] = []
        self.open_clips = 0

    def box(self, x: float, y: float, w: float, h: float, **look: Unpack[BoxLook]) -> None: ...
    def disc(self, x: float, y: float, r: float, **look: Unpack[ShapeLook]) -> None: ...
    def way(self, points: Sequence[Point], **look: Unpack[WayLook]) -> None: ...
    def arc(
        self, at: Point, r: float, start: float, sweep: float, **look: Unpack[ArcLook]
    ) -> None: ...

    def text(self, x: float, y: float, words: str, size: float, **look: Unpack[TextLook]) -> None:
        wide = width_of(words, size, bold=look.get("bold", False))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[look.get("anchor", "start")]
        self.sizes.append((words, size))
        self.texts.append((left, y - 0.8 * size, left + wide, y + 0.1 * size, words))

    def clip(self, x: float, y: float, w: float, h: float) -> None:  # noqa: ARG002  as a Pen
        self.open_clips += 1

    def unclip(self) -> None:
        self.open_clips -= 1
