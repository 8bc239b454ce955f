"""The code on a name tag or slip, for scanning in: an enrolment's number, and proof it is ours.

SK1-, seven characters of the number and five of an HMAC, all in Crockford's base 32: what every
scanner types and a QR code of the smallest size holds. It names nobody, and another city's codes
or made-up numbers are refused.
"""

import hashlib
import hmac
import re

from classroom.core.errors import Refusal
from classroom.rules.crockford import ALPHABET, BITS, value_of, written
from classroom.rules.text import fold_dashes, nfkc

MARK = "SK1-"
NUMBER_LENGTH, CHECK_LENGTH = 7, 5
NUMBER_MAX = (1 << BITS * NUMBER_LENGTH) - 1
READ_AS = str.maketrans("OIL", "011")  # as Crockford reads what people confuse
SHAPE = re.compile(f"{MARK}([{ALPHABET}]{{{NUMBER_LENGTH}}})([{ALPHABET}]{{{CHECK_LENGTH}}})")

UNREADABLE = "このコードは読み取れませんでした。名前のカナでさがしてください。"
NOT_OURS = "このコードは、この教室システムのものではありません。名前のカナでさがしてください。"


def code_of(enrolment_id: int, key: str) -> str:
    """Return the code of an enrolment; `key` is the application's secret key."""
    if not 0 < enrolment_id <= NUMBER_MAX:
        raise ValueError(enrolment_id)
    number = written(enrolment_id, NUMBER_LENGTH)
    return f"{MARK}{number}{_check(number, key)}"


def read_code(text: str, key: str) -> int:
    """Return the enrolment of a scanned code. Raises Refusal for any other text."""
    # A scanner types through the Japanese keyboard: full width, and 長音 for a hyphen.
    found = SHAPE.fullmatch(fold_dashes(nfkc(text)).strip().upper().translate(READ_AS))
    if found is None:
        raise Refusal(UNREADABLE)
    number, check = found.groups()
    if not hmac.compare_digest(check, _check(number, key)):
        raise Refusal(NOT_OURS)
    return value_of(number)


def _check(number: str, key: str) -> str:
    digest = hmac.digest(key.encode(), f"{MARK}{number}".encode(), hashlib.sha256)
    return written(int.from_bytes(digest[:4]) >> 32 - BITS * CHECK_LENGTH, CHECK_LENGTH)
