"""Why a table has no heads that can be read: one sentence for its kind of table."""

import re
from collections.abc import Sequence
from typing import Final

from classroom.figures.population.head_words import ages_of, field_of, is_english, plain_head

_LOOKED_AT: Final = 60
_LEAST: Final = 4
_CENSUS: Final = re.compile(r"国勢調査|時間軸|HYOSYO|cat\d\d_code|人口等基本集計", re.IGNORECASE)
_BARE_AGE: Final = re.compile(
    r"(?:\d+(?:歳|才)?(?:-\d+(?:歳|才)?)?|\d+(?:歳|才)?以上)(?:男性?|女性?|計)?"
)
_SEX_OF_ROW: Final = re.compile(r"男女別?|性別|男女区分|性")

CENSUS: Final = (
    "国勢調査の表です。率の分母にするのは住民基本台帳の人口です。"
    "住民基本台帳の「地域・年齢別人口」の表を使ってください。"
)
AGES_DOWN: Final = (
    "年齢が行にならぶ表です。1行に1地域、年齢と男女を列にした"
    "「地域・年齢別人口」の形になおしてください。"
)
SEX_DOWN: Final = (
    "男女が行に分かれている表です。1行に1地域、「0-4歳の男性」「0-4歳の女性」のように"
    "男女を列に分けた表になおしてください。"
)
NO_SEX: Final = (
    "男女の列に分かれていない表です。「0-4歳の男性」「0-4歳の女性」のように"
    "男女で分けた列のある表を使ってください。"
)
ENGLISH: Final = (
    "英語の見出しを読めません。自治体標準オープンデータセット"
    "「地域・年齢別人口」の見出し（0-4歳の男性 など）になおしてください。"
)
NO_HEADS: Final = "見出しの行が見つかりません。地域・年齢別人口のファイルかどうか確かめてください。"


def is_census(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a table of the census, which counts other people than the residents' register."""
    return any(_CENSUS.search(cell) for row in rows[:_LOOKED_AT] for cell in row)


def why_not(rows: Sequence[Sequence[str]]) -> str:
    """Return the sentence for a table without heads of ages for men and for women."""
    top = [[plain_head(cell) for cell in row] for row in rows[:_LOOKED_AT]]
    if is_census(rows):
        return CENSUS
    if is_ages_down(rows):
        return AGES_DOWN
    if any(sum(1 for cell in row if _is_age(cell) or ages_of(cell)) >= _LEAST for row in top):
        heads = {cell for row in top for cell in row}
        return SEX_DOWN if any(_SEX_OF_ROW.fullmatch(cell) for cell in heads) else NO_SEX
    if any(_is_english(row) for row in rows[:_LOOKED_AT]):
        return ENGLISH
    return NO_HEADS


def is_ages_down(rows: Sequence[Sequence[str]]) -> bool:
    """Tell a column of ages: at least as many as a column of heads would not have by chance."""
    top = [[plain_head(cell) for cell in row] for row in rows[:_LOOKED_AT]]
    down = [row for row in top if sum(map(_is_age, row)) < _LEAST]
    wide = max((len(row) for row in down), default=0)
    for column in range(min(wide, _LEAST)):
        cells = [row[column] for row in down if column < len(row) and row[column]]
        ages = sum(map(_is_age, cells))
        if ages and (ages >= _LEAST or ages * 2 >= len(cells)):
            return True
    return False


def _is_age(cell: str) -> bool:
    return bool(re.search(r"歳|才|\d-\d|以上", cell) and _BARE_AGE.fullmatch(cell))


def _is_english(row: Sequence[str]) -> bool:
    words = [cell for cell in row if cell.strip()]
    english = [cell for cell in words if is_english(cell)]
    about = [cell for cell in english if re.search(r"age|male|popul|year", cell, re.IGNORECASE)]
    return (
        len(english) >= _LEAST
        and len(about) * 2 >= _LEAST
        and not any(field_of(c) for c in words if not is_english(c))
    )
