"""A time of day as people write it: 9:30, 0930, ９時30分, 午後1時半, 夕方4時."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from classroom.rules.kanji_number import with_digits
from classroom.rules.text import nfkc

NOON: Final = 12
_LATE: Final = frozenset({"午後", "pm", "夕", "夕方"})
_TIME: Final = re.compile(
    r"(午前|午後|am|pm|朝|夕方?)?\s*(\d{1,2})\s*(?:[:時]\s*(\d{1,2})?\s*分?(?::\d\d)?)?(半)?\s*(am|pm)?(?:ごろ|頃)?"
)
_BARE: Final = re.compile(r"\d{3,4}")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time, and whether it was said to be of the morning or the afternoon."""

    time: time
    says_half: bool


def read_clock(text: str) -> Clock | None:
    """Read a time; None where it is none."""
    plain = with_digits(nfkc(text)).strip().lower().replace("正午", "12:00")
    if _BARE.fullmatch(plain):
        plain = f"{plain[:-2]}:{plain[-2:]}"
    found = _TIME.fullmatch(plain)
    if found is None:
        return None
    half, hour = found[1] or found[5], int(found[2])
    minute = int(found[3] or (30 if found[4] else 0))
    try:
        read = time(hour + NOON if half in _LATE and hour < NOON else hour, minute)
    except ValueError:
        return None
    return Clock(read, says_half=half is not None)
