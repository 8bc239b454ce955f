"""Whether people are 70 or over and in which band, as an expression for the database.

`rules.age` stays the one definition: it is asked here from which day to which its answer is the
same, and the database only compares days. The expression is always the same one, so that
statements are built once; `days` gives its values for a day.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from classroom.desk.participant.models import Participant
from classroom.figures.results.indicators import BAND_LABELS
from classroom.rules.age import AgeRule, band_of, is_70_or_over, reaches_on
from classroom.rules.words.bands import AGED, Band, ToldBand

YOUNG: Final = -1
UNKNOWN: Final = -2  # nobody knows
BANDS: Final = tuple(BAND_LABELS)
_STARTS: Final = tuple(band.ages[0] for band in AGED if isinstance(band, Band) and band.ages)
_TOLD: Final = tuple(band for band in ToldBand if band.ages)
_YEARS: Final = 100
"""Nobody tells a band so long before, or after, a day that is asked about."""


def age_class() -> sa.ColumnElement[int]:
    """Return an expression over `participant`: YOUNG, UNKNOWN, or a place in BANDS."""
    born = col(Participant.born_on)
    by_birth = [
        (born > _day(f"born_{start}"), YOUNG if start == _STARTS[0] else _place(start - 1))
        for start in _STARTS
    ]
    oldest = sa.case(*by_birth, else_=_place(_STARTS[-1]))
    return sa.case((born.is_not(None), oldest), *_by_word(), else_=UNKNOWN)


def is_aged() -> sa.ColumnElement[bool]:
    """Return a condition over `participant`: 70 or over, by birthday."""
    return age_class() >= 0


@lru_cache(maxsize=8)
def days(on: date) -> dict[str, date]:
    """Return the values that the expression takes for a day."""
    found = {f"born_{start}": last_birthday(on, start) for start in _STARTS}
    tellings = _tellings(on)
    for number, band in enumerate(_TOLD):
        # The longer ago a band was told the older someone is: certainly 70, not known, under 70.
        answers = [_NUMBERS[is_70_or_over(None, band, day, on)] for day in tellings]
        for name, answer in (("aged", _NUMBERS[None]), ("unknown", _NUMBERS[False])):
            after = bisect_left(answers, answer)
            found[f"{name}_{number}"] = tellings[after] - timedelta(days=1)
    return found


_NUMBERS: Final = {True: 0, None: 1, False: 2}


def last_birthday(on: date, age: int) -> date:
    """Return the latest day of birth of those who have an age on a day, by birthday."""
    born = reaches_on(on, -age, AgeRule.BIRTHDAY)
    return born if reaches_on(born, age, AgeRule.BIRTHDAY) <= on else born - timedelta(days=1)


def _by_word() -> list[tuple[sa.ColumnElement[bool], sa.ColumnElement[int]]]:
    told, told_on = col(Participant.told_band), col(Participant.told_band_on)
    lines: list[tuple[sa.ColumnElement[bool], sa.ColumnElement[int]]] = []
    for number, band in enumerate(_TOLD):
        part = band.value if band.value in BAND_LABELS else Band.UNKNOWN.value
        answer = sa.case(
            (told_on <= _day(f"aged_{number}"), BANDS.index(part)),
            (told_on <= _day(f"unknown_{number}"), UNKNOWN),
            else_=YOUNG,
        )
        lines.append((told == band, answer))
    return lines


def _place(age: int) -> int:
    return BANDS.index(band_of(age).value)


def _day(name: str) -> sa.BindParameter[date]:
    return sa.bindparam(name, type_=sa.Date())


def _tellings(on: date) -> Sequence[date]:
    """Return the first day of each stretch of days of telling with one answer, the oldest first."""
    past = [last_birthday(on, years) + timedelta(days=1) for years in range(_YEARS, 0, -1)]
    ahead = [reaches_on(on, years, AgeRule.BIRTHDAY) for years in range(1, _YEARS)]
    return (date.min, *past, *ahead)
