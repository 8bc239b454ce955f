"""A name and its フリガナ that stand in one cell, told apart."""

import re
from typing import Final, NamedTuple

from classroom.rules.kana import clean_kana, is_kana
from classroom.rules.text import clean_line, nfkc

_OPEN: Final = "(（[［【〔〈《「"
_CLOSE: Final = ")）]］】〕〉》」"
_BRACKET: Final = re.compile(
    rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]*)[{re.escape(_CLOSE)}]"
)
_STROKE: Final = re.compile(r"[\r\n\v\u2028]+|\s*[/／|｜:：;；,，、]\s*|\s*(?:…+|→)\s*")
_LABEL: Final = re.compile(r"^(?:ふりがな|フリガナ|ﾌﾘｶﾞﾅ|よみがな|よみ|読み|カナ)\s*[:：]?\s*")
_MARKS: Final = re.compile(r"^[※＊*○●◎★☆■□◆◇・\s]+|^\d{1,3}\s*[.)．、]\s*|^[①-⑳]\s*")
_POLITE: Final = re.compile(r"(?<=\S)(?:\s*様|\s+(?:さま|サマ))$")  # 浅間 is アサマ
_LEAST_NAME, _LEAST_KANA = 3, 6
"""高橋花子 タカハシハナコ: so many letters are a name and its reading, not two parts of a name."""


class Told(NamedTuple):
    """A name as written and its フリガナ; either may be empty."""

    name: str
    kana: str


def name_and_reading(text: str) -> Told:
    """Tell apart the usual ways to write both: in brackets, on two lines, after a stroke, spaced.

    Half-width kana and hiragana are read; the reading may stand first. What cannot be told apart
    stays the name, and the reading empty. The フリガナ is as it is stored; the name is untouched
    but for marks before it and 様 behind it.
    """
    for split in (_by_lines, _in_brackets, _by_strokes, _by_words):
        found = split(text)
        if found is not None:
            return found
    plain = tidy_name(text)
    return Told("", _kana(plain)) if is_reading(plain) else Told(plain, "")


def is_reading(text: str) -> bool:
    """Tell whether a text is kana, with its label or 様."""
    return bool(_plain(text)) and is_kana(_plain(text))


def tidy_name(text: str) -> str:
    """Return a name on one line without ※, ①, 1. before it or 様 behind it."""
    return _POLITE.sub("", _MARKS.sub("", clean_line(text)))


def tidy_kana(text: str) -> str:
    """Return a フリガナ as stored, without its label or 様. Raises KanaError."""
    return clean_kana(_plain(text))


def _plain(text: str) -> str:
    return tidy_name(_LABEL.sub("", clean_line(text)))


def _kana(text: str) -> str:
    return clean_kana(_plain(text))


def _pair(one: str, other: str) -> Told | None:
    """Return two texts as a name and a reading, whichever stands first; None where none is kana."""
    one, other = tidy_name(one), _plain(other)
    if not one or not other:
        return None
    if is_reading(other):
        return Told(one, _kana(other))
    return Told(tidy_name(other), _kana(one)) if is_reading(one) else None


def _by_lines(text: str) -> Told | None:
    """Read two lines, or more where both parts of each stand on lines of their own."""
    lines = [line for line in re.split(r"[\r\n\v\u2028]+", text.strip()) if line.strip()]
    return _pair(*lines) if len(lines) == 2 else None  # noqa: PLR2004  a name, and its reading


def _in_brackets(text: str) -> Told | None:
    plain = clean_line(text)
    inside = _BRACKET.findall(plain)
    outside = [part for part in _BRACKET.sub("\n", plain).split("\n") if part.strip()]
    if not inside:
        return None
    if len(inside) == len(outside) > 1 and all(
        map(is_reading, inside)
    ):  # 高橋（たかはし） 花子（はなこ）
        return Told(tidy_name(" ".join(p.strip() for p in outside)), _kana(" ".join(inside)))
    return _pair(" ".join(outside), inside[0]) if len(inside) == 1 else None


def _by_strokes(text: str) -> Told | None:
    parts = [part for part in _STROKE.split(text.strip()) if part]
    return _pair(*parts) if len(parts) == 2 else None  # noqa: PLR2004


def _by_words(text: str) -> Told | None:
    """Read 高橋 花子 タカハシ ハナコ: as many words again as kana. 佐藤 ハナ stays a name."""
    words = tidy_name(text).split()
    half = len(words) // 2
    if len(words) % 2 or not words:
        return None
    one, other = " ".join(words[:half]), " ".join(words[half:])
    if is_reading(one) == is_reading(other):
        return None
    name, kana = (one, other) if is_reading(other) else (other, one)
    if half == 1 and (len(name) < _LEAST_NAME or len(nfkc(kana)) < _LEAST_KANA):
        return None
    return Told(name, _kana(kana))
