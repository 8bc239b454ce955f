"""Paper sizes, and what is handed over when a paper is drawn."""

from dataclasses import dataclass

MM = 72 / 25.4  # points in a millimetre
Size = tuple[float, float]
A4: Size = (210 * MM, 297 * MM)
A4_LANDSCAPE: Size = (A4[1], A4[0])


@dataclass(frozen=True, slots=True)
class About:
    """What a PDF says of itself: its title, what it is for, and the office it is from."""

    title: str
    subject: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font of ours can draw as written, and the words it stands in."""

    text: str
    char: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF, and the characters people must be told are not printed as written."""

    pdf: bytes
    missing: tuple[MissingGlyph, ...] = ()
