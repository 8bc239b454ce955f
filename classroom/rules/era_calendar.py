"""The eras of the Japanese calendar (和暦): a day to and from its era, and why a day cannot be."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NoReturn

LAST_YEAR: Final = 2199
"""The latest year anyone can mean here."""
FIRST_YEAR: Final = 1873
"""The first year of the solar calendar (明治6年); until then Japan counted by the moon."""
_OLD_CALENDAR: Final = "明治5年（1872年）までは旧暦のため扱えません。年を確かめてください。"


WEEKDAYS = "月火水木金土日"


class EraError(ValueError):
    """A date that cannot be: one Japanese sentence to show, and the day probably meant."""

    def __init__(self, sentence: str, suggestion: date | None = None) -> None:
        super().__init__(sentence)
        self.suggestion = suggestion


class Era(StrEnum):
    """The eras of living people; 1912-07-30 and 1926-12-25 belong to two of them."""

    MEIJI = "明治"
    TAISHO = "大正"
    SHOWA = "昭和"
    HEISEI = "平成"
    REIWA = "令和"

    @property
    def letter(self) -> str:
        """The letter of short dates: S for 昭和."""
        return self.name[0]

    @property
    def first_day(self) -> date:
        """The first day, for 明治 the first of the solar calendar."""
        return _SPANS[self][0]

    @property
    def last_day(self) -> date:
        """The last day, for 令和 the end of what can be meant here."""
        return _SPANS[self][1]

    @property
    def year_zero(self) -> int:
        """The year before 元年; an era's year plus this is the western year."""
        return _MEIJI_ZERO if self is Era.MEIJI else self.first_day.year - 1


_MEIJI_ZERO: Final = 1867
_SPANS: Final = {
    Era.MEIJI: (date(FIRST_YEAR, 1, 1), date(1912, 7, 30)),
    Era.TAISHO: (date(1912, 7, 30), date(1926, 12, 25)),
    Era.SHOWA: (date(1926, 12, 25), date(1989, 1, 7)),
    Era.HEISEI: (date(1989, 1, 8), date(2019, 4, 30)),
    Era.REIWA: (date(2019, 5, 1), date(LAST_YEAR, 12, 31)),
}
_NAMES: Final = {key: era for era in Era for key in (era.value, era.value[0], era.letter)}


@dataclass(frozen=True, slots=True)
class EraDate:
    """A day as 和暦 counts it."""

    era: Era
    year: int
    month: int
    day: int

    @property
    def long(self) -> str:
        """The day in full: 昭和22年5月3日, 令和元年5月1日."""
        return f"{_year_name(self.era, self.year)}{self.month}月{self.day}日"

    @property
    def within_era(self) -> str:
        """The day without its era's name: 64年1月7日."""
        return self.long.removeprefix(self.era)

    @property
    def short(self) -> str:
        """The day as it fits a narrow column: S22.5.3."""
        return f"{self.era.letter}{self.year}.{self.month}.{self.day}"

    def __str__(self) -> str:
        return self.long


def to_era(day: date) -> EraDate:
    """Return the 和暦 of a day, the later era on a shared day.

    Raises EraError before 1873, when Japan had another calendar.
    """
    era = next((era for era in reversed(Era) if day >= era.first_day), None)
    if era is None:
        raise EraError(_OLD_CALENDAR)
    return EraDate(era, day.year - era.year_zero, day.month, day.day)


def other_era(day: date) -> EraDate | None:
    """Return the older name of a day that two eras share: 1926-12-25 is 大正15年12月25日 too."""
    later = to_era(day)
    older = next((era for era in Era if era.last_day == day and era is not later.era), None)
    if older is None:
        return None
    return EraDate(older, day.year - older.year_zero, day.month, day.day)


def era_year_label(day: date) -> str:
    """Return the year alone: 昭和22年, 令和元年."""
    found = to_era(day)
    return _year_name(found.era, found.year)


def wareki(day: date) -> str:
    """Return 昭和22年5月3日."""
    return to_era(day).long


def wareki_with_year(day: date) -> str:
    """Return 昭和22年（1947年）5月3日, for those who think in either."""
    return f"{era_year_label(day)}（{day.year}年）{day.month}月{day.day}日"


def weekday(day: date) -> str:
    """Return the day of the week in one character."""
    return WEEKDAYS[day.weekday()]


def _year_name(era: Era, year: int) -> str:
    return f"{era}{'元' if year == 1 else year}年"


def from_era(era: str, year: int, month: int, day: int) -> date:
    """Return the day of a 和暦 date (era as 昭和, 昭 or S); raises EraError where there is none."""
    known = era_named(era)
    check_era_year(known, year, month, day)
    found = real_day(known.year_zero + year, month, day, _year_name(known, year))
    if not known.first_day <= found <= known.last_day:
        _refuse_outside(EraDate(known, year, month, day), found)
    return found


def era_named(text: str) -> Era:
    """Return the era of 昭和, 昭 or S."""
    if text not in _NAMES:
        raise EraError(f"「{text[:10]}」という年号はありません。昭和、平成のように入れてください。")
    return _NAMES[text]


def real_day(year: int, month: int, day: int, year_name: str) -> date:
    """Return the day of a western year, or say how many days its month has.

    The sentence calls the year by `year_name`: 昭和22年, 1947年.
    """
    if not 1 <= month <= 12:  # noqa: PLR2004 (months a year)
        raise EraError(f"{month}月はありません。月は1から12までです。")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        leap = year_name if month == 2 else ""  # noqa: PLR2004 (only February changes by year)
        reason = f"{leap}{month}月は{days}日までです。"
        raise EraError(f"{year_name}{month}月{day}日はありません。{reason}")
    return date(year, month, day)


def check_era_year(era: Era, year: int, month: int | None = None, day: int | None = None) -> None:
    """Refuse a year that an era never had; month and day, where known, make the suggestion."""
    western = era.year_zero + year
    if year < 1:
        raise EraError(f"{era}{year}年はありません。最初の年は{era}元年です。")
    if western < FIRST_YEAR:
        raise EraError(_OLD_CALENDAR)
    if western <= era.last_day.year:
        return
    meant_year = year if year >= FIRST_YEAR else western  # 昭和1947年 is 1947
    guess, meant = _guess(meant_year, month or 0, day or 0)
    raise EraError(f"{era}{year}年はありません。{_end_of(era)}{guess}", meant)


def _guess(year: int, month: int, day: int) -> tuple[str, date | None]:
    """Return the question that names what was probably meant, and the day if it is whole."""
    if year > LAST_YEAR:
        return "年を確かめてください。", None
    try:
        meant = date(year, month, day)
    except ValueError:
        return f"{era_year_label(date(year, 12, 31))}（{year}年）のことでしょうか。", None
    return f"{wareki_with_year(meant)}のことでしょうか。", meant


def _refuse_outside(written: EraDate, meant: date) -> NoReturn:
    """Refuse a day just before or just after its era."""
    era = written.era
    first = EraDate(era, 1, era.first_day.month, era.first_day.day)
    limit = _end_of(era) if meant > era.last_day else f"{era}は{first.within_era}からです。"
    guess = f"{wareki_with_year(meant)}のことでしょうか。"
    raise EraError(f"{written}はありません。{limit}{guess}", meant)


def _end_of(era: Era) -> str:
    if era is Era.REIWA:
        return ""
    end = era.last_day
    last = EraDate(era, end.year - era.year_zero, end.month, end.day)
    return f"{era}は{last.within_era}までです。"
