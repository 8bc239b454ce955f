"""Numbers and days in kanji, as a certificate has them: 令和八年十一月二十二日."""

from datetime import date

from classroom.rules.era_calendar import to_era

DIGITS = "〇一二三四五六七八九"
TEN, HUNDRED = 10, 100


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
