"""フリガナ: what is stored, by what it is found, and its place in the 五十音 order."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from classroom.rules.text import DASHES, nfkc

_MARKS: Final = "\u3099\u309a"  # 濁点 and 半濁点 as characters that join the one before
_TO_JOINING: Final = str.maketrans({"゛": "\u3099", "゜": "\u309a", "ﾞ": "\u3099", "ﾟ": "\u309a"})
_HALF_WIDTH: Final = re.compile(r"[\uff65-\uff9f]+")
_UNJOINED: Final = re.compile(rf"[\u30a1-\u30ff][{_MARKS}]")
_TO_KATAKANA: Final = str.maketrans(
    {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
)
_REPEATED: Final = re.compile(r"([\u30a1-\u30fa])([ヽヾ])")
_DASH_AFTER_KANA: Final = re.compile(rf"(?<=[\u30a1-\u30fc])[{re.escape(DASHES)}]")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\u30fc\u31f0-\u31ff]")
_SEPARATORS: Final = re.compile(r"[\s・=＝]+")  # ジョン・スミス, ジョン＝スミス


class KanaError(ValueError):
    """A フリガナ that cannot be stored; its text is the sentence to show."""


def to_katakana(text: str) -> str:
    """Write hiragana and half-width kana as full-width katakana; the rest stays."""
    joined = text.translate(_TO_JOINING)
    wide = _HALF_WIDTH.sub(lambda run: nfkc(run[0]), joined).translate(_TO_KATAKANA)
    composed = _UNJOINED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), wide)
    while (repeated := _REPEATED.sub(_say_again, composed)) != composed:  # みすゞ is ミスズ
        composed = repeated
    return composed


def _say_again(pair: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFD", pair[1])[0]
    again = plain + "\u3099" if pair[2] == "ヾ" else plain
    return pair[1] + unicodedata.normalize("NFC", again)


def is_kana(text: str) -> bool:
    """Say whether a text has kana of any script and width, spaces and ・, and nothing else."""
    try:
        clean_kana(text)
    except KanaError:
        return False
    return True


def clean_kana(text: str) -> str:
    """Return a フリガナ as stored: full-width katakana, one space between family and given name.

    A hyphen typed after kana is taken as ー. Raises KanaError, which names what is not kana.
    """
    words = _DASH_AFTER_KANA.sub("ー", to_katakana(text)).split()
    if not words:
        raise KanaError("フリガナが入っていません。カタカナで入れてください。")
    _refuse_other_characters("".join(words))
    return " ".join(words)


def _refuse_other_characters(letters: str) -> None:
    runs = [(kind, "".join(run)) for kind, run in groupby(letters, _kind) if kind != "カナ"]
    if not runs:
        return
    kinds = {kind for kind, _ in runs}
    said = kinds.pop() if len(kinds) == 1 else "カナ以外"
    named = "".join(f"「{run[:10]}」" for run in dict.fromkeys(run for _, run in runs))
    raise KanaError(f"{named}が{said}です。カタカナで入れてください。")


def _kind(letter: str) -> str:
    """Say in one word what a character is."""
    if letter == "・" or _KATAKANA.fullmatch(letter):
        return "カナ"
    name = unicodedata.name(letter, "")
    if name.startswith("CJK ") or letter in "々〆〇":
        return "漢字"
    if letter.isdecimal():
        return "数字"
    return "英字" if "LATIN" in name else "記号"


# --- search -----------------------------------------------------------------------------------

_PLAIN: Final = str.maketrans(
    "ァィゥェォッャュョヮヵヶヂヅヲヰヱㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
    "アイウエオツヤユヨワカケジズオイエクシストヌハヒフヘホムラリルレロ",
)
_FOREIGN: Final = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"),
    ("ヷ", "バ"), ("ヸ", "ビ"), ("ヹ", "ベ"), ("ヺ", "ボ"), ("ヴ", "ブ"),
)  # fmt: skip
_VOWEL_ROWS: Final = {
    "ア": "アカサタナハマヤラワガザダバパ",
    "イ": "イキシチニヒミリギジビピ",
    "ウ": "ウクスツヌフムユルグズブプ",
    "エ": "エケセテネヘメレゲゼデベペ",
    "オ": "オコソトノホモヨロゴゾドボポ",
}
_VOWEL_OF: Final = {kana: vowel for vowel, row in _VOWEL_ROWS.items() for kana in row}
_LONG: Final = re.compile(r"(.?)ー+")
_AS_SPELLED: Final = {"オ": "ウ", "エ": "イ"}  # サトー is サトウ, ケーコ is ケイコ
_HALF_TYPED: Final = re.compile(
    r"(?<=[\u30a1-\u30fc])[a-z]{1,3}$"
)  # ワタナb, before the IME is done
_HEARD_ALIKE: Final = re.compile(
    r"(?<=[オコソトノホモヨロゴゾドボポ])[オウ]|(?<=[エケセテネヘメレゲゼデベペ])[エイ]"
)
_OTHER_SPELLING: Final = str.maketrans("オウエイ", "ウオイエ")
_MOST_SPELLINGS: Final = 3


def search_key(text: str) -> str:
    """Fold a フリガナ, or what was typed to find it, to letters that compare equal.

    One script and width, large kana, ジズ for ヂヅ, オイエ for ヲヰヱ, バ for ヴァ; no spaces.
    ー is written out as names spell it (サトー = サトウ, ケーコ = ケイコ, オーノ = オオノ), so
    with ー or without finds the same; オノ and オオノ stay two names. Idempotent.
    """
    folded = _SEPARATORS.sub("", to_katakana(nfkc(text.translate(_TO_JOINING)).casefold()))
    folded = _DASH_AFTER_KANA.sub("ー", folded)
    for foreign, plain in _FOREIGN:
        folded = folded.replace(foreign, plain)
    key = _LONG.sub(_write_out, folded.translate(_PLAIN))
    return key if key == text else search_key(key)  # marks that a space kept apart may join now


def _write_out(long: re.Match[str]) -> str:
    before = long[1]
    vowel = _VOWEL_OF.get(before, "")
    return before + (vowel if before == "オ" else _AS_SPELLED.get(vowel, vowel))


def search_keys(typed: str) -> tuple[str, ...]:
    """Return every key a typed text may stand for, to be looked up with OR.

    By telephone トオル, トウル and トール sound alike, as do ケイ and ケエ: both are sought.
    A letter that the IME has not turned into kana yet is left out.
    """
    key = _HALF_TYPED.sub("", search_key(typed))
    keys = {key: None}
    for place in list(_HEARD_ALIKE.finditer(key))[:_MOST_SPELLINGS]:
        at = place.start()
        keys |= {k[:at] + k[at].translate(_OTHER_SPELLING) + k[at + 1 :]: None for k in keys}
    return tuple(keys)


def is_found(typed: str, kana: str) -> bool:
    """Say whether one of its words begins with a typed text, as every search must agree.

    The words after it may go on: ワタナベマ finds ワタナベ マサオ. Within a word nothing is found,
    or オノ would find オオノ; unless family and given name were written as one.
    """
    keys = [key for key in search_keys(typed) if key]
    words = [word for word in _SEPARATORS.split(kana) if word]
    if len(words) < 2:  # noqa: PLR2004  family and given name
        return any(key in search_key(kana) for key in keys)
    rests = [search_key(" ".join(words[at:])) for at in range(len(words))]
    return any(rest.startswith(key) for rest in rests for key in keys)


# --- order ------------------------------------------------------------------------------------

_ORDER: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
    "ハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"
)
_LARGE: Final = dict(
    zip(
        "ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ",
        "アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ",
        strict=True,
    )
)
_AFTER_KANA: Final = "z"


def sort_key(text: str) -> str:
    """Return a key in 五十音順 as a clerk expects it: ハタ, ハダ, バタ; ツ, ッ; ー as its vowel.

    The family name is ordered whole before the given name: アベ サトシ before アベカワ アイ, and
    the 羽田 (ハダ) not mixed with the 秦 (ハタ). Within a word: the letters, then 清音, 濁音,
    半濁音, then large, small, ー. Of digits and small letters only: all databases order it alike.
    """
    return "".join("".join((*letters, "00", *marks)) for letters, marks in _ordered(text))


def sort_prefix(text: str) -> str:
    """Return how the sort keys begin of readings whose first word begins with a text.

    Empty where it has no word, or more than one: a key goes on with marks after its first word.
    """
    words = list(_ordered(text))
    return "".join(words[0][0]) if len(words) == 1 else ""


def _ordered(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the places of a word's letters, and its marks: of voices, then of forms."""
    kana = _DASH_AFTER_KANA.sub("ー", to_katakana(nfkc(text.translate(_TO_JOINING))))
    return (_places(word) for word in _SEPARATORS.split(kana) if word)


def _places(word: str) -> tuple[list[str], list[str]]:
    letters, voices, forms = [], [], []
    vowel = ""
    for letter in word:
        if letter == "ー" and vowel:
            large, voice, form = vowel, "0", "2"
        else:
            large, voice, form = _parts(letter)
        vowel = _VOWEL_OF.get(large, "")
        letters.append(_place(large))
        voices.append(voice)
        forms.append(form)
    return letters, [*voices, *forms]


def _parts(letter: str) -> tuple[str, str, str]:
    """Take a letter apart: large and unvoiced, which voice mark, large or small."""
    plain = unicodedata.normalize("NFD", letter)
    voice = _MARKS.find(plain[1:]) + 1 if len(plain) > 1 else 0
    large = plain[0] if voice else letter
    return _LARGE.get(large, large), str(voice), "1" if large in _LARGE else "0"


def _place(letter: str) -> str:
    """Return two digits of a kana's place, or what sorts after all kana by code point."""
    place = _ORDER.find(letter)
    return f"{place + 10}" if place >= 0 else f"{_AFTER_KANA}{ord(letter):06x}"
