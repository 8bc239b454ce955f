"""Limits and words of the population."""

from datetime import date
from enum import StrEnum
from typing import Final

FILE_NAME_MAX = 200
MUNICIPALITY_MAX = 40
AREA_MAX = 60
AREA_CODE_MAX = 20
COUNT_MAX = 99_999_999
AGE_UNKNOWN = -1
SOON_AGED = 65
"""Who turns 70 within five years is of this age or over."""

LARGE_SHARE: Final = 10
LARGE_PEOPLE: Final = 20


class PopulationSex(StrEnum):
    """The sexes that the standard data set counts apart."""

    MALE = "male"
    FEMALE = "female"

    @property
    def label(self) -> str:
        """Return the word in the heads of the data set."""
        return {"male": "男性", "female": "女性"}[self.value]


class ImportKind(StrEnum):
    """What a file tells: who lives here, or how many are expected to."""

    RESIDENTS = "residents"
    PROJECTION = "projection"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return {"residents": "人口", "projection": "将来推計人口"}[self.value]


def is_large(before: int, after: int) -> bool:
    """Tell a change to be asked back about: over a tenth, and over twenty people."""
    change = abs(after - before)
    return change > LARGE_PEOPLE and change * 100 > before * LARGE_SHARE


def is_to_come(on: date, today: date) -> bool:
    """Tell a day whose residents nobody can have counted yet."""
    return on > today
