"""全国地方公共団体コード: six digits, the last of which proves the others (総務省, JIS X 0402)."""

import re
from typing import Final

from classroom.rules.text import nfkc

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


def _check_digit(prefix: str) -> str:
    """Return the last digit: eleven less the weighted sum's rest, its own last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(prefix, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)
