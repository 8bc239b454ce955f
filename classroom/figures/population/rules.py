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


class TakenAs(StrEnum):
    """What a row of a file was taken as that is not an area to add up."""

    WHOLE = "whole"
    TOTAL = "total"
    PART = "part"
    LEFT_OUT = "left_out"
    NOT_COUNTED = "not_counted"
    KEPT_BACK = "kept_back"
    EMPTY = "empty"

    @property
    def label(self) -> str:
        """Return what staff read before the rows."""
        return _TAKEN[self.value]


_TAKEN: Final = {
    "whole": "市全体の行とみました",
    "total": "ほかの行の合計なので、足していません",
    "part": "内数なので、足していません",
    "left_out": "足さないと答えた行",
    "not_counted": "この日の人数ではないので、使っていません",
    "kept_back": "人数が伏せてあるので、地域ごとの数に入れていません",
    "empty": "人数がないので、使っていません",
}


class Asked(StrEnum):
    """What a file can leave open."""

    DAY = "day"
    MONTH_FIRST = "month_first"
    OTHER_CITY = "other_city"
    ROW = "row"


def is_large(before: int, after: int) -> bool:
    """Tell a change to be asked back about: over a tenth, and over twenty people."""
    change = abs(after - before)
    return change > LARGE_PEOPLE and change * 100 > before * LARGE_SHARE


def is_to_come(on: date, today: date) -> bool:
    """Tell a day whose residents nobody can have counted yet."""
    return on > today
