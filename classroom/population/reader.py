"""Reading 地域・年齢別人口 of 自治体標準オープンデータセット: bytes in, counts or reasons out.

UTF-8 with or without BOM, UTF-16 with BOM, or CP932; commas or tabs; columns in any order. Nothing
is taken from a file in which anything does not add up.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final

from classroom.errors import Refusal
from classroom.population.heads import Band, Field, Heads, is_head_row, read_heads
from classroom.population.municipality import municipality_code
from classroom.population.rules import (
    AREA_CODE_MAX,
    AREA_MAX,
    COUNT_MAX,
    MUNICIPALITY_MAX,
    PopulationSex,
)
from classroom.population.values import PopulationRow, PopulationTable, Problem, Residents
from classroom.rules.era import EraError, parse_date
from classroom.rules.rate import KPI_AGE
from classroom.rules.text import clean_line, fold_dashes, nfkc

HEADS_WITHIN: Final = 20
"""Titles and notes may stand above the heads, but not more rows than this."""

_WHOLE: Final = frozenset({"", "市全域", "全域", "全市", "市全体", "総数", "合計", "計", "総計"})
_TIME: Final = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$|現在$")
_NUMBER: Final = re.compile(r"\d+(?:\.0+)?")
_NONE_COUNTED: Final = frozenset({"", "-"})


class Unreadable(Refusal):
    """A file that was not taken in, with every reason. Its text is the first, for one line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = f"ほかにも{len(problems) - 1}か所あります。" if len(problems) > 1 else ""
        super().__init__(f"{problems[0].sentence}{more}何も取り込んでいません。")


def read_population(content: bytes, own_code: str) -> PopulationTable:
    """Read a population file; a file without code columns is the city's own.

    Raises Unreadable with all its problems.
    """
    records = _records(_decoded(content))
    at = next((n for n, cells in enumerate(records[:HEADS_WITHIN]) if is_head_row(cells)), None)
    if at is None:
        raise _unreadable(
            "見出しの行が見つかりません。地域・年齢別人口のCSVファイルかどうか確かめてください。"
        )
    heads, problems = read_heads(records[at], at + 1)
    if problems:
        raise Unreadable(problems)
    reader = _Reader(heads, own_code)
    for number, cells in enumerate(records[at + 1 :], at + 2):
        if any(cell.strip() for cell in cells):
            reader.read(number, cells)
    if not reader.places and not reader.problems:
        raise _unreadable("見出しの下に、人口の行がありません。")
    if reader.problems:
        raise Unreadable(reader.problems)
    return PopulationTable(tuple(reader.rows))


def residents_by_day(rows: Sequence[PopulationRow]) -> list[Residents]:
    """Add up each municipality's days: the whole-city row where there is one, else its areas."""
    days: dict[tuple[str, date], list[PopulationRow]] = {}
    for row in rows:
        days.setdefault((row.municipality_code, row.on), []).append(row)
    return [_residents(of_day) for _, of_day in sorted(days.items(), key=lambda item: item[0])]


def _residents(rows: list[PopulationRow]) -> Residents:
    whole = [row for row in rows if not row.area]
    counted = whole or rows
    return Residents(
        on=rows[0].on,
        municipality_code=rows[0].municipality_code,
        municipality=rows[0].municipality,
        residents=sum(row.residents for row in counted),
        aged=sum(row.residents for row in counted if row.age_from >= KPI_AGE),
    )


def _unreadable(what: str) -> Unreadable:
    return Unreadable([Problem(None, "", what)])


def _decoded(content: bytes) -> str:
    if content.startswith(b"PK"):
        raise _unreadable("Excelのファイルです。Excelで「CSV UTF-8」として保存し直してください。")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    else:
        codings = ["utf-8-sig", "cp932"]
    for coding in codings:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise _unreadable("文字を読めません。「CSV UTF-8」として保存し直してください。")


