"""The code on a page that is read back: which page of which sheet it is, and proof it is ours.

Twenty characters of Crockford's base 32, as a QR code of version 2-H holds: layout (1), page (1),
sheet number (9), and 45 bits of an HMAC (9). No name, no date, no address is in it.

A sheet's number is worked out from what it shows. So the same roster has the same number wherever
and however often it is printed, also on a class-day PC that has the same secret key; copies of a
sheet are one sheet; and whoever was added since makes another.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass

from classroom.class_day.printed.rules import PAGE_ID_LENGTH, SheetKind
from classroom.rules.crockford import ALPHABET, BITS, value_of, written

NUMBER_LENGTH, CHECK_LENGTH = 9, 9
CHECKED = PAGE_ID_LENGTH - CHECK_LENGTH
PAGES_MAX = len(ALPHABET) - 1


@dataclass(frozen=True, slots=True)
class PageRead:
    """What a page's code says."""

    layout: int
    page: int
    number: int


def sheet_number(kind: SheetKind, session: int, layout: int, rows: Sequence[int | str]) -> int:
    """Return the number of a sheet by what stands in its rows; 45 bits."""
    shown = json.dumps([kind, session, layout, list(rows)]).encode()
    return _first_bits(hashlib.sha256(shown).digest(), NUMBER_LENGTH)


def page_id(number: int, page: int, layout: int, key: str) -> str:
    """Return the code of a page, counted from 1; `key` is the application's secret key."""
    if not (0 < page <= PAGES_MAX and 0 < layout < len(ALPHABET)):
        raise ValueError((page, layout))
    body = f"{ALPHABET[layout]}{ALPHABET[page]}{written(number, NUMBER_LENGTH)}"
    return body + _check(body, key)


def read_page_id(text: str, key: str) -> PageRead | None:
    """Return what a page's code says; None unless it is whole and ours."""
    body, check = text[:CHECKED], text[CHECKED:]
    if len(text) != PAGE_ID_LENGTH or set(text) - set(ALPHABET):
        return None
    if not hmac.compare_digest(check, _check(body, key)):
        return None
    return PageRead(value_of(body[0]), value_of(body[1]), value_of(body[2:]))


def _check(body: str, key: str) -> str:
    digest = hmac.digest(key.encode(), f"page {body}".encode(), hashlib.sha256)
    return written(_first_bits(digest, CHECK_LENGTH), CHECK_LENGTH)


def _first_bits(digest: bytes, characters: int) -> int:
    return int.from_bytes(digest[:8]) >> 64 - BITS * characters
