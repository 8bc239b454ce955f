"""`rules.age` as an expression for the database: who is 70 or over on a day, and in which band.

The day may be a value or a column, such as that of a session. Whole years are the difference of
two days written as numbers like 20261130, over 10,000: 29 February needs no case of its own.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import col

from classroom.desk.participant.models import Participant
from classroom.figures.registrations.rules import BAND_CODES
from classroom.rules.rate import KPI_AGE
from classroom.rules.words.bands import Band, ToldBand

YOUNG: Final = -1
UNKNOWN: Final = -2  # nobody knows
Day = sa.ColumnElement[date]
_OLDEST: Final = 150
_FIVE_YEARS: Final = 5
_LAST_BAND: Final = 90


class whole_years(FunctionElement[int]):  # noqa: N801  a function of SQL
    """Years that are full from a day to a later one."""

    type = sa.Integer()
    inherit_cache = True


@compiles(whole_years, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    days = [
        f"CAST(replace({compiler.process(day, **more)}, '-', '') AS INTEGER)"
        for day in element.clauses
    ]
    return f"(({days[1]} - {days[0]}) / 10000)"


@compiles(whole_years, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    days = [
        f"CAST(to_char({compiler.process(day, **more)}, 'YYYYMMDD') AS INTEGER)"
        for day in element.clauses
    ]
    return f"(({days[1]} - {days[0]}) / 10000)"


def age_class(day: Day) -> sa.ColumnElement[int]:
    """Return an expression over `participant`: YOUNG, UNKNOWN, or a place in BAND_CODES."""
    born = col(Participant.born_on)
    age = whole_years(born, day)
    band = (age - KPI_AGE) // _FIVE_YEARS
    return sa.case(
        (born.is_not(None), sa.case((age < KPI_AGE, YOUNG), (age < _LAST_BAND, band), else_=4)),
        else_=_told_class(day),
    )


def is_aged(day: Day) -> sa.ColumnElement[bool]:
    """Return a condition over `participant`: certainly 70 or over on a day, by birthday."""
    born = col(Participant.born_on)
    return sa.case(
        (born.is_not(None), whole_years(born, day) >= KPI_AGE), else_=_told_class(day) >= 0
    )


def _told_class(day: Day) -> sa.ColumnElement[int]:
    """Say of a told band only what must be so on another day: see `rules.age.is_at_least`."""
    told_on = col(Participant.told_band_on)
    youngest, oldest = _of_band(lambda ages: ages[0]), _of_band(lambda ages: ages[1])
    since, until = whole_years(told_on, day), whole_years(day, told_on)
    at_least = sa.case(
        (told_on.is_(None), youngest),
        (told_on <= day, youngest + since),
        else_=youngest - until - _one_if(until > 0),
    )
    at_most = sa.case(
        (told_on.is_(None), _OLDEST),
        (told_on <= day, oldest + since + _one_if(since > 0)),
        else_=oldest - until,
    )
    return sa.case(
        (at_least >= KPI_AGE, _of_told(_shown_band)), (at_most < KPI_AGE, YOUNG), else_=UNKNOWN
    )


def _shown_band(told: ToldBand) -> int:
    return BAND_CODES.index(told.value if told.value in BAND_CODES else Band.UNKNOWN.value)


def _of_band(end: Callable[[tuple[int, int]], int]) -> sa.ColumnElement[int]:
    return _of_told(lambda told: end(told.ages or (0, 0)))


def _of_told(number: Callable[[ToldBand], int]) -> sa.ColumnElement[int]:
    """Return a number for each band that can be told; nothing told is NULL, and so is its age."""
    told = col(Participant.told_band)
    return sa.case(*((told == band, number(band)) for band in ToldBand if band.ages))


def _one_if(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.case((condition, 1), else_=0)