def _records(text: str) -> list[list[str]]:
    plain = text.replace("\0", "")
    top = "".join(plain.splitlines()[:HEADS_WITHIN])
    mark = "\t" if top.count("\t") > top.count(",") else ","
    try:
        return list(csv.reader(StringIO(plain, newline=""), delimiter=mark))
    except csv.Error:
        raise _unreadable("CSVの形がくずれています。Excelで開いて保存し直してください。") from None


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose people a row counts, and when."""

    on: date
    municipality_code: str
    municipality: str
    area_code: str
    area: str


class _BadCellError(ValueError):
    """A cell that cannot be read; its text says why."""


class _Reader:
    """Takes a file row by row, keeping what was read and every problem met."""

    def __init__(self, heads: Heads, own_code: str) -> None:
        self.heads, self.own_code = heads, own_code
        self.rows: list[PopulationRow] = []
        self.problems: list[Problem] = []
        self.places: dict[tuple[date, str, str, str], int] = {}

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Read one row of the file."""
        before = len(self.problems)
        place = self._place(number, cells)
        counts = {band: self._count(number, cells, band.column, band) for band in self.heads.bands}
        totals = {
            field: self._total(number, cells, field)
            for field in (Field.TOTAL, Field.MALE, Field.FEMALE)
        }
        if len(self.problems) == before and place is not None:
            self.problems.extend(self._sums(number, counts, totals))
            self._keep(number, place, counts)
        is_wrong = len(self.problems) > before
        self.problems.extend(self._too_long(number, cells, is_wrong=is_wrong))

    def _keep(self, number: int, place: _Place, counts: dict[Band, int]) -> None:
        key = (place.on, place.municipality_code, place.area_code, place.area)
        if first := self.places.get(key):
            self.problems.append(
                Problem(number, self.heads.name(Field.ON), f"{first}行目と同じ日の同じ地域です。")
            )
        self.places.setdefault(key, number)
        for band, residents in counts.items():
            self.rows.append(
                PopulationRow(
                    on=place.on,
                    municipality_code=place.municipality_code,
                    municipality=place.municipality,
                    area_code=place.area_code,
                    area=place.area,
                    sex=band.sex,
                    age_from=band.first,
                    residents=residents,
                )
            )

    def _too_long(self, number: int, cells: Sequence[str], *, is_wrong: bool) -> Iterator[Problem]:
        """Explain a row whose cells were pushed along; empty ones at its end alone do no harm."""
        beyond = cells[len(self.heads.written) :]
        if any(cell.strip() for cell in beyond) or (is_wrong and beyond):
            yield Problem(
                number,
                self.heads.written[-1],
                "列の数が見出しより多いです。3桁区切りのカンマがあれば、なくしてください。",
            )

    def _place(self, number: int, cells: Sequence[str]) -> _Place | None:
        try:
            on = _day(self._text(cells, Field.ON))
        except _BadCellError as problem:
            self._problem(number, Field.ON, str(problem))
            return None
        written = self._text(cells, Field.CODE)
        code = municipality_code(written) if written else self.own_code
        if code is None:
            self._problem(number, Field.CODE, "市区町村のコードとして読めません。")
            return None
        municipality = self._text(cells, Field.MUNICIPALITY)
        area_code, area = self._text(cells, Field.AREA_CODE), self._text(cells, Field.AREA)
        if area in _WHOLE or area == municipality:
            area_code = area = ""
        place = _Place(on, code, municipality, area_code, area)
        return place if self._fits(number, place) else None

    def _fits(self, number: int, place: _Place) -> bool:
        limits: tuple[tuple[Field, str, int], ...] = (
            (Field.MUNICIPALITY, place.municipality, MUNICIPALITY_MAX),
            (Field.AREA_CODE, place.area_code, AREA_CODE_MAX),
            (Field.AREA, place.area, AREA_MAX),
        )
        for field, text, most in limits:
            if len(text) > most:
                self._problem(number, field, f"{most}文字までにしてください。")
                return False
        return True

    def _total(self, number: int, cells: Sequence[str], field: Field) -> int:
        if not self._text(cells, field):
            self._problem(number, field, "空です。人数を入れてください。")
            return 0
        return self._count(number, cells, self.heads.fields[field])

    def _count(
        self, number: int, cells: Sequence[str], column: int, band: Band | None = None
    ) -> int:
        """Read a count; in a band nothing and a dash mean none, and the sums are the proof."""
        text = fold_dashes(nfkc(cells[column] if column < len(cells) else "")).strip()
        plain = text.replace(",", "").replace(" ", "").removesuffix("人")
        if band and plain in _NONE_COUNTED:
            return 0
        if not _NUMBER.fullmatch(plain) or int(plain.split(".")[0]) > COUNT_MAX:
            head = self.heads.written[column]
            self.problems.append(Problem(number, head, f"「{text[:20]}」は人数として読めません。"))
            return 0
        return int(plain.split(".")[0])

    def _sums(
        self, number: int, counts: dict[Band, int], totals: dict[Field, int]
    ) -> Iterator[Problem]:
        for field, sex in ((Field.MALE, PopulationSex.MALE), (Field.FEMALE, PopulationSex.FEMALE)):
            total = totals[field]
            found = sum(residents for band, residents in counts.items() if band.sex is sex)
            if found != total:
                yield Problem(
                    number,
                    self.heads.name(field),
                    f"{total:,}人ですが、年齢ごとの{sex.label}をたすと{found:,}人です。",
                )
        both = totals[Field.MALE] + totals[Field.FEMALE]
        if both != totals[Field.TOTAL]:
            yield Problem(
                number,
                self.heads.name(Field.TOTAL),
                f"{totals[Field.TOTAL]:,}人ですが、男性と女性をたすと{both:,}人です。",
            )

    def _problem(self, number: int, field: Field, what: str) -> None:
        self.problems.append(Problem(number, self.heads.name(field), what))

    def _text(self, cells: Sequence[str], field: Field) -> str:
        column = self.heads.fields.get(field, len(cells))
        return clean_line(cells[column]) if column < len(cells) else ""


def _day(text: str) -> date:
    if not text:
        raise _BadCellError("空です。日付を入れてください。")
    try:
        return parse_date(_TIME.sub("", nfkc(text).strip()))
    except EraError as problem:
        raise _BadCellError(str(problem)) from None
