"""How a setting's value is read from what somebody typed, and how it is shown. Pure.

Each kind is called with the text and returns the value, or raises ValueError with the sentence
that says what to do.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlsplit

from classroom.rules.closed_days import spans, written
from classroom.rules.era import EraError, parse_date, wareki
from classroom.rules.label_sheet import LABEL_SHEETS, label_sheet
from classroom.rules.text import DASHES, clean_line, fold_digits, nfkc

VALUE_MAX: Final = 1000
NAME_MAX: Final = 40
SHAPE_MAX: Final = 300
DIGITS_MAX: Final = 20
ADDRESS_MAX: Final = 300
"""A longer one makes no QR code that a telephone reads."""

_ADDRESS: Final = re.compile(r"https?://\S+")
_BREAKS: Final = frozenset("\n\r\t")
Value = str | int | bool | Decimal | date | None
T = TypeVar("T")


class Group(StrEnum):
    """What is decided together, on one page."""

    CITY = "city"
    DESK = "desk"
    PLAN = "plan"
    PAPERS = "papers"
    DAYS = "days"
    KEEPING = "keeping"
    SCREEN = "screen"
    OUTSIDE = "outside"

    @property
    def label(self) -> str:
        return _GROUPS[self][0]

    @property
    def about(self) -> str:
        return _GROUPS[self][1]

    @property
    def is_outside(self) -> bool:
        return self is Group.OUTSIDE


_GROUPS: Final = {
    Group.CITY: ("市と連絡先", "画面の上と、お渡しする紙に出ます。"),
    Group.DESK: ("受付のことば", "受付のときに読み上げることばです。"),
    Group.PLAN: ("計画と数え方", "変えると数字が変わります。登録の前に、前とあとを見られます。"),
    Group.PAPERS: ("紙と印刷", "宛名ラベル、名札、修了証、チラシの決まりです。"),
    Group.DAYS: ("休みの日", "日を決めるときの注意と、電話をかける日に使います。"),
    Group.KEEPING: ("残す期間", "何を、いつまで残すかです。"),
    Group.SCREEN: ("画面と安全", "画面の出し方と、席を離れたときの決まりです。"),
    Group.OUTSIDE: ("外で決めるもの", "config.toml か環境変数に書きます。ここでは直せません。"),
}  # fmt: skip


def require_readable(text: str) -> None:
    """Raise ValueError for signs that nobody can see, and that files and programs stumble over."""
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _BREAKS for sign in text):
        raise ValueError("読めない文字（制御文字など）があります。書き直してください。")


_DASHES: Final = re.compile(f"(?<=[0-9])[{re.escape(DASHES)}](?=[0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; blank only where that means something."""

    most: int
    needed: bool = True

    def __call__(self, text: str) -> str:
        read = clean_line(text)
        if self.needed and not read:
            raise ValueError("空のままにはできません。例のように入れてください。")
        if len(read) > self.most:
            raise ValueError(f"{self.most}文字までにしてください。")
        return read


@dataclass(frozen=True, slots=True)
class NumberLine(Line):
    """One line with a telephone number, as papers print it: digits and hyphens of half width."""

    def __call__(self, text: str) -> str:
        # Words beside it keep their ー.
        return _DASHES.sub("-", fold_digits(Line.__call__(self, text)))


@dataclass(frozen=True, slots=True)
class Text:
    """Some sentences."""

    most: int

    def __call__(self, text: str) -> str:
        read = "\n".join(clean_line(line) for line in text.splitlines()).strip()
        if not read:
            raise ValueError("空のままにはできません。例のように入れてください。")
        if len(read) > self.most:
            raise ValueError(f"{self.most}文字までにしてください。")
        return read


@dataclass(frozen=True, slots=True)
class Shape:
    """A code of a fixed shape; full-width signs are read too."""

    pattern: str
    sentence: str

    def __call__(self, text: str) -> str:
        read = nfkc(clean_line(text))
        if len(read) > SHAPE_MAX or not re.fullmatch(self.pattern, read):
            raise ValueError(self.sentence)
        return read


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page, or of a site: that one has nothing after a ? or a #. Or blank."""

    example: str
    of_site: bool = False

    def __call__(self, text: str) -> str:
        read = nfkc(clean_line(text))
        if read and not (len(read) <= ADDRESS_MAX and self._leads_somewhere(read)):
            raise ValueError(f"{self.example} のような形で、{ADDRESS_MAX}文字までにしてください。")
        return read

    def _leads_somewhere(self, text: str) -> bool:
        if not _ADDRESS.fullmatch(text) or (self.of_site and {"?", "#"} & set(text)):
            return False
        try:
            parts = urlsplit(text)
            return bool(parts.hostname) and parts.port != 0
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two limits."""

    least: int
    most: int
    unit: str = ""

    def __call__(self, text: str) -> int:
        plain = nfkc(text).strip().replace(",", "").removesuffix(self.unit)
        if not plain.isdecimal() or len(plain) > DIGITS_MAX:
            plain = "-1"
        if not self.least <= int(plain) <= self.most:
            raise ValueError(f"{self.least}から{self.most}までの数にしてください。")
        return int(plain)


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A fiscal year by its first calendar year: 2024, 2024年度, 令和6年度, R6."""

    least: int
    most: int
    unit: str = "年度"

    def __call__(self, text: str) -> int:
        plain = nfkc(clean_line(text)).partition("(")[0].strip().removesuffix(self.unit)
        year = int(plain) if re.fullmatch("[0-9]{4}", plain) else _in_era(plain)
        if not self.least <= year <= self.most:
            raise ValueError(
                f"{self.least}から{self.most}までの年度を、"
                "2024 や 令和6年度 のように入れてください。"
            )
        return year


