"""What becomes of a cell of a 記入表: what it was when made, what is written now, what we have."""

from enum import StrEnum
from typing import Final

ROWS_MAX, COLUMNS_MAX = 400, 20
ACTUAL_SHEET, REVIEW_SHEET, BASE_SHEET = "実績", "ふり返り", "もとの値"
MARK: Final = "classroom-entry-book"
FORM: Final = "1"
"""The form of the file: a higher number would be read otherwise."""
CODE_HEAD: Final = "番号"
ACTUAL_HEADS: Final = ("実績", "何の値か", "基準日", "出典")
REVIEW_HEADS: Final = ("今年度に行ったこと", "課題", "次年度の取組")
NOT_OURS: Final = (
    "このシステムで作った記入表ではありません。"
    "「記入表をつくる」で保存したExcelをえらんでください。"
)

Cells = tuple[str, ...]


class State(StrEnum):
    """What is to be done with a line of the file."""

    BAD = "bad"
    CONFLICT = "conflict"
    CHANGED = "changed"
    NEW = "new"
    SAME = "same"

    @property
    def is_bad(self) -> bool:
        return self is State.BAD

    @property
    def is_asked(self) -> bool:
        """Tell whether somebody must choose between what is here and what came back."""
        return self is State.CONFLICT

    @property
    def label(self) -> str:
        return {
            "bad": "直してください",
            "conflict": "どちらにするか",
            "changed": "直す",
            "new": "新しく入れる",
            "same": "変わりません",
        }[self.value]


def state_of(base: Cells, theirs: Cells, ours: Cells) -> State:
    """Compare a line as it was made, as it came back, and as it is here by now.

    What came back empty, or as it had been made, changes nothing.
    """
    if not any(theirs) or theirs in (base, ours):
        return State.SAME
    if not any(ours):
        return State.NEW
    return State.CHANGED if ours == base else State.CONFLICT


def state_of_texts(base: Cells, theirs: Cells, ours: Cells) -> State:
    """Compare a line of texts, each cell by itself: two people may have written in two of them."""
    wanted = texts_wanted(base, theirs, ours)
    if wanted == ours:
        return State.SAME
    cells = zip(base, theirs, ours, strict=True)
    if any(new not in ("", old, now) and now != old for old, new, now in cells):
        return State.CONFLICT
    return State.CHANGED if any(ours) else State.NEW


def texts_wanted(base: Cells, theirs: Cells, ours: Cells) -> Cells:
    """Return what the file makes of the texts: an empty or untouched cell keeps what we have."""
    return tuple(
        now if new in ("", old) else new for old, new, now in zip(base, theirs, ours, strict=True)
    )
