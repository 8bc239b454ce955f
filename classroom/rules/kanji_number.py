"""Numbers and days in kanji, as a certificate has them: 令和八年十一月二十二日."""

import re
from datetime import date

from classroom.rules.era_calendar import to_era

DIGITS = "〇一二三四五六七八九"
TEN, HUNDRED = 10, 100
_RUN = re.compile(r"[〇零○一二三四五六七八九十百廿卅壱弐参]+(?=[年月日のにで.・/時分歳回人\s]|$)")
_OTHER = str.maketrans(
    {"零": "〇", "○": "〇", "廿": "二十", "卅": "三十", "壱": "一", "弐": "二", "参": "三"}
)
_TENS = re.compile(
    r"(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)"
)


def with_digits(text: str) -> str:
    """Write numbers in kanji as digits where they count: 昭和二十年五月三日, 一九四五年."""
    return _RUN.sub(lambda run: _digits(run[0].translate(_OTHER)), text)


def _digits(kanji: str) -> str:
    if all(letter in DIGITS for letter in kanji):
        return "".join(str(DIGITS.index(letter)) for letter in kanji)
    found = _TENS.fullmatch(kanji)
    if found is None:
        return kanji
    hundreds, tens, ones = found.groups()
    number = (0 if hundreds is None else HUNDRED * DIGITS.index(hundreds or "一")) + (
        0 if tens is None else TEN * DIGITS.index(tens or "一")
    )
    return str(number + (DIGITS.index(ones) if ones else 0))


def kanji_number(number: int) -> str:
    """Return a number of 1 to 99 as it is read: 二十二. Raises ValueError for any other."""
    if not 0 < number < HUNDRED:
        raise ValueError(number)
    tens, ones = divmod(number, TEN)
    head = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")


def kanji_date(day: date) -> str:
    """Return a day in full, the first year of an era as 元年."""
    found = to_era(day)
    year = "元" if found.year == 1 else kanji_number(found.year)
    return f"{found.era}{year}年{kanji_number(found.month)}月{kanji_number(found.day)}日"
