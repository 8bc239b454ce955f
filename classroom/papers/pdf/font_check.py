"""Checks names before they are needed: does every character print, and from which font."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from classroom.kit.pdf.chain import GETA
from classroom.kit.pdf.fonts import font
from classroom.kit.pdf.paper import Paper
from classroom.papers.class_values import Roster, RosterPart, RosterRow
from classroom.papers.pdf.roster import NAME, roster_paper

ABOUT = f"名簿の氏名と同じ書き方で印字しています。{GETA} は、印字できない文字です。"


@dataclass(frozen=True, slots=True)
class Checked:
    """How a name prints: what becomes 〓, which variants become the plain kanji, the fonts."""

    name: str
    geta: tuple[str, ...]
    plain: tuple[str, ...]
    fonts: tuple[str, ...]

    @property
    def verdict(self) -> str:
        if not self.fonts:
            return "印字する文字がありません"
        said = [
            f"{words}：{' '.join(f'{char}（{_code(char)}）' for char in chars)}"
            for words, chars in (
                (f"{GETA}になる文字", self.geta),
                ("ふつうの字体になる文字", self.plain),
            )
            if chars
        ]
        return "、".join(said) or "印字できます"


def check_name(name: str) -> Checked:
    """Say how the 名簿 prints a name."""
    setting = NAME.fonts.setting(name)
    used = dict.fromkeys(run.font for run in setting.runs)
    plain = tuple(char for char in setting.missing if not _is_geta(char))
    geta = tuple(char for char in setting.missing if char not in plain)
    return Checked(name, geta, plain, tuple(font(each).typeface for each in used))


def font_check_paper(names: Sequence[str], *, printed_at: datetime) -> Paper:
    """Draw the names as the 名簿 would."""
    rows = tuple(RosterRow(name, "") for name in names)
    return roster_paper(
        Roster(
            title="文字の印字の確認",
            about=ABOUT,
            order=None,
            parts=(RosterPart("", rows),),
            has_telephones=False,
            has_districts=False,
            printed_at=printed_at,
        )
    )


def _is_geta(char: str) -> bool:
    """Tell a character that no font has from a variant whose plain form is drawn."""
    return GETA in (run.text for run in NAME.fonts.runs(char))


def _code(char: str) -> str:
    return " ".join(f"U+{ord(part):04X}" for part in char)
