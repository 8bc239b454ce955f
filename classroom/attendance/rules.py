"""Marks of attendance (出欠) and how they are taken."""

from enum import StrEnum


class Mark(StrEnum):
    """Whether someone was there."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    EXCUSED = "excused"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return MARK_LABELS[self]

    @property
    def was_there(self) -> bool:
        """Tell whether the person took part."""
        return self in CAME


class How(StrEnum):
    """How the mark was taken."""

    SCREEN = "screen"
    QR = "qr"
    SHEET = "sheet"


MARK_LABELS = {
    Mark.PRESENT: "出席",
    Mark.LATE: "遅刻",
    Mark.LEFT_EARLY: "早退",
    Mark.ABSENT: "欠席",
    Mark.EXCUSED: "欠席（連絡あり）",
}
CAME = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
