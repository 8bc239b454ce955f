"""Whether two records may be one person: evidence weighed, with the reason in a sentence.

It only proposes: a clerk decides. A couple on one landline differs in the given name and in the
birth date or the sex, and is not proposed.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from classroom.desk.participant.rules import UNKNOWN_KANA, Sex
from classroom.rules import kana, names
from classroom.rules.age import age_on
from classroom.rules.words.bands import ToldBand

LIKELY = 60
"""From this score on a clerk is asked while registering."""
WEAK = 40
"""From this score on a record is shown where someone looks for doubles."""

_NICKNAME_MIN = 2  # トシ for トシコ, but not ト
_NICKNAME_LOSES = 2
_ONE_WORD_MIN = 4
_VOICE_MARKS = "\u3099\u309a"


class Reading(Enum):
    """How two フリガナ compare."""

    SAME = "フリガナが同じ"
    ALIKE = "フリガナが似ている"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a person from others. Telephones are digits."""

    name: str
    name_kana: str
    born_on: date | None
    told_band: ToldBand | None
    told_band_on: date | None
    sex: Sex
    telephones: frozenset[str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one person, 0 to 100, and why."""

    score: int
    reason: str


def identity_of(found: Any) -> Identity:
    """Take from a record, a row or what was typed what tells people apart."""
    return Identity(
        name=found.name,
        name_kana="" if found.name_kana == UNKNOWN_KANA else found.name_kana,
        born_on=found.born_on,
        told_band=found.told_band,
        told_band_on=found.told_band_on,
        sex=found.sex,
        telephones=frozenset({found.telephone, found.telephone2} - {""}),
    )


def likeness(one: Identity, other: Identity, today: date) -> Likeness | None:
    """Weigh two records; None where nothing speaks for one person, or something against it."""
    reading = compare_readings(one.name_kana, other.name_kana)
    if reading is not Reading.SAME and _sexes_differ(one, other):
        return None
    written = bool(one.name and other.name) and names.looks_same(one.name, other.name)
    has_phone = bool(one.telephones & other.telephones)
    birth = _same_birth(one, other)
    if birth is True:
        return _with_birth(reading, written=written, has_phone=has_phone)
    if has_phone:
        return _with_telephone(reading, written=written, births_differ=birth is False)
    if written and not (one.name_kana and other.name_kana) and birth is None:
        return Likeness(WEAK, "漢字のお名前が同じ")
    if reading is Reading.SAME and birth is None:
        is_one_name = written or not (one.name or other.name)
        return _by_reading(_ages_fit(one, other, today), is_one_name=is_one_name)
    return None


def _by_reading(fits: bool | None, *, is_one_name: bool) -> Likeness | None:  # noqa: FBT001  as found
    if fits:
        return Likeness(WEAK, "フリガナが同じで、年齢もくいちがわない")
    return Likeness(WEAK, "フリガナとお名前が同じ") if fits is None and is_one_name else None


def _with_birth(reading: Reading, *, written: bool, has_phone: bool) -> Likeness | None:
    if reading is Reading.SAME:
        return Likeness(100, "フリガナと生年月日が同じ")
    if reading is Reading.ALIKE:
        return Likeness(85, "生年月日が同じで、フリガナが似ている")
    if written:
        return Likeness(80, "漢字のお名前と生年月日が同じ")
    return Likeness(LIKELY, "電話番号と生年月日が同じ") if has_phone else None


def _with_telephone(reading: Reading, *, written: bool, births_differ: bool) -> Likeness | None:
    if reading is Reading.SAME:
        if births_differ:
            return Likeness(70, "フリガナと電話番号が同じ（生年月日はちがう）")
        return Likeness(95, "フリガナと電話番号が同じ")
    if births_differ:
        return None
    if reading is Reading.ALIKE:
        return Likeness(75, "電話番号が同じで、フリガナが似ている")
    return Likeness(75, "漢字のお名前と電話番号が同じ") if written else None


def compare_readings(one: str, other: str) -> Reading:
    """Compare two フリガナ as they are heard; オオノ and オノ stay two names.

    Alike are トール and トオル, ヤマサキ and ヤマザキ, トシ and トシコ.
    """
    if not one or not other:
        return Reading.OTHER  # one that nobody knows yet is like none
    if kana.search_key(one) == kana.search_key(other):
        return Reading.SAME
    if _heard_alike(one, other) or _short_for(one, other):
        return Reading.ALIKE
    return Reading.OTHER


def _heard_alike(one: str, other: str) -> bool:
    heard = {_unvoiced(key) for key in kana.search_keys(one)}
    return bool(heard & {_unvoiced(key) for key in kana.search_keys(other)} - {""})


def _unvoiced(key: str) -> str:
    plain = unicodedata.normalize("NFD", key)
    return "".join(letter for letter in plain if letter not in _VOICE_MARKS)


def _short_for(one: str, other: str) -> bool:
    """Tell whether one given name is a short form of the other, the family name being one."""
    mine, theirs = one.split(), other.split()
    if len(mine) > 1 and len(theirs) > 1:
        same_family = _heard_alike(mine[0], theirs[0])
        return same_family and _is_part(" ".join(mine[1:]), " ".join(theirs[1:]), _NICKNAME_MIN)
    return _is_part(one, other, _ONE_WORD_MIN)


def _is_part(one: str, other: str, least: int) -> bool:
    short, long = sorted((kana.search_key(one), kana.search_key(other)), key=len)
    fits = least <= len(short) and len(long) - len(short) <= _NICKNAME_LOSES
    return fits and (long.startswith(short) or long.endswith(short))


def _sexes_differ(one: Identity, other: Identity) -> bool:
    return Sex.UNKNOWN not in (one.sex, other.sex) and one.sex is not other.sex


def _same_birth(one: Identity, other: Identity) -> bool | None:
    if one.born_on is None or other.born_on is None:
        return None
    return one.born_on == other.born_on


def _ages_fit(one: Identity, other: Identity, today: date) -> bool | None:
    """Tell whether a told band leaves room for the other's age; None where nothing was told."""
    dated, told = (one, other) if one.born_on else (other, one)
    ages = told.told_band.ages if told.told_band else None
    other_ages = dated.told_band.ages if dated.told_band else None
    if ages is None or (dated.born_on is None and other_ages is None):
        return None
    if dated.born_on is None:
        return dated.told_band is told.told_band
    return ages[0] <= age_on(dated.born_on, told.told_band_on or today) <= ages[1]
