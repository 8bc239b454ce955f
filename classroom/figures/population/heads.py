"""The heads of a table of population, known by their meaning: any order, any edition, any width.

They may stand in two or three rows, as Excel tables with merged cells have them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from classroom.figures.population.head_words import (
    NAMES,
    OLDEST,
    Ages,
    Field,
    ages_of,
    field_of,
    plain_head,
)
from classroom.figures.population.rules import AGE_UNKNOWN, PopulationSex
from classroom.figures.population.values import Problem
from classroom.rules.rate import KPI_AGE

HEADS_WITHIN: Final = 20
"""Titles and notes may stand above the heads, but not more rows than this."""
DEPTH: Final = 3
LEAST_BANDS: Final = 2
REQUIRED: Final[tuple[Field, ...]] = (Field.TOTAL, Field.MALE, Field.FEMALE)
# Speaks of an age, so leaving it out could leave out people.
_ABOUT_AGE: Final = re.compile(r"歳|才|\d.*[代男女]|不詳|不明")
# Speaks of people who may or may not be among the total.
_ABOUT_PEOPLE: Final = re.compile(
    r"男|女|の性$|性別|人口|人数|住民数|外国人|日本人|高齢者|後期高齢|年少|生産年齢"
)
# Tells about people without counting any that the other columns could miss.
_TELLS_ONLY: Final = re.compile(
    r"率|割合|密度|平均|増減|性比|世帯|^\(?うち|再掲|内数|"
    r"コード|code|名称?(?:_?カナ|カナ|かな|英語?)?$|備考|注|url",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Band:
    """A column of one range of ages, both ends included, and of one sex, or of both together."""

    column: int
    head: str
    sex: PopulationSex | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Check:
    """A column that other columns add up to: 65歳以上 beside its five-year bands."""

    whole: Band
    parts: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """Which column holds what. `areas` are the columns that name the area, the widest first."""

    fields: dict[Field, int]
    bands: tuple[Band, ...]
    written: tuple[str, ...]
    unused: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    checks: tuple[Check, ...] = ()

    def of(self, sex: PopulationSex) -> tuple[Band, ...]:
        """Return the bands of one sex, the unknown ages among them."""
        return tuple(band for band in self.bands if band.sex is sex)

    def name(self, field: Field) -> str:
        """Return a field's head as the file writes it."""
        return self.written[self.fields[field]]


@dataclass(frozen=True, slots=True)
class HeadRows:
    """Where the heads stand: the first of their rows, the one below them, and their words."""

    first: int
    below: int
    cells: tuple[str, ...]


def find_heads(rows: Sequence[Sequence[str]]) -> HeadRows | None:
    """Find the rows that head columns of ages; None where there are none.

    Rows that leave no age out come first: numbers below 男 may be ages, or people.
    """
    best, most = None, (False, 0, 0, -DEPTH - 1)
    for first in range(min(HEADS_WITHIN, len(rows))):
        for depth in range(1, min(DEPTH, len(rows) - first) + 1):
            cells = _joined(rows[first : first + depth])
            bands = sum(1 for cell in cells if (ages := ages_of(cell)) and ages.sex)
            if bands < LEAST_BANDS:
                continue
            known = len({found for cell in cells if (found := field_of(cell))})
            rank = (not read_heads(cells, first + depth)[1], known, bands, -depth)
            if rank > most:
                best, most = HeadRows(first, first + depth, cells), rank
    return best


