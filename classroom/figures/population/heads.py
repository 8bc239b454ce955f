"""The heads of 地域・年齢別人口, known by their meaning: any order, any edition, any width."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from classroom.figures.population.rules import AGE_UNKNOWN, PopulationSex
from classroom.figures.population.values import Problem
from classroom.rules.rate import KPI_AGE
from classroom.rules.text import fold_dashes, nfkc


class Field(StrEnum):
    """What a column other than the ages can hold."""

    CODE = "code"
    AREA_CODE = "area_code"
    MUNICIPALITY = "municipality"
    ON = "on"
    AREA = "area"
    TOTAL = "total"
    MALE = "male"
    FEMALE = "female"


OLDEST: Final = 999
"""Stands for "and over"."""

_NAMES: Final[dict[Field, tuple[str, ...]]] = {
    Field.CODE: (
        "全国地方公共団体コード",
        "都道府県コード又は市区町村コード",
        "都道府県コードまたは市区町村コード",
        "地方公共団体コード",
        "市区町村コード",
    ),
    Field.AREA_CODE: ("地域コード",),
    Field.MUNICIPALITY: ("地方公共団体名", "市区町村名"),
    Field.ON: ("調査年月日", "年月日", "調査日", "基準日"),
    Field.AREA: ("地域名",),
    Field.TOTAL: ("総人口", "人口総数", "総数", "人口"),
    Field.MALE: ("男性", "男", "男性人口", "男性の人口"),
    Field.FEMALE: ("女性", "女", "女性人口", "女性の人口"),
}
REQUIRED: Final[tuple[Field, ...]] = (Field.ON, Field.TOTAL, Field.MALE, Field.FEMALE)
_SEX: Final = {"男": PopulationSex.MALE, "女": PopulationSex.FEMALE}
_BAND: Final = re.compile(r"(\d+)(?:歳|才)?-(\d+)(?:歳|才)の?([男女])性?")
_OPEN_BAND: Final = re.compile(r"(\d+)(?:歳|才)以上の?([男女])性?")
_UNKNOWN: Final = re.compile(r"(?:年齢)?(?:不詳|不明)者?の?([男女])性?")
# Speaks of an age, so leaving it out could leave out people.
_ABOUT_AGE: Final = re.compile(r"歳|才|\d.*[代男女]|不詳|不明")
# Speaks of people who may or may not be among the total.
_ABOUT_PEOPLE: Final = re.compile(
    r"男|女|の性$|性別|人口|人数|住民数|外国人|日本人|高齢者|後期高齢|年少|生産年齢"
)
# Tells about people without counting any that the other columns could miss.
_TELLS_ONLY: Final = re.compile(
    r"率|割合|密度|平均|増減|性比|世帯(?:数|総数)?$|"
    r"コード|code|名称?(?:_?カナ|カナ|かな|英語?)?$|備考|注|url",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Band:
    """A column of one sex and one range of ages, both ends included."""

    column: int
    head: str
    sex: PopulationSex
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Heads:
    """Which column holds what."""

    fields: dict[Field, int]
    bands: tuple[Band, ...]
    written: tuple[str, ...]
    unused: tuple[str, ...] = ()

    def of(self, sex: PopulationSex) -> tuple[Band, ...]:
        """Return the bands of one sex, the unknown ages among them."""
        return tuple(band for band in self.bands if band.sex is sex)

    def name(self, field: Field) -> str:
        """Return a field's head as the file writes it."""
        return self.written[self.fields[field]]


def is_head_row(cells: Sequence[str]) -> bool:
    """Tell the row of heads from a title above it: it names a day and at least one age."""
    fields = {_field(cell) for cell in cells}
    return Field.ON in fields and any(_ABOUT_AGE.search(plain_head(cell)) for cell in cells)


