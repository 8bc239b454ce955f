"""Marks of attendance (出欠), and how they are taken."""

from enum import StrEnum
from typing import Final

from classroom.rules.words.word import Word


class Mark(Word):
    """Whether someone was there: code, label, the sign to circle on the 出席簿, counts as came."""

    def __init__(self, _code: str, label: str = "", sign: str = "", counts: str = "") -> None:
        """Make a mark; without a sign it is not on the paper."""
        self.label = label
        self.sign = sign
        self.was_there = counts == "came"

    PRESENT = "present", "出席", "出", "came"
    LATE = "late", "遅刻", "遅", "came"
    LEFT_EARLY = "left_early", "早退", "", "came"
    ABSENT = "absent", "欠席", "欠", "did not"
    EXCUSED = "excused", "欠席（連絡あり）", "", "did not"


CAME: Final = frozenset(mark for mark in Mark if mark.was_there)


class How(StrEnum):
    """How the mark was taken."""

    SCREEN = "screen"
    QR = "qr"
    SHEET = "sheet"
