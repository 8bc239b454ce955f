"""Published age groups, the parts of an address, and what a CP932 file writes instead."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Final

from classroom.rules.age import is_at_least
from classroom.rules.kana import to_katakana
from classroom.rules.words.bands import AgeGroup, ToldBand

_NAMES: Final = """
北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県
新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県
奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県
熊本県 大分県 宮崎県 鹿児島県 沖縄県
"""
PREFECTURES: Final = _NAMES.split()
"""In the order of the codes' first two digits (JIS X 0401)."""

GETA: Final = "〓"
_FIRST_NUMBER: Final = re.compile(r"[0-9０-９]")
_SELECTOR: Final = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# What people write for what CP932 cannot hold, where NFKC does not say it.
_INSTEAD: Final = {
    "𠮷": "吉", "鷗": "鴎", "噓": "嘘", "剝": "剥", "頰": "頬", "塡": "填", "𠮟": "叱", "𣘺": "橋",
    "槗": "橋", "栁": "柳", "桒": "桑", "濵": "浜", "〜": "～", "−": "－", "—": "―", "–": "－",
    "‐": "－", "‖": "∥", "•": "・", "♥": "♡", "©": "(C)", "®": "(R)",
}  # fmt: skip


class Measure(StrEnum):
    """What is counted: distinct people of a month."""

    ATTENDED = "受講した人"
    NEWLY = "新しく登録した人"


AGED: Final = frozenset(group for group in AgeGroup if (group.begins or 0) >= 70)  # noqa: PLR2004  the boundary


def age_group(
    born: date | None, told_band: ToldBand | None, told_on: date | None, day: date
) -> AgeGroup:
    """Return the highest group whose first age someone surely has on a day, by birthday.

    So 70代 and over are exactly those who count as 70 or over elsewhere; 70代 told years ago stays.
    """
    return next(
        (
            group
            for group in reversed(AgeGroup)
            if group.begins is not None and is_at_least(group.begins, born, told_band, told_on, day)
        ),
        AgeGroup.UNKNOWN,
    )


def prefecture_of(code: str) -> str:
    """Return the prefecture of a 全国地方公共団体コード; empty where there is none of it."""
    number = int(code[:2]) if code[:2].isdigit() else 0
    return PREFECTURES[number - 1] if 1 <= number <= len(PREFECTURES) else ""


def address_parts(address: str, prefecture: str, city: str) -> tuple[str, str]:
    """Return the part of an address in the own city before its first number, and from there on."""
    local = address.removeprefix(prefecture).removeprefix(city)
    number = _FIRST_NUMBER.search(local)
    return (local[: number.start()], local[number.start() :]) if number else (local, "")


def reading_of(title: str) -> str:
    """Return a title's フリガナ where it can be known: no kanji, no Latin letter in it."""
    kana = to_katakana(title)
    return kana if kana and all(_is_kana(letter) for letter in kana) else ""


def _is_kana(letter: str) -> bool:
    return "ァ" <= letter <= "ヶ" or letter in "ー・　 "


def fits_cp932(text: str) -> bool:
    """Tell whether CP932 (Shift_JIS as Windows has it) can hold a text."""
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def instead(letter: str) -> str:
    """Return what stands in a CP932 file for a character that it cannot hold.

    〓 where nothing comes near, as printers have it. A variation selector falls away: its kanji
    stands in the usual form.
    """
    if _SELECTOR.fullmatch(letter):
        return ""
    for other in (
        _INSTEAD.get(letter, ""),
        unicodedata.normalize("NFKC", letter),
        "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)),
    ):
        if other and fits_cp932(other):
            return other
    return GETA
