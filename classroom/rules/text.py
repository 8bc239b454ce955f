"""One line of text as staff type it, and what makes it safe for a search or a spreadsheet."""

import re
import unicodedata
from typing import Final

DASHES: Final = "-‐‑‒–—―−－﹣⁃─━ーｰ"
"""Everything people use as a hyphen in numbers, 長音 included."""

_DASH_TO_HYPHEN: Final = str.maketrans(dict.fromkeys(DASHES, "-"))
_LINE_BREAKS: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNIT: Final = re.compile(r"(?<=[0-9])(?:人|名|回|分間?|席|歳|才|台|枚|件|日|か月|倍|ポイント)$")
_THOUSANDS: Final = re.compile(r"(?<=[0-9])[,、](?=[0-9]{3}(?![0-9]))")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs"})
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")  # Excel takes the full-width ones as well


def clean_line(text: str) -> str:
    """Make typed text fit a one-line field without touching a single character of a name.

    Line breaks and tabs become a space; what nobody can see (control characters, byte-order
    marks, lone surrogates, direction marks) goes. Never NFC or NFKC: 髙﨑𠮷 and IVS stay as typed.
    """
    one_line = _LINE_BREAKS.sub(" ", text)
    return _visible(one_line).strip()


def clean_text(text: str) -> str:
    """Make several lines as `clean_line` makes one; blanks within the lines stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(_visible(line) for line in lines).strip()


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in _INVISIBLE)


def nfkc(text: str) -> str:
    """Fold widths and compatibility forms, for search keys and numbers only, never for a name."""
    return unicodedata.normalize("NFKC", text)


def fold_digits(text: str) -> str:
    """Write every decimal digit as 0-9; the rest stays."""
    return "".join(str(unicodedata.decimal(c, c)) for c in text)


def fold_dashes(text: str) -> str:
    return text.translate(_DASH_TO_HYPHEN)


def plain_number(text: str) -> str:
    """Write a typed number in 0-9 alone: 24203 of ２４，２０３人. What is none stays as it is.

    Takes off commas between thousands and a unit that people write after a number.
    """
    plain = "".join(fold_dashes(nfkc(text)).split()).removesuffix("%")
    plain = _UNIT.sub("", plain)
    return _THOUSANDS.sub("", plain)


def plain_code(text: str) -> str:
    """Write a code in half-width letters, digits and hyphens; one in Japanese stays as it is."""
    plain = fold_dashes(nfkc(text)).strip()
    return plain if plain.isascii() else text


def like_escape(text: str, escape: str = "\\") -> str:
    r"""Take typed text literally in SQL LIKE; the statement must name the same ESCAPE."""
    for special in (escape, "%", "_"):
        text = text.replace(special, escape + special)
    return text


def harmless_cell(text: str) -> str:
    """Keep a spreadsheet from running typed text as a formula.

    For text cells of CSV and Excel; numbers are written as numbers and need no guard.
    `plain_cell` takes it off again.
    """
    return "'" + text if _may_be_formula(text) else text


def plain_cell(text: str) -> str:
    """Take off the mark of `harmless_cell`, where a file of ours comes back."""
    return text[1:] if text.startswith("'") and _may_be_formula(text) else text


def _may_be_formula(text: str) -> bool:
    bare = text.lstrip("'")  # a mark that was typed gets another, so that one can be taken off
    return bare.startswith(_FORMULA_STARTS) or bare.lstrip().startswith(_FORMULA_STARTS)
