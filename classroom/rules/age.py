"""Ages on a day, by birthday and by law, and the age bands in which people are counted."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

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


def _is_leap(year: int) -> bool:
    return date(year, 3, 1) - date(year, 2, 28) > timedelta(days=1)


class Band(StrEnum):
    """Age bands of statistics; 70 is always a boundary."""

    UNDER_60 = "-59"
    FROM_60 = "60-64"
    FROM_65 = "65-69"
    FROM_70 = "70-74"
    FROM_75 = "75-79"
    FROM_80 = "80-84"
    FROM_85 = "85-89"
    FROM_90 = "90+"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The band as staff read it: 60–64歳."""
        return BAND_LABELS[self]


BAND_LABELS: Final[dict[Band, str]] = {
    Band.UNDER_60: "〜59歳",
    Band.FROM_60: "60–64歳",
    Band.FROM_65: "65–69歳",
    Band.FROM_70: "70–74歳",
    Band.FROM_75: "75–79歳",
    Band.FROM_80: "80–84歳",
    Band.FROM_85: "85–89歳",
    Band.FROM_90: "90歳以上",
    Band.UNKNOWN: "不明",
}

_BAND_STARTS: Final = {
    90: Band.FROM_90,
    85: Band.FROM_85,
    80: Band.FROM_80,
    75: Band.FROM_75,
    70: Band.FROM_70,
    65: Band.FROM_65,
    60: Band.FROM_60,
    0: Band.UNDER_60,
}


def band_of(age: int) -> Band:
    """Return the statistical band of an age; an age below zero is a wrong date, so unknown."""
    return next((band for start, band in _BAND_STARTS.items() if age >= start), Band.UNKNOWN)


class ToldBand(StrEnum):
    """An age band as a person told it instead of a birth date: a decade, or five years."""

    UNDER_60 = "-59"
    SIXTIES = "60s"
    SEVENTIES = "70s"
    EIGHTIES = "80s"
    FROM_60 = "60-64"
    FROM_65 = "65-69"
    FROM_70 = "70-74"
    FROM_75 = "75-79"
    FROM_80 = "80-84"
    FROM_85 = "85-89"
    FROM_90 = "90+"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The band as staff read it: 60代, 75–79歳."""
        return TOLD_BAND_LABELS[self]

    @property
    def is_known(self) -> bool:
        return self is not ToldBand.UNKNOWN

    @property
    def ages(self) -> tuple[int, int] | None:
        """The youngest and the oldest age it can mean; None where nothing was told."""
        return _TOLD_AGES.get(self)


_DECADES: Final = {ToldBand.SIXTIES: 60, ToldBand.SEVENTIES: 70, ToldBand.EIGHTIES: 80}
_OLDEST: Final = 150

TOLD_BAND_LABELS: Final[dict[ToldBand, str]] = {
    told: f"{_DECADES[told]}代" if told in _DECADES else BAND_LABELS[Band(told.value)]
    for told in ToldBand
}

_TOLD_AGES: Final[dict[ToldBand, tuple[int, int]]] = {
    ToldBand.UNDER_60: (0, 59),
    ToldBand.FROM_90: (90, _OLDEST),
    **{told: (start, start + 9) for told, start in _DECADES.items()},
    **{
        ToldBand(band.value): (start, start + 4)
        for start, band in _BAND_STARTS.items()
        if 60 <= start <= 85  # noqa: PLR2004 (the bands of five years)
    },
}


def decade_label(age: int) -> str:
    """Name an age where five years are too fine: 80代, 90歳以上."""
    if age >= 90:  # noqa: PLR2004 (the highest band)
        return Band.FROM_90.label
    return f"{age // 10 * 10}代" if age >= 10 else "10歳未満"  # noqa: PLR2004 (the first decade)


def band_on(born: date | None, told: ToldBand | None, day: date) -> Band | ToldBand:
    """Return what may be shown of an age: its band on the day, else the band as it was told."""
    if born is not None:
        return band_of(age_on(born, day))
    return told or Band.UNKNOWN


def is_70_or_over(
    born: date | None, told_band: ToldBand | None, told_on: date | None, day: date
) -> bool | None:
    """Say whether someone counts among the residents of 70 and over; None where nobody can know."""
    return is_at_least(70, born, told_band, told_on, day)


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
        return youngest, _OLDEST
    if day >= told_on:
        years = age_on(told_on, day)
        return youngest + years, oldest + years + (years > 0)
    years = age_on(day, told_on)
    return youngest - years - (years > 0), oldest - years
