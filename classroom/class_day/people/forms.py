"""Reading from an address what people are looked for by."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from classroom.class_day.people.values import BANDS, Filter, Lack, LastCame, Lives, Order, Reached
from classroom.desk.participant.rules import Device
from classroom.rules.words.app import Blocker
from classroom.web.numbers import KEY_MAX

W = TypeVar("W", bound=StrEnum)


def read_filter(given: MultiDict[str, str]) -> Filter:
    """Return the filter of an address; what says nothing is left out."""
    return Filter(
        band=_words(given, "band", BANDS),
        district=_districts(given.getlist("district")),
        device=_words(given, "device", Device),
        stage=_words(given, "stage", Reached),
        blocker=_words(given, "blocker", Blocker),
        came=_words(given, "came", LastCame),
        lack=_words(given, "lack", Lack),
        lives=_words(given, "lives", Lives),
        sort=next(iter(_words(given, "sort", Order)), Order.KANA),
        is_down=given.get("down") == "1",
    )


def _words(given: MultiDict[str, str], name: str, known: Iterable[W]) -> tuple[W, ...]:
    wanted = given.getlist(name)
    return tuple(word for word in known if word.value in wanted)


def _districts(given: list[str]) -> tuple[int, ...]:
    numbers = {int(text) for text in given if text.isdecimal() and len(text) < len(str(KEY_MAX))}
    return tuple(sorted(numbers))