def read_heads(cells: Sequence[str], row: int) -> tuple[Heads, list[Problem]]:
    """Read the words of the heads, and say what about them cannot be read."""
    written = tuple(" ".join(cell.split()) for cell in cells)
    fields: dict[Field, int] = {}
    areas: list[int] = []
    bands: list[Band] = []
    problems: list[Problem] = []
    unused: list[str] = []
    for column, head in enumerate(written):
        field, ages = field_of(head), ages_of(head)
        if field is Field.AREA and head not in {written[at] for at in areas}:
            areas.append(column)
            fields.setdefault(field, column)
        elif field in fields:
            problems.append(Problem(row, head, "同じ意味の列が2つあります。1つにしてください。"))
        elif field:
            fields[field] = column
        elif ages:
            bands.append(_band(column, head, ages))
        elif what := _could_hide(head):
            problems.append(Problem(row, head, what))
        elif head:
            unused.append(head)
    counted, checks = _apart(bands)
    known = {*counted, *(check.whole for check in checks)}
    unused += [band.head for band in bands if band not in known]
    heads = Heads(fields, counted, written, tuple(unused), tuple(areas), checks)
    return heads, problems or _all_that_is_missing(heads, row)


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Write heads of several rows as one: a merged cell heads all columns below it."""
    wide = max((len(row) for row in rows), default=0)
    found = [(*row, *[""] * (wide - len(row))) for row in rows]
    words = list(found[-1])
    for above in reversed(found[:-1]):
        over = ""
        for column in range(wide):
            over = above[column] if above[column].strip() else over if words[column] else ""
            words[column] = _over_and_under(over, words[column])
    return tuple(words)


def _over_and_under(over: str, under: str) -> str:
    """Join two heads, one above the other; the lower one alone where that says it all."""
    if not over.strip() or not under.strip():
        return under if under.strip() else over
    both = f"{over} {under}"
    if over.strip()[-1].isdigit() and under.strip()[0].isdigit():
        return under
    if field_of(both) or ages_of(both):
        return both
    return under if field_of(under) or ages_of(under) else both


def _band(column: int, head: str, ages: Ages) -> Band:
    return Band(column, head, ages.sex, ages.first, ages.last)


def _apart(bands: Sequence[Band]) -> tuple[tuple[Band, ...], tuple[Check, ...]]:
    """Part the columns to count from those that others add up to."""
    checks: list[Check] = []
    counted: list[Band] = []
    for band in bands:
        same = [other for other in bands if other.sex is band.sex and other is not band]
        parts = _tiles(band, same) if band.sex else ()
        if parts:
            checks.append(Check(band, parts))
        elif band.sex:
            counted.append(band)
    for band in (one for one in bands if one.sex is None):
        sides = [
            _tiles(band, [b for b in counted if b.sex is sex], full=True) for sex in PopulationSex
        ]
        if all(sides):
            checks.append(Check(band, (*sides[0], *sides[1])))
    return tuple(counted), tuple(checks)


def _tiles(band: Band, others: Sequence[Band], *, full: bool = False) -> tuple[Band, ...]:
    """Return the narrower columns that make up a band; `full` lets one as wide stand for it."""
    found: list[Band] = []
    at = band.first
    while at <= band.last:
        fits = [
            one
            for one in others
            if one.first == at
            and one.last <= band.last
            and (full or one.last - one.first < band.last - band.first)
        ]
        if not fits:
            return ()
        narrow = min(fits, key=lambda one: one.last)
        found.append(narrow)
        at = narrow.last + 1
        if band.first == AGE_UNKNOWN:
            break
    return tuple(found)


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


def _all_that_is_missing(heads: Heads, row: int) -> list[Problem]:
    for sex, other in (tuple(PopulationSex), tuple(PopulationSex)[::-1]):
        if heads.of(sex) and not heads.of(other):
            what = (
                f"{sex.label}の列だけの表です。{other.label}の列もある表を使ってください。"
                "男性と女性が別のシートや別のファイルなら、1つの表にまとめてください。"
            )
            return [Problem(row, "", what)]
    return [*_missing_fields(heads.fields, row), *_gaps(heads, row)]


def _missing_fields(fields: dict[Field, int], row: int) -> Iterator[Problem]:
    for field in REQUIRED:
        if field not in fields:
            yield Problem(row, NAMES[field][0], "この列がありません。列を足してください。")


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
