"""Finding classes and venues by any word of them."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeVar

from sqlmodel import Session

from classroom.planning.course.queries import days
from classroom.planning.course.values import DayLine
from classroom.planning.place.queries import venue_lines
from classroom.planning.place.values import VenueLine
from classroom.rules import kana, months
from classroom.rules.text import nfkc

T = TypeVar("T")
MONTHS_BACK: Final = 36
MONTHS_ON: Final = 24
CLASSES_MAX: Final = 20
VENUES_MAX: Final = 10


def classes(db: Session, text: str, today: date, *, drafts: bool) -> list[DayLine]:
    """Return a day of each class that a text may mean: its next one, else its last.

    Those to come first, the nearest before the others; then the past ones, the latest first.
    """
    first, last = months.later(today, -MONTHS_BACK), months.later(today, MONTHS_ON)
    lines = _holding(days(db, first, last, drafts=drafts), text, _words_of_class)
    to_come = _one_each(line for line in lines if line.on >= today)
    begun = {line.offering_id for line in to_come}
    past = _one_each(
        line for line in reversed(lines) if line.on < today and line.offering_id not in begun
    )
    return [*to_come, *past][:CLASSES_MAX]


def venues(db: Session, text: str) -> list[VenueLine]:
    return _holding(venue_lines(db), text, _words_of_venue)[:VENUES_MAX]


def _words_of_class(line: DayLine) -> tuple[str, ...]:
    return line.code, line.title, line.short_title, line.venue, line.venue_short


def _words_of_venue(line: VenueLine) -> tuple[str, ...]:
    return line.name, line.name_kana, line.short_name, line.district


def _holding(lines: Iterable[T], text: str, words_of: Callable[[T], tuple[str, ...]]) -> list[T]:
    """Return the lines in which each word of a text stands somewhere."""
    wanted = [_key(word) for word in nfkc(text).split()]
    if not wanted:
        return []
    found = []
    for line in lines:
        keys = [_key(word) for word in words_of(line)]
        if all(any(word in key for key in keys) for word in wanted):
            found.append(line)
    return found


def _key(word: str) -> str:
    """Fold widths, capitals, blanks and the two scripts of kana."""
    plain = "".join(nfkc(word).casefold().split())
    return kana.to_katakana(plain)


def _one_each(lines: Iterable[DayLine]) -> list[DayLine]:
    found: dict[int, DayLine] = {}
    for line in lines:
        found.setdefault(line.offering_id, line)
    return list(found.values())
