"""What an Excel number is shown as: a date, a time of day, or the number. Pure."""

from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.styles.numbers import (  # type: ignore[import-untyped]  # it has no types
    BUILTIN_FORMATS,
    is_date_format,
)
from openpyxl.utils.datetime import (  # type: ignore[import-untyped]
    MAC_EPOCH,
    WINDOWS_EPOCH,
    from_excel,
)

MIDNIGHT: Final = time(0)
# Numbers that a Japanese Excel gives its own forms without writing them down: 27 is ge.m.d.
_JAPANESE_DATES: Final = frozenset((*range(27, 37), *range(50, 59)))
LAST_DAY: Final = 2_958_465
"""9999-12-31."""


def is_date(number: int, form: str | None) -> bool:
    """Tell whether a form, by its number or as it is written, shows a date or a time."""
    if form is None:
        return number in _JAPANESE_DATES or bool(is_date_format(BUILTIN_FORMATS.get(number)))
    return bool(is_date_format(form))


def as_text(value: str, *, dated: bool, from_1904: bool = False) -> str:
    """Write a number as a clerk would have typed it; a number without needless decimals.

    A date is ISO, a time of day 9:05, both 2026-04-01 9:05.
    """
    number = float(value)
    if dated and 0 <= number <= LAST_DAY:
        return day_text(from_excel(number, MAC_EPOCH if from_1904 else WINDOWS_EPOCH))
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)  # noqa: PLR2004


def day_text(value: date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, datetime):
        if value.microsecond or value.second == 59:  # noqa: PLR2004  a sum of parts of a day
            value = (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
        day = value.date().isoformat()
        return day if value.time() == MIDNIGHT else f"{day} {value.hour}:{value.minute:02}"
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.hour}:{value.minute:02}"