def _in_era(text: str) -> int:
    """Return the year of 令和6, R6, 平成31, 令和元; -1 where it is none."""
    for day in ("12.31", "4.1"):
        try:
            return parse_date(f"{text}.{day}").year
        except EraError:
            continue
    return -1


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate in per cent."""

    unit: str = "%"

    def __call__(self, text: str) -> Decimal:
        try:
            read = Decimal(nfkc(text).strip().removesuffix("%"))
        except InvalidOperation:
            read = Decimal("NaN")
        if not read.is_finite() or not 0 <= read <= 100:  # noqa: PLR2004  per cent
            raise ValueError("0から100までの数にしてください。")
        return read


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of a few: its code and what staff read. `kind` makes the value of the code."""

    choices: tuple[tuple[str, str], ...]
    kind: Callable[[str], str] = str

    def __call__(self, text: str) -> str:
        if text not in dict(self.choices):
            raise ValueError(f"{'・'.join(dict(self.choices))} のどれかにしてください。")
        return self.kind(text)


@dataclass(frozen=True, slots=True)
class YesNo:
    """Whether something is so."""

    yes: str = "はい"
    no: str = "いいえ"

    def __call__(self, text: str) -> bool:
        words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
        if text.lower() not in words:
            raise ValueError("true か false にしてください。")
        return words[text.lower()]


@dataclass(frozen=True, slots=True)
class Labels:
    """A sheet of address labels, by its name or its measures in mm."""

    most: int = 60

    def __call__(self, text: str) -> str:
        read = nfkc(clean_line(text))
        try:
            label_sheet(read)
        except ValueError:
            raise ValueError(
                f"{'・'.join(LABEL_SHEETS)} のどれか、または 2x6 86.4x42.3 18.6,21.6"
                "（列x行 幅x高さ 左,上 をmmで）のように書いてください。"
            ) from None
        return read


@dataclass(frozen=True, slots=True)
class DaysOfYear:
    """Days of every year, by month and day, each with a name where it has one; or blank."""

    most: int

    def __call__(self, text: str) -> str:
        read = written(spans(text))
        if max(len(read), len(clean_line(text))) > self.most:
            raise ValueError(f"{self.most}文字までにしてください。")
        return read


@dataclass(frozen=True, slots=True)
class Day:
    """A day in 和暦 or 西暦; None while nobody has said it, which is shown as `unsaid`."""

    unsaid: str

    def __call__(self, text: str) -> date | None:
        read = nfkc(clean_line(text))
        return parse_date(read) if read else None


Kind = (
    DaysOfYear
    | Line
    | Text
    | Shape
    | Address
    | Whole
    | FiscalYear
    | Percent
    | OneOf
    | YesNo
    | Labels
    | Day
)


def stored_text(value: Value) -> str:
    """Return a value as it is kept and read again."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown_text(kind: Kind, value: Value) -> str:
    """Return a value as staff read it; a blank one is said, too."""
    match kind:
        case OneOf(choices=choices):
            return dict(choices).get(str(value), str(value))
        case YesNo(yes=yes, no=no):
            return yes if value else no
        case Whole(unit=unit) | Percent(unit=unit):
            return f"{value}{unit}"
        case Day(unsaid=unsaid):
            return wareki(value) if isinstance(value, date) else unsaid
        case _:
            return str(value) or "（なし）"


def decided(group: Group, kind: Kind, *words: str, usual: T, moves: bool = False) -> T:
    """Define a setting as a field of a dataclass. The words: label, what it decides, example."""
    label, about, example = words
    said = {"group": group, "kind": kind, "label": label, "about": about, "example": example}
    made: T = field(default=usual, metadata=said | {"moves": moves})
    return made
