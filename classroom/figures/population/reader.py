"""Reading 地域・年齢別人口 of 自治体標準オープンデータセット: bytes in, counts or reasons out.

Columns stand in any order. Nothing is taken from a file in which anything does not add up.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from classroom.figures.population.heads import Band, Field, Heads, is_head_row, read_heads
from classroom.figures.population.municipality import municipality_code
from classroom.figures.population.rules import (
    AREA_CODE_MAX,
    AREA_MAX,
    MUNICIPALITY_MAX,
    PopulationSex,
)
from classroom.figures.population.sheet import HEADS_WITHIN, Unreadable, count, records, unreadable
from classroom.figures.population.values import PopulationRow, PopulationTable, Problem
from classroom.rules.era import parse_date
from classroom.rules.text import clean_line, fold_dashes, nfkc

_WHOLE: Final = frozenset({"", "市全域", "全域", "全市", "市全体", "総数", "合計", "計", "総計"})
_TIME: Final = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$|現在$")
_NONE_COUNTED: Final = frozenset({"", "-"})


def read_population(content: bytes, own_code: str, slack: int = 0) -> PopulationTable:
    """Read a population file; a file without code columns is the city's own.

    `slack` is by how many people a total may miss its parts: projections are rounded one by one.
    Raises Unreadable with all its problems.
    """
    cells_of = records(content)
    at = next((n for n, cells in enumerate(cells_of[:HEADS_WITHIN]) if is_head_row(cells)), None)
    if at is None:
        raise unreadable(
            "見出しの行が見つかりません。地域・年齢別人口のCSVファイルかどうか確かめてください。"
        )
    heads, problems = read_heads(cells_of[at], at + 1)
    if problems:
        raise Unreadable(problems)
    reader = _Reader(heads, own_code, slack)
    for number, cells in enumerate(cells_of[at + 1 :], at + 2):
        if any(cell.strip() for cell in cells):
            reader.read(number, cells)
    if not reader.places and not reader.problems:
        raise unreadable("見出しの下に、人口の行がありません。")
    if reader.problems:
        raise Unreadable(reader.problems)
    digest = hashlib.sha256(content).hexdigest()
    return PopulationTable(tuple(reader.rows), heads.unused, digest)


@dataclass(frozen=True, slots=True)
class _Place:
    """Whose people a row counts, and when."""

    on: date
    municipality_code: str
    municipality: str
    area_code: str
    area: str


class _Reader:
    """Takes a file row by row, keeping what was read and every problem met."""

    def __init__(self, heads: Heads, own_code: str, slack: int) -> None:
        self.heads, self.own_code, self.slack = heads, own_code, slack
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
            on = read_day(self._text(cells, Field.ON))
        except ValueError as problem:
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
        text = cells[column] if column < len(cells) else ""
        if band and fold_dashes(nfkc(text)).strip() in _NONE_COUNTED:
            return 0
        people = count(text)
        if people is None:
            head = self.heads.written[column]
            shown = fold_dashes(nfkc(text)).strip()[:20]
            self.problems.append(Problem(number, head, f"「{shown}」は人数として読めません。"))
        return people or 0

    def _sums(
        self, number: int, counts: dict[Band, int], totals: dict[Field, int]
    ) -> Iterator[Problem]:
        for field, sex in ((Field.MALE, PopulationSex.MALE), (Field.FEMALE, PopulationSex.FEMALE)):
            total = totals[field]
            found = sum(residents for band, residents in counts.items() if band.sex is sex)
            if abs(found - total) > self.slack:
                yield Problem(
                    number,
                    self.heads.name(field),
                    f"{total:,}人ですが、年齢ごとの{sex.label}をたすと{found:,}人です。",
                )
        both = totals[Field.MALE] + totals[Field.FEMALE]
        if abs(both - totals[Field.TOTAL]) > self.slack:
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


def read_day(text: str) -> date:
    """Read a day as offices write it, with Excel's time or 現在 behind it.

    Raises ValueError with a sentence.
    """
    if not text:
        raise ValueError("空です。日付を入れてください。")
    return parse_date(_TIME.sub("", nfkc(text).strip()))
