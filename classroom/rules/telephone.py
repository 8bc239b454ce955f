"""Telephone numbers as written in many ways, kept as digits and shown with hyphens."""

import re
from dataclasses import dataclass
from typing import Final

from classroom.rules.text import fold_dashes, fold_digits, nfkc

CITY_AREA_CODE: Final = "0225"  # 石巻MA, to which 東松島市 belongs

_LANDLINE_DIGITS: Final = 10
_BETWEEN: Final = re.compile(r"[\s()\-./・]+")
_ABROAD: Final = re.compile(r"^\+81\s*\(?0?\)?")

# Longest beginning wins: (beginning, length of the three parts, what to call it).
_SERVICES: Final = (
    ("0800000", (3, 4, 4), "携帯"),  # 0800-000 is given to nobody; made-up 080-0000 numbers look so
    ("0800", (4, 3, 4), "0800"),
    ("0120", (4, 3, 3), "0120"),
    ("0570", (4, 3, 3), "0570"),
    ("090", (3, 4, 4), "携帯"),
    ("080", (3, 4, 4), "携帯"),
    ("070", (3, 4, 4), "携帯"),
    ("060", (3, 4, 4), "携帯"),
    ("050", (3, 4, 4), "050"),
)

# Area codes shorter than the usual four digits, by the digits a number begins with (総務省
# 市外局番の一覧; 宮城県 whole, else the prefectural capitals and large cities). Longest wins.
_AREA_CODE_BEGINNINGS: Final = {
    2: "03 06 0429 0471",
    3: (
        "011 0177 0188 0196 "
        "0221 0222 02230 02234 02235 02236 02237 02238 02239 0227 "
        "0236 0245 0249 0252 0255 0262 0272 0273 0286 0292 0298 "
        "042 043 044 045 0462 0464 0468 047 048 0492 "
        "052 0534 0535 0542 0543 0546 0552 0559 0582 0583 0592 0593 "
        "072 0734 075 0762 0764 0775 078 0792 "
        "0822 0825 0828 0832 0839 0849 0862 0864 0878 0886 0888 0899 "
        "092 093 0958 0962 0963 0975 0988 0989 0992 0998"
    ),
    4: (
        "0422 0428 0436 0438 0439 0470 0475 0476 0478 0479 0480 "
        "0721 0725 0920 0930"
    ),
}  # fmt: skip
_AREA_CODE_LENGTHS: Final = {
    beginning: length
    for length, beginnings in _AREA_CODE_BEGINNINGS.items()
    for beginning in beginnings.split()
} | {"04709": 2, "04297": 3, "04298": 3, "08680": 3}
_USUAL_AREA_CODE: Final = 4
_LONGEST_BEGINNING: Final = 5


class TelephoneError(ValueError):
    """A number nobody could dial; its text is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as digits; `completed` where the city's area code was put before it."""

    digits: str
    completed: bool = False

    @property
    def shown(self) -> str:
        """The number with hyphens: 0225-00-4187."""
        return shown(self.digits)

    @property
    def last4(self) -> str:
        return last4(self.digits)

    def __str__(self) -> str:
        return self.shown


def parse_telephone(text: str, area_code: str = CITY_AREA_CODE) -> Telephone:
    """Read a number with any dashes, widths, brackets or spaces, with or without area code.

    A local number gets the city's area code. Raises TelephoneError with the sentence to show.
    """
    digits = _bare(text)
    local = _LANDLINE_DIGITS - len(area_code)
    if len(digits) == local and not digits.startswith(area_code):
        return Telephone(area_code + digits, completed=True)
    if not digits.startswith("0"):
        hint = (
            f"{local}けた（市外局番 {area_code} を省くとき）か、0から始まる番号で入れてください。"
        )
        raise TelephoneError(f"いま{len(digits)}けたです。{hint}")
    if digits.startswith("00"):
        raise TelephoneError("00で始まる番号は使えません。市外局番から入れてください。")
    _check_length(digits)
    return Telephone(digits)


def shown(digits: str) -> str:
    """Return stored digits with hyphens where people of the place expect them."""
    first, second, _ = _parts(digits)
    written = (digits[:first], digits[first : first + second], digits[first + second :])
    return "-".join(part for part in written if part)


def last4(digits: str) -> str:
    return digits_of(digits)[-4:]


def digits_of(text: str) -> str:
    """Return only the digits of a text, half width: what a search by number compares."""
    return re.sub(r"[^0-9]", "", fold_digits(nfkc(text)))


def _bare(text: str) -> str:
    """Return the digits of a number, or refuse what is neither digit nor hyphen."""
    folded = fold_digits(fold_dashes(nfkc(text))).strip()
    digits = _BETWEEN.sub("", _ABROAD.sub("0", folded))
    if not digits:
        raise TelephoneError("電話番号が入っていません。数字で入れてください。")
    other = re.search(r"[^0-9]+", digits)
    if other:
        raise TelephoneError(f"「{other[0][:10]}」は電話番号に使えません。数字で入れてください。")
    return digits


def _check_length(digits: str) -> None:
    service = _service(digits)
    length, name = (sum(service[1]), service[2]) if service else (_LANDLINE_DIGITS, "固定電話")
    wrong_by = len(digits) - length
    if wrong_by:
        reason = f"{wrong_by}つ多いです" if wrong_by > 0 else f"{-wrong_by}つ足りません"
        raise TelephoneError(
            f"{name}の番号は{length}けたです。いま{len(digits)}けたなので、{reason}。"
        )


def _service(digits: str) -> tuple[str, tuple[int, int, int], str] | None:
    return next((service for service in _SERVICES if digits.startswith(service[0])), None)


def _parts(digits: str) -> tuple[int, int, int]:
    service = _service(digits)
    if service:
        return service[1]
    beginnings = (digits[:size] for size in range(_LONGEST_BEGINNING, 1, -1))
    lengths = (_AREA_CODE_LENGTHS[b] for b in beginnings if b in _AREA_CODE_LENGTHS)
    area = next(lengths, _USUAL_AREA_CODE)
    return area, _LANDLINE_DIGITS - 4 - area, 4
