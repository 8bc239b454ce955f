"""Why personal data is erased, and what is left of a birth date."""

from calendar import isleap
from datetime import date
from enum import StrEnum
from typing import Final

from classroom.rules import months

ERASED_KANA: Final = "（消去した方）"
"""Stands on old rosters where a name stood."""


class Why(StrEnum):
    """Why a person's data is erased; kept in the audit log without a name."""

    ASKED = "asked"
    PERIOD_OVER = "period_over"
    MISTAKE = "mistake"

    @property
    def label(self) -> str:
        return {
            "asked": "ご本人から申し出があった",
            "period_over": "保存する期間が過ぎた",
            "mistake": "まちがって登録した",
        }[self.value]


def month_only(born_on: date) -> date:
    """Return the last day of a birth date's month: what is kept in place of the day.

    On the last day of any month, the day of every report, the age is the same as by the true date:
    whoever was born in the month has had the birthday by then. In February it is the 28th, but for
    somebody born on the 29th, whose birthday in a common year is on 1 March.
    """
    last = months.last_of(born_on).day
    if born_on.month == 2 and isleap(born_on.year) and born_on.day < last:  # noqa: PLR2004  February
        last -= 1
    return born_on.replace(day=last)
