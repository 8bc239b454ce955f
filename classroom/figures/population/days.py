"""The day that a population counts, in every way that offices and their programs write it."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from classroom.rules.era import EraError, parse_date
from classroom.rules.text import fold_dashes, nfkc

EXAMPLE: Final = "2025年4月1日 や R7.4.1 のように入れてください。"
_EPOCH: Final = date(1899, 12, 30)
_SERIALS: Final = range(29_221, 73_051)
"""Excel's numbers of the days of 1980 to 2099."""
_LAST_MONTH: Final = 12
_TIME: Final = re.compile(
    r"(?<=\d)(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?:AM|PM|Z|[+-]\d{2}:?\d{2}))?$",
    re.IGNORECASE,
)
_SAID_OF_A_DAY: Final = re.compile(r"(?:現在|時点|付け?|調査|調べ|公表分?)?の?(?:人口)?(?:現在)?$")
_SERIAL: Final = re.compile(r"(\d{5})(?:\.\d+)?")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d{2})")
_YEAR: Final = r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR]\.?)\s*(?:元|\d{1,2})|(?:19|20)\d{2})"
_MONTH_ALONE: Final = re.compile(
    rf"(?P<first>{_YEAR}\s*[年./\-]\s*(?P<month>\d{{1,2}}))\s*月?(?P<last>末日?)?", re.IGNORECASE
)
_SIX_DIGITS: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])")
_IN_TEXT: Final = re.compile(
    rf"{_YEAR}\s*(?:年\s*\d{{1,2}}\s*月(?:\s*(?:\d{{1,2}}\s*日|末日?))?"
    r"|[./\-]\s*\d{1,2}(?:[./\-]\s*\d{1,2})?(?!\d))",
    re.IGNORECASE,
)
_IN_NAME: Final = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)"
    r"|(?<![A-Za-z])[RH]\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)",
    re.IGNORECASE,
)
_ERA_DIGITS: Final = re.compile(r"([RH])(\d{2})(\d{2})(\d{2})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was written. `is_month` where only its month was: the first stands for it."""

    on: date
    is_month: bool = False


class WhichNumber(ValueError):  # noqa: N818  nothing is wrong: it can be read in two ways
    """A day of which the month could be the first number or the second."""


def read_day(text: str) -> date:
    """Read a day as `read_survey_day` does. Raises ValueError with a sentence."""
    return read_survey_day(text).on


def read_survey_day(text: str, *, month_first: bool | None = None) -> Day:
    """Read a day, with a time or 現在 behind it, a month, its end, or a number of Excel's.

    Raises ValueError with a sentence; WhichNumber where 11/1/2018 would have to be guessed.
    """
    plain = _tidy(text)
    if not plain:
        raise ValueError("空です。日付を入れてください。")
    if (found := _SERIAL.fullmatch(plain)) and int(found[1]) in _SERIALS:
        return Day(_EPOCH + timedelta(days=int(found[1])))
    if found := _YEAR_LAST.fullmatch(plain):
        return Day(_year_last(found, month_first))
    if found := _SIX_DIGITS.fullmatch(plain):
        return Day(date(int(found["year"]), int(found["month"]), 1), is_month=True)
    if found := _MONTH_ALONE.fullmatch(plain):
        return _month(found)
    try:
        return Day(parse_date(plain))
    except EraError as problem:
        said = str(problem)
        known = "入れてください" not in said
        raise ValueError(
            said if known else f"「{text.strip()[:20]}」は日付として読めません。{EXAMPLE}"
        ) from None


def is_month_first(texts: Iterable[str], hint: date | None) -> bool | None:
    """Tell whether days like 11/1/2018 name the month first: by those that leave no choice.

    `hint` is a day of the month that the file's name speaks of. None where it stays open.
    """
    pairs = [
        (int(found[1]), int(found[2]), int(found[3]))
        for found in (_YEAR_LAST.fullmatch(_tidy(text)) for text in texts)
        if found
    ]
    if any(second > _LAST_MONTH for _, second, _ in pairs):
        return True
    if any(first > _LAST_MONTH for first, _, _ in pairs):
        return False
    if hint and pairs:
        as_first = all((year, first) == (hint.year, hint.month) for first, _, year in pairs)
        as_second = all((year, second) == (hint.year, hint.month) for _, second, year in pairs)
        if as_first != as_second:
            return as_first
    return None


def day_within(text: str) -> Day | None:
    """Find the one day that a title or the name of a sheet speaks of; the one 現在, if several."""
    plain = fold_dashes(nfkc(text))
    found = [(match, _read(match[0])) for match in _IN_TEXT.finditer(plain)]
    days = [(plain[match.end() :].lstrip(), day) for match, day in found if day]
    said = {day for behind, day in days if behind.startswith(("現在", "時点"))}
    one = said or {day for _, day in days}
    return one.pop() if len(one) == 1 else None


def day_in_file_name(name: str) -> Day | None:
    """Find the one day or month in a file's name: 202504opendata.csv, R7.4.1人口.xlsx."""
    plain = fold_dashes(nfkc(name.rpartition(".")[0] or name)).replace("_", " ")
    days = {_from_digits(match[0]) for match in _IN_NAME.finditer(plain)} - {None}
    if not days:
        return day_within(plain)
    return days.pop() if len(days) == 1 else None


def _tidy(text: str) -> str:
    plain = fold_dashes(nfkc(text)).strip()
    plain = _TIME.sub("", plain)
    return _SAID_OF_A_DAY.sub("", plain).strip()


def _year_last(found: re.Match[str], month_first: bool | None) -> date:  # noqa: FBT001
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if month_first is None and first != second:
        month_first = is_month_first([found[0]], None)
        if month_first is None:
            raise WhichNumber(f"「{found[0]}」は、どちらの数字が月かが分かりません。")
    month, day = (first, second) if month_first else (second, first)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{year}年{month}月{day}日という日はありません。{EXAMPLE}") from None


def _month(found: re.Match[str]) -> Day:
    try:
        first = parse_date(re.sub(r"[年./\-]", ".", found["first"]) + ".1")
    except EraError:
        raise ValueError(f"「{found[0]}」は日付として読めません。{EXAMPLE}") from None
    if not found["last"]:
        return Day(first, is_month=True)
    return Day(first.replace(day=calendar.monthrange(first.year, first.month)[1]))


def _read(text: str) -> Day | None:
    try:
        return read_survey_day(text)
    except ValueError:
        return None


def _from_digits(digits: str) -> Day | None:
    if found := _ERA_DIGITS.fullmatch(digits):
        era, *parts = found.groups()
        return _read(f"{era}{'.'.join(str(int(part)) for part in parts if part)}")
    return _read(digits)
