"""全国地方公共団体コード: six digits, the last of which proves the others (総務省, JIS X 0402)."""

import re
from typing import Final

from classroom.rules.text import nfkc

_CITY: Final = re.compile(r"[一-龥々ヶ]{2,5}?市(?![場街区域民内町外])")
_NO_CITY: Final = re.compile(r"本市|当市|全市|各市|都市|同市|県市|地区")
_WITH_CHECK: Final = 6
_WITHOUT_CHECK: Final = 5


def municipality_code(text: str) -> str | None:
    """Return the six digits; Excel's lost zero and a missing last digit are put back.

    None where it is no such code.
    """
    digits = nfkc(text).strip()
    if not re.fullmatch(r"\d{4,6}", digits):
        return None
    whole = digits.zfill(_WITH_CHECK)
    if whole[-1] == _check_digit(whole[:-1]):
        return whole
    if len(digits) <= _WITHOUT_CHECK:
        prefix = digits.zfill(_WITHOUT_CHECK)
        return prefix + _check_digit(prefix)
    return None


def other_city(text: str) -> str:
    """Return the first name of a city in a title; nothing where it names none."""
    for found in _CITY.finditer(nfkc(text)):
        if not _NO_CITY.search(found[0]):
            return found[0]
    return ""


def is_same(name: str, own: str) -> bool:
    """Tell whether two names mean one municipality: 宮城県東松島市, 東松島市, 東松島."""
    plain, wanted = ("".join(nfkc(one).split()) for one in (name, own))
    return bool(plain) and (
        wanted.endswith(plain) or plain.endswith(wanted) or wanted[:-1] == plain
    )


def _check_digit(prefix: str) -> str:
    """Return the last digit: eleven less the weighted sum's rest, its own last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(prefix, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)
