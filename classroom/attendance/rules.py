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
# What helpers must know of a person, in words short enough for a row and for the paper sheet.
NEED_WORDS = {
    "needs_hearing": "補聴器",
    "needs_wheelchair": "車いす",
    "needs_large_print": "大きな字",
    "needs_step_free": "つえ・段差",
}
