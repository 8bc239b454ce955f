"""Rows that are none of the table: a template's empty ones, sums, notes, heads again. Pure."""

import re
from collections.abc import Collection, Sequence

from classroom.office.imports.rules import Field
from classroom.rules.text import clean_line, nfkc

DITTO = frozenset(
    {
        "〃",
        "々",
        "同上",
        "上に同じ",
        "同じ",
        "同",
        '"',
        "”",
        "“",
        "″",
        "''",
        "’’",
        "〟",
        "〃〃",
        "↓",
        "⇓",
    }
)
_DITTO_FAMILY = re.compile(r"^[〃\"”″]\s*(\S.*)$")
_SUM = re.compile(
    r"(?:総合|総|合|小|累|男性?|女性?|男女)?計(?:人数|数|\(.*\))?[:：]?\d*[人名]?"
    r"|(?:総|延べ?|参加|申込|受講)?(?:人数|者数|総数)[:：]?\d*[人名]?|平均.{0,4}"
)
_COUNT = re.compile(r"(?:延べ?|約)?\s*[\d,]+\s*[人名件回]?")
_NOTE = re.compile(
    r"^(?:[※＊*]|注\d*[\s:：)）.．]|\(?注\)|備考[:：]|以上$|以下余白$|出典|作成|更新|最終更新|[【■◆●▼]|集計|定員[:：]?\d)"
)
_ONLY_NUMBERS = re.compile(r"[\d\s.,/:：\-−()（）%]*|TRUE|FALSE|男・女|有・無|M・T・S・H")
_SENTENCE = re.compile(r"[。！？!?]|です|ます|ください|下さい|こと$|について")
NAME_LETTERS = 30


def table_cells(row: Sequence[str], columns: Sequence[Field | None]) -> dict[Field, str]:
    """Return the filled cells of columns that mean something."""
    found: dict[Field, str] = {}
    for cell, field in zip(row, columns, strict=False):
        text = clean_line(cell)
        if field is not None and text:
            found[field] = f"{found[field]} {text}" if field in found else text
    return found


def is_empty(
    row: Sequence[str], columns: Sequence[Field | None], telling: Collection[Field]
) -> bool:
    """Tell a row of a template that waits for somebody: a running number, 男・女, a formula's 0."""
    cells = table_cells(row, columns)
    if any(field in cells for field in telling):
        return False
    return all(_ONLY_NUMBERS.fullmatch(nfkc(clean_line(cell))) for cell in row)


def is_outside(
    row: Sequence[str], columns: Sequence[Field | None], telling: Collection[Field]
) -> bool:
    """Tell a sum, a note or another line below or between that is none of the table."""
    filled = [re.sub(r"\s", "", nfkc(clean_line(cell))) for cell in row]
    first = next((cell for cell in filled if cell), "")
    cells = table_cells(row, columns)
    told = [each for each in cells if each in telling and not _COUNT.fullmatch(nfkc(cells[each]))]
    if any(_SUM.fullmatch(cell) for cell in filled if cell and not cell.isdigit()):
        return len(told) <= 1
    return not told or (len(told) == 1 and _NOTE.match(first) is not None)


def is_head_again(row: Sequence[str], heads: Sequence[str]) -> bool:
    """Tell the heads printed again on the next page."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(
        any(cell in head.split("\n") or cell == head.strip() for head in heads) for cell in cells
    )


def is_name(text: str) -> bool:
    """Tell a name from a sentence, a number or a sign, where no フリガナ stands by it."""
    plain = nfkc(text).strip()
    return (
        0 < len(plain) <= NAME_LETTERS
        and plain not in DITTO
        and not re.search(r"\d", plain)
        and not _SENTENCE.search(plain)
        and any(letter.isalpha() for letter in plain)
    )


def repeated(cell: str, above: str, *, whole: bool = True) -> str:
    """Write out 〃 and 同上; of 〃 花子 the family name of who stands above.

    `whole` is false for what two people do not share, a name or a birth date.
    """
    text = clean_line(cell)
    if text in DITTO:
        return (above or cell) if whole else cell
    found = _DITTO_FAMILY.match(text)
    words = clean_line(above).split()
    return f"{words[0]} {found[1]}" if found and len(words) > 1 else cell
