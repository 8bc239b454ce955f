"""Limits of the special periods, and the words for their kinds."""

from typing import Final

from classroom.rules.words.word import Word

NOTE_MAX: Final = 100
PEOPLE_MAX: Final = 999_999


class PeriodKind(Word):
    """What made the registrants move by itself: `sign` says which way, 0 where either."""

    def __init__(self, _code: str, label: str = "", sign: int = 0) -> None:
        self.label = label
        self.sign = sign

    CAMPAIGN = "campaign", "キャンペーン", 1
    CLEANING = "cleaning", "登録の整理", -1
    OTHER = "other", "そのほか", 0