def read_heads(cells: Sequence[str], row: int) -> tuple[Heads, list[Problem]]:
    """Read the row of heads, and say what about it cannot be read."""
    written = tuple(" ".join(cell.split()) for cell in cells)
    fields: dict[Field, int] = {}
    bands: list[Band] = []
    problems: list[Problem] = []
    unused: list[str] = []
    for column, head in enumerate(written):
        field, band = _field(head), _band(head, column)
        if field in fields:
            problems.append(Problem(row, head, "同じ意味の列が2つあります。1つにしてください。"))
        elif field:
            fields[field] = column
        elif band:
            bands.append(band)
        elif what := _could_hide(head):
            problems.append(Problem(row, head, what))
        elif head:
            unused.append(head)
    heads = Heads(fields, tuple(bands), written, tuple(unused))
    return heads, problems or [*_missing_fields(fields, row), *_gaps(heads, row)]


def _could_hide(head: str) -> str:
    """Say why a head that nobody knows may not be left out; nothing where it may."""
    plain = plain_head(head)
    if _TELLS_ONLY.search(plain):
        return ""
    if _ABOUT_AGE.search(plain):
        return f"「{head}」という列は読めません。5歳ごとの列にしてください。"
    if _ABOUT_PEOPLE.search(plain):
        return (
            f"「{head}」という列は読めません。総人口に入っている人なら列を消し、"
            "入っていない人なら総人口と年齢ごとの列に足してください。"
        )
    return ""


def _missing_fields(fields: dict[Field, int], row: int) -> Iterator[Problem]:
    for field in REQUIRED:
        if field not in fields:
            yield Problem(row, _NAMES[field][0], "この列がありません。列を足してください。")


def _gaps(heads: Heads, row: int) -> Iterator[Problem]:
    """Refuse bands that leave out an age, count one twice, or do not part at 70."""
    for sex in PopulationSex:
        bands = sorted(
            (band for band in heads.of(sex) if band.first != AGE_UNKNOWN),
            key=lambda band: (band.first, band.last),
        )
        yield from _uneven(bands, sex, row)
        unknown = [band for band in heads.of(sex) if band.first == AGE_UNKNOWN]
        if len(unknown) > 1:
            yield Problem(row, unknown[1].head, f"「{unknown[0].head}」と重なっています。")


def _uneven(bands: list[Band], sex: PopulationSex, row: int) -> Iterator[Problem]:
    expected, before = 0, ""
    for band in bands:
        if band.first > expected:
            yield Problem(row, _ages(expected, band.first - 1, sex), "この年齢の列がありません。")
        elif band.first < expected:
            yield Problem(row, band.head, f"「{before}」と年齢が重なっています。")
        elif band.first < KPI_AGE <= band.last:
            yield Problem(row, band.head, f"{KPI_AGE}歳で分かれていません。列を分けてください。")
        expected, before = max(expected, band.last + 1), band.head
    if expected <= OLDEST:
        yield Problem(row, f"{expected}歳以上の{sex.label}", "この年齢の列がありません。")


def _ages(first: int, last: int, sex: PopulationSex) -> str:
    return f"{first}-{last}歳の{sex.label}"


def _field(head: str) -> Field | None:
    return _BY_NAME.get(plain_head(head))


def _band(head: str, column: int) -> Band | None:
    plain = plain_head(head)
    if found := _BAND.fullmatch(plain):
        first, last, sex = found.groups()
        return Band(column, head, _SEX[sex], int(first), int(last))
    if found := _OPEN_BAND.fullmatch(plain):
        return Band(column, head, _SEX[found[2]], int(found[1]), OLDEST)
    if found := _UNKNOWN.fullmatch(plain):
        return Band(column, head, _SEX[found[1]], AGE_UNKNOWN, AGE_UNKNOWN)
    return None


def plain_head(head: str) -> str:
    """Fold widths, dashes and 〜; drop blanks and the unit: what two ways of writing share."""
    folded = fold_dashes(nfkc(head)).replace("〜", "-").replace("~", "-")
    return re.sub(r"\s|\(人\)|_", "", folded)


_BY_NAME: Final[dict[str, Field]] = {
    plain_head(name): field for field, names in _NAMES.items() for name in names
}
