"""Days of every year on which a city is closed, as somebody writes them: 12/29-1/3 年末年始."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from classroom.rules.text import clean_line, nfkc

UNNAMED: Final = "市の休みの日"
NAME_MAX: Final = 20
SPAN_MAX: Final = 60
"""A longer span in days is a slip of the pen: 1/3-12/29."""

_LEAP_YEAR: Final = 2000
_DAY: Final = r"([0-9]{1,2}) ?[/月] ?([0-9]{1,2})日?"
_LAST: Final = r"(?: ?(?:[-~〜–―ー]|から) ?(?:([0-9]{1,2}) ?[/月] ?)?([0-9]{1,2})日?(?:まで)?)?"
_SPAN: Final = re.compile(rf"{_DAY}{_LAST}(?: ?([^0-9 /~〜–―ー-].*))?")
_BETWEEN: Final = re.compile(r"[、,;\n]|(?<![-~〜–―ーら])[ ・と]+(?=[0-9]{1,2} ?[/月])")
"""Whatever stands before the next day parts it from the one before, but for the dash of a span."""
SENTENCE: Final = (
    "「12/29-1/3 年末年始、8/14 お盆」のように、月/日を「、」で区切って書いてください。"
)
MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one to another, both among them; it may go over the turn of the year."""

    first: MonthDay
    last: MonthDay
    name: str = ""

    def holds(self, day: date) -> bool:
        on = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= on <= self.last
        return on >= self.first or on <= self.last

    def __str__(self) -> str:
        days = "-".join(f"{month}/{day}" for month, day in dict.fromkeys((self.first, self.last)))
        return f"{days} {self.name}".rstrip()


def spans(text: str) -> tuple[Span, ...]:
    """Read the days. Raises ValueError with the sentence that says what to do."""
    parts = [part for part in map(clean_line, _BETWEEN.split(nfkc(text))) if part]
    return tuple(_span(part) for part in parts)


def written(days: tuple[Span, ...]) -> str:
    """Return the days as they are kept, and read again."""
    return "、".join(map(str, days))


def name_of(days: tuple[Span, ...], day: date) -> str | None:
    """Return why the city is closed on a day of these, or None."""
    found = next((span for span in days if span.holds(day)), None)
    return None if found is None else found.name or UNNAMED


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise ValueError(SENTENCE)
    first_month, first_day, last_month, last_day, name = found.groups()
    first = _month_day(text, first_month, first_day)
    last = _month_day(text, last_month or first_month, last_day) if last_day else first
    if _length(first, last) > SPAN_MAX:
        raise ValueError(f"「{text[:30]}」は長すぎます。{SPAN_MAX}日までにしてください。")
    if name and re.search(_DAY, name):
        raise ValueError(SENTENCE)
    if name and len(name) > NAME_MAX:
        raise ValueError(f"休みの名前は、{NAME_MAX}文字までにしてください。")
    return Span(first, last, name or "")


def _month_day(text: str, month: str, day: str) -> MonthDay:
    try:
        date(_LEAP_YEAR, int(month), int(day))
    except ValueError:
        raise ValueError(f"「{text[:30]}」には、ない日があります。書き直してください。") from None
    return int(month), int(day)


def _length(first: MonthDay, last: MonthDay) -> int:
    year = _LEAP_YEAR if first <= last else _LEAP_YEAR + 1
    return (date(year, *_common(last, year)) - date(_LEAP_YEAR, *first)).days + 1


def _common(day: MonthDay, year: int) -> MonthDay:
    """Return the day itself, or 28 February where the year has no 29th."""
    return (2, 28) if day == (2, 29) and year != _LEAP_YEAR else day
