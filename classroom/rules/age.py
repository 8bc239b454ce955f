"""Ages on a day, by birthday and by law, and the bands they fall into."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from classroom.rules.words.bands import OLDEST, ROUGH, Band, ToldBand

_FEBRUARY_29: Final = (2, 29)


class AgeRule(StrEnum):
    """Which answer counts: by birthday, as statistics do, or by law, a day earlier."""

    BIRTHDAY = "birthday"
    LAW = "law"


def age_on(born: date, day: date) -> int:
    """Return the age by birthday, as population statistics count (negative before birth).

    Born on 29 February: in a common year the new age begins on 1 March.
    """
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    return day.year - born.year - (not had_birthday)


def age_by_law_on(born: date, day: date) -> int:
    """Return the age reached by the end of a day (年齢計算ニ関スル法律, 民法第143条).

    The law completes a year at 24:00 of the day before the birthday, so someone born on 1 April is
    already 70 on 31 March; born on 29 February, on 28 February.
    """
    return age_on(born, day + timedelta(days=1))


def age_for(rule: AgeRule, born: date, day: date) -> int:
    """Return the age by the rule that the setting `age_rule` names."""
    return age_by_law_on(born, day) if rule is AgeRule.LAW else age_on(born, day)


def reaches_on(born: date, age: int, rule: AgeRule) -> date:
    """Return the first day on which someone has an age."""
    year = born.year + age
    leap_day = (born.month, born.day) == _FEBRUARY_29
    birthday = date(year, 3, 1) if leap_day and not _is_leap(year) else born.replace(year=year)
    return birthday - timedelta(days=1) if rule is AgeRule.LAW else birthday


def latest_birth(age: int, day: date) -> date:
    """Return the latest birth date of who has an age by birthday on a day."""
    try:
        return day.replace(year=day.year - age)
    except ValueError:  # 29 February, in a year without one
        return date(day.year - age, 2, 28)


def _is_leap(year: int) -> bool:
    return date(year, 3, 1) - date(year, 2, 28) > timedelta(days=1)


def band_of(age: int) -> Band:
    """Return the statistical band of an age; an age below zero is a wrong date, so unknown."""
    return next((band for band in reversed(Band) if _begins_by(band, age)), Band.UNKNOWN)


def rough_band(age: int) -> ToldBand:
    """Return the decade of an age, or the open band below or above the decades."""
    decades = sorted((band for band in ROUGH if band.ages), key=lambda band: band.ages or ())
    return next(band for band in reversed(decades) if _begins_by(band, age))


def _begins_by(band: Band | ToldBand, age: int) -> bool:
    return band.ages is not None and age >= band.ages[0]


def decade_label(age: int) -> str:
    """Name an age where five years are too fine: 80代, 90歳以上."""
    if _begins_by(ToldBand.FROM_90, age):
        return ToldBand.FROM_90.label
    return f"{age // 10 * 10}代" if age >= 10 else "10歳未満"  # noqa: PLR2004 (the first decade)


def is_at_least(
    age: int,
    born: date | None,
    told_band: ToldBand | None,
    told_on: date | None,
    day: date,
    rule: AgeRule = AgeRule.BIRTHDAY,
) -> bool | None:
    """Say whether someone has an age on a day; None where nobody can know.

    A told band stands for the year around the day it was told: 60代 told in May is under 70 all
    that year, though one in twenty or so has turned 70. Later only what must be so is said: 60代
    told two years ago is None, ten years ago True; 70代 is 70 or over ever after.
    """
    if born is not None:
        return age_for(rule, born, day) >= age
    ages = told_band.ages if told_band else None
    if ages is None:
        return None
    youngest, oldest = _later(ages, told_on, day)
    if youngest >= age:
        return True
    return False if oldest < age else None


def _later(ages: tuple[int, int], told_on: date | None, day: date) -> tuple[int, int]:
    """Return the youngest and oldest someone can be on a day who told a band on another."""
    youngest, oldest = ages
    if told_on is None:  # the day was never noted: only that it is past
        return youngest, OLDEST
    if day >= told_on:
        years = age_on(told_on, day)
        return youngest + years, oldest + years + (years > 0)
    years = age_on(day, told_on)
    return youngest - years - (years > 0), oldest - years
