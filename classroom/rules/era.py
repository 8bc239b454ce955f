"""Read a date as a clerk types it, in either calendar, and say in one sentence why it cannot be.

The calendar itself is `era_calendar`; its names are to be had from here.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NoReturn

from classroom.rules.age import age_on
from classroom.rules.era_calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    Era,
    EraDate,
    EraError,
    check_era_year,
    era_named,
    era_year_label,
    from_era,
    other_era,
    real_day,
    to_era,
    wareki,
    wareki_with_year,
    weekday,
)
from classroom.rules.kanji_number import with_digits
from classroom.rules.text import fold_dashes, nfkc

__all__ = [
    "Era",
    "EraDate",
    "EraError",
    "era_year_label",
    "from_era",
    "other_era",
    "parse_birth_date",
    "parse_date",
    "to_era",
    "wareki",
    "wareki_with_year",
    "weekday",
]

OLDEST_AGE: Final = 125
"""Nobody is older; a birth date that says so has the wrong era or a slip."""

_LONGEST: Final = 80  # no date is longer; keeps a pasted page from the patterns below
_EXAMPLE: Final = "S22.5.3 や 1947-05-03 のように入れてください。"
_WHICH_ERA: Final = "年号が分かりません。S22.5.3 のように、S（昭和）やT（大正）を付けてください。"

_ERA: Final = r"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\s*\.?|西暦)?\s*"
_YEAR: Final = r"(?P<year>元|[0-9]{1,4})"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_DAY: Final = r"(?P<day>[0-9]{1,2})"


def _gap(mark: str) -> str:
    """Match what stands between two numbers: 年 or 月 (with の), a point, a stroke, a hyphen."""
    return rf"(?:\s*(?:{mark}(?:\s*の)?|[./,\-・、。])\s*|\s+)"


_WRITTEN: Final = re.compile(
    rf"{_ERA}{_YEAR}(?:{_gap('年')}{_MONTH}(?:{_gap('月')}{_DAY}\s*日?|\s*月?)|\s*年?)"
)
_DIGITS_ONLY: Final = re.compile(
    rf"{_ERA}(?P<year>[0-9]{{4}}|[0-9]{{2}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"
)
_SAME_YEAR: Final = re.compile(rf"\({_ERA}{_YEAR}\s*年?\)")
_AROUND: Final = re.compile(
    rf"\s*(?:\([{WEEKDAYS}](?:曜日?)?\)|[{WEEKDAYS}]曜日?|生まれ|生れ|生)\s*$"
)


@dataclass(frozen=True, slots=True)
class _Written:
    """The numbers somebody wrote, before it is known whether there is such a day."""

    era: Era | None
    year: int
    month: int | None
    day: int | None


def parse_date(text: str) -> date:
    """Read a day from whatever a clerk types: S22.5.3, ｓ220503, 昭22/5/3, ㍼22.5.3, 19470503 …

    Raises EraError, whose text is the sentence to show and whose `suggestion` a form can offer.
    """
    return _day_of(_read(text))


def parse_birth_date(text: str, today: date) -> date:
    """Read a birth date: a day as `parse_date` reads it, past, and of someone who can be alive."""
    written = _read(text)
    born = _day_of(written)
    if born > today:
        _refuse_future(written, born, today)
    if (age := age_on(born, today)) > OLDEST_AGE:
        raise EraError(f"{wareki_with_year(born)}生まれは{age}歳になります。年を確かめてください。")
    return born


def _refuse_future(written: _Written, born: date, today: date) -> NoReturn:
    """Refuse a birth that has not come; R22 was probably S22, and 2047 was 1947."""
    when = wareki_with_year(born)
    if born == today + timedelta(days=1):
        raise EraError(f"{when}は明日の日付です。生年月日を確かめてください。")
    era, year = (Era.SHOWA, written.year) if written.era else (None, written.year - 100)
    try:
        meant = _day_of(_Written(era, year, born.month, born.day))
    except EraError:
        meant = born
    if meant > today:
        raise EraError(f"{when}はまだ来ていない日です。生年月日を確かめてください。")
    question = f"{wareki_with_year(meant)}のことでしょうか。"
    raise EraError(f"{when}はまだ来ていない日です。{question}", meant)


def _tidy(text: str) -> str:
    """Fold widths, ㍼, dashes and case; drop 生, the weekday and other words around a date."""
    folded = fold_dashes(with_digits(nfkc(text).strip())).upper()
    return _AROUND.sub("", folded)


def _read(text: str) -> _Written:
    if len(text) > _LONGEST:
        raise _unreadable(text)
    tidy = _tidy(text)
    if not tidy:
        raise EraError(f"日付が入っていません。{_EXAMPLE}")
    same_year = _SAME_YEAR.search(tidy)
    written = _match(_SAME_YEAR.sub("", tidy, count=1) if same_year else tidy, text)
    if same_year:
        _check_agreement(written, _numbers(same_year))
    return written


def _match(tidy: str, text: str) -> _Written:
    found = _DIGITS_ONLY.fullmatch(tidy) or _WRITTEN.fullmatch(tidy)
    if found is None:
        raise _unreadable(text)
    return _numbers(found)


def _unreadable(text: str) -> EraError:
    return EraError(f"「{text.strip()[:20]}」は日付として読めません。{_EXAMPLE}")


def _numbers(found: re.Match[str]) -> _Written:
    parts = found.groupdict()
    year = 1 if parts["year"] == "元" else int(parts["year"])
    month, day = parts.get("month"), parts.get("day")
    era = era_named(parts["era"]) if parts["era"] else None
    return _Written(era, year, int(month) if month else None, int(day) if day else None)


def _western(written: _Written) -> int:
    return written.year + (written.era.year_zero if written.era else 0)


def _check_agreement(written: _Written, bracketed: _Written) -> None:
    """Refuse 昭和22年（1948年）5月3日: one of the two is a slip."""
    if _western(written) != _western(bracketed):
        raise EraError(
            f"{_western(written)}年とかっこの中の{_western(bracketed)}年が合いません。"
            "どちらかを直してください。"
        )


def _day_of(written: _Written) -> date:
    era, year, month, day = written.era, written.year, written.month, written.day
    if era:
        check_era_year(era, year, month, day)
    elif year < 100:  # noqa: PLR2004 (a western year has four digits)
        _ask_for_era(written)
    elif not FIRST_YEAR <= year <= LAST_YEAR:
        raise EraError(
            f"{year}年は扱えません。西暦は{FIRST_YEAR}年からです。年を確かめてください。"
        )
    if month is None or day is None:
        raise EraError(f"{'月と日' if month is None else '日'}も入れてください。{_EXAMPLE}")
    return from_era(era, year, month, day) if era else real_day(year, month, day, f"{year}年")


def _ask_for_era(written: _Written) -> NoReturn:
    """Ask which era; those who come to the classes were mostly born in 昭和, so that is offered."""
    try:
        meant = _day_of(_Written(Era.SHOWA, written.year, written.month, written.day))
    except EraError:
        raise EraError(_WHICH_ERA) from None
    raise EraError(f"{_WHICH_ERA}{wareki_with_year(meant)}のことでしょうか。", meant)
