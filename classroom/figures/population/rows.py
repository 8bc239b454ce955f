"""Reading the rows of one table of population: whose people, on which day, how many of each age."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from classroom.figures.population.days import Day, WhichNumber, read_survey_day
from classroom.figures.population.head_words import Field, ages_of
from classroom.figures.population.heads import Band, Heads
from classroom.figures.population.municipality import is_same, municipality_code
from classroom.figures.population.rules import (
    AREA_CODE_MAX,
    AREA_MAX,
    MUNICIPALITY_MAX,
    PopulationSex,
)
from classroom.figures.population.sheet import count, is_kept_back
from classroom.figures.population.totals import counts_nobody_here
from classroom.figures.population.values import Problem
from classroom.rules.text import clean_line, fold_dashes, nfkc

_NONE_COUNTED: Final = frozenset({"", "-"})
_TOTALS: Final = (Field.TOTAL, Field.MALE, Field.FEMALE)
_OTHER_HEADS: Final = 4

Counts = dict[tuple[PopulationSex, int], int]
"""Residents by sex and by the first age of their band."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose people a row counts, and when; `is_whole` where the table says: of the whole city."""

    on: date
    municipality_code: str
    municipality: str
    area_code: str
    area: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A row that was read; `counts` is None where they are kept back, as `why` says by cells."""

    number: int
    place: Place
    counts: Counts | None
    why: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for every row of a table: whose it is, its day if no column says it, rounding."""

    own_code: str
    city: str
    on: date | None = None
    month_first: bool | None = None
    slack: int = 0


@dataclass(slots=True)
class Sheet:
    """What the rows of a table gave: rows, problems, and what was passed over."""

    rows: list[Read] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    not_counted: list[str] = field(default_factory=list)
    months: list[date] = field(default_factory=list)


def said(number: int, name: str) -> str:
    """Name a row as staff find it."""
    return f"{number}行目「{name}」" if name else f"{number}行目"


class RowReader:
    """Takes a table row by row, keeping what was read and every problem met."""

    def __init__(self, heads: Heads, known: Known) -> None:
        self.heads, self.known = heads, known
        self.found = Sheet()
        self.columns = [
            *(band.column for band in heads.bands),
            *(heads.fields[one] for one in _TOTALS if one in heads.fields),
        ]
        self.above = ""

    def read(self, number: int, cells: Sequence[str]) -> None:
        """Read one row: people, or a note, a unit or an empty row, which are passed over."""
        if not any(cell.strip() for cell in cells) or tuple(cells) == self.heads.written:
            return
        area = self._area(cells)
        if self._is_no_count(cells):
            if area and not _is_note(area, cells):
                self.found.empty.append(said(number, area))
            return
        if counts_nobody_here(area):
            self.found.not_counted.append(said(number, area))
            return
        if sum(1 for cell in cells if (ages := ages_of(cell)) and ages.sex) >= _OTHER_HEADS:
            self._add(number, "", "ここから別の表が始まっています。1つの表だけにしてください。")
            return
        self._read(number, cells, area)

    def day_text(self, cells: Sequence[str]) -> str:
        """Return what a row says of its day; nothing for a row that counts nobody."""
        return "" if self._is_no_count(cells) else self._text(cells, Field.ON)

    def _read(self, number: int, cells: Sequence[str], area: str) -> None:
        before = len(self.found.problems)
        place = self._place(number, cells, area)
        if place and self._is_kept_back(cells):
            why = self._why(number, cells)
            self.found.rows.append(Read(number, place, None, why))
            return
        counts = {band: self._count(number, cells, band.column, band) for band in self.heads.bands}
        totals = {one: self._total(number, cells, one) for one in _TOTALS}
        if len(self.found.problems) == before and place is not None:
            wrong = list(self._sums(number, cells, counts, totals))
            if wrong and self._has_dash(cells):
                self.found.rows.append(Read(number, place, None, tuple(wrong)))
                return
            self.found.problems.extend(wrong)
            self.found.rows.append(Read(number, place, _by_age(counts)))
        is_wrong = len(self.found.problems) > before
        self.found.problems.extend(self._too_long(number, cells, is_wrong=is_wrong))

    def _is_no_count(self, cells: Sequence[str]) -> bool:
        """Tell a note or a row of units from a row of counts."""
        texts = [nfkc(cells[at]).strip() for at in self.columns if at < len(cells)]
        filled = [text for text in texts if text]
        return not any(any(c.isdigit() for c in text) or is_kept_back(text) for text in filled)

    def _is_kept_back(self, cells: Sequence[str]) -> bool:
        texts = [cells[at] for at in self.columns if at < len(cells)]
        unread = [one for one in texts if count(one) is None and not self._is_none(one)]
        return bool(unread) and all(is_kept_back(one) for one in unread)

    def _has_dash(self, cells: Sequence[str]) -> bool:
        return any(
            fold_dashes(nfkc(cells[at])).strip() == "-" for at in self.columns if at < len(cells)
        )

    @staticmethod
    def _is_none(text: str) -> bool:
        return fold_dashes(nfkc(text)).strip() in _NONE_COUNTED

    def _too_long(self, number: int, cells: Sequence[str], *, is_wrong: bool) -> Iterator[Problem]:
        """Explain a row whose cells were pushed along; empty ones at its end alone do no harm."""
        beyond = cells[len(self.heads.written) :]
        if any(cell.strip() for cell in beyond) or (is_wrong and beyond):
            yield Problem(
                number,
                self.heads.written[-1],
                "列の数が見出しより多いです。3桁区切りのカンマがあれば、なくしてください。",
            )

    def _area(self, cells: Sequence[str]) -> str:
        """Return the name of the area; a wider area's stands once, above the narrower ones."""
        names = [clean_line(cells[at]) if at < len(cells) else "" for at in self.heads.areas]
        if len(names) > 1:
            if names[0]:
                self.above = names[0]
            elif any(names):
                names[0] = self.above
        return " ".join(dict.fromkeys(name for name in names if name))

    def _place(self, number: int, cells: Sequence[str], area: str) -> Place | None:
        on = self._day(number, cells)
        written = self._text(cells, Field.CODE)
        code = municipality_code(written) if written else self.known.own_code
        if code is None:
            self._problem(number, Field.CODE, "市区町村のコードとして読めません。")
        if on is None or code is None:
            return None
        municipality = self._text(cells, Field.MUNICIPALITY)
        if (
            municipality
            and not written
            and self.known.city
            and not is_same(municipality, self.known.city)
        ):
            code = ""  # another municipality's, and nobody knows its code
        is_whole = self._is_whole(area, municipality)
        area_code = "" if is_whole else self._text(cells, Field.AREA_CODE)
        name = municipality or (self.known.city if code == self.known.own_code else "")
        place = Place(on, code, name, area_code, area, is_whole)
        return place if self._fits(number, place) else None

    def _is_whole(self, area: str, municipality: str) -> bool:
        plain = re.sub(r"\s", "", nfkc(area))
        names = {re.sub(r"\s", "", nfkc(name)) for name in (municipality, self.known.city) if name}
        return not plain or any(
            re.fullmatch(rf"(?:.{{2,3}}[都道府県])?{re.escape(name)}", plain) for name in names
        )

    def _day(self, number: int, cells: Sequence[str]) -> date | None:
        text = self._text(cells, Field.ON)
        if self.known.on and not text:
            return self.known.on
        try:
            day = read_survey_day(text, month_first=self.known.month_first)
        except WhichNumber:
            raise
        except ValueError as problem:
            self._problem(number, Field.ON, str(problem))
            return None
        return self._month(day)

    def _month(self, day: Day) -> date:
        if not day.is_month:
            return day.on
        given = self.known.on
        if given and given != day.on and (given.year, given.month) == (day.on.year, day.on.month):
            return given
        self.found.months.append(day.on)
        return day.on

    def _fits(self, number: int, place: Place) -> bool:
        limits: tuple[tuple[Field, str, int], ...] = (
            (Field.MUNICIPALITY, place.municipality, MUNICIPALITY_MAX),
            (Field.AREA_CODE, place.area_code, AREA_CODE_MAX),
            (Field.AREA, place.area, AREA_MAX),
        )
        for one, text, most in limits:
            if len(text) > most:
                self._problem(number, one, f"{most}文字までにしてください。")
                return False
        return True

    def _total(self, number: int, cells: Sequence[str], one: Field) -> int:
        if not self._text(cells, one):
            self._problem(number, one, "空です。人数を入れてください。")
            return 0
        return self._count(number, cells, self.heads.fields[one])

    def _count(
        self, number: int, cells: Sequence[str], column: int, band: Band | None = None
    ) -> int:
        """Read a count; in a band nothing and a dash mean none, and the sums are the proof."""
        text = cells[column] if column < len(cells) else ""
        if band and self._is_none(text):
            return 0
        people = count(text)
        if people is None:
            self.found.problems.append(self._no_count(number, column, text))
        return people or 0

    def _no_count(self, number: int, column: int, text: str) -> Problem:
        shown = fold_dashes(nfkc(text)).strip()[:20]
        return Problem(number, self.heads.written[column], f"「{shown}」は人数として読めません。")

    def _why(self, number: int, cells: Sequence[str]) -> tuple[Problem, ...]:
        return tuple(
            self._no_count(number, at, cells[at])
            for at in self.columns
            if at < len(cells) and is_kept_back(cells[at])
        )

    def _sums(
        self,
        number: int,
        cells: Sequence[str],
        counts: dict[Band, int],
        totals: dict[Field, int],
    ) -> Iterator[Problem]:
        for one, sex in ((Field.MALE, PopulationSex.MALE), (Field.FEMALE, PopulationSex.FEMALE)):
            total = totals[one]
            found = sum(residents for band, residents in counts.items() if band.sex is sex)
            if abs(found - total) > self.known.slack:
                what = f"{total:,}人ですが、年齢ごとの{sex.label}をたすと{found:,}人です。"
                yield Problem(number, self.heads.name(one), what)
        both, total = totals[Field.MALE] + totals[Field.FEMALE], totals[Field.TOTAL]
        if abs(both - total) > self.known.slack:
            what = f"{total:,}人ですが、男性と女性をたすと{both:,}人です。"
            yield Problem(number, self.heads.name(Field.TOTAL), what)
        yield from self._checked(number, cells)

    def _checked(self, number: int, cells: Sequence[str]) -> Iterator[Problem]:
        """Hold columns like 65歳以上 against the columns that they repeat."""
        for check in self.heads.checks:
            text = cells[check.whole.column] if check.whole.column < len(cells) else ""
            whole = count(text)
            parts = sum(
                count(cells[part.column]) or 0 for part in check.parts if part.column < len(cells)
            )
            if whole is not None and abs(whole - parts) > self.known.slack:
                what = f"{whole:,}人ですが、その年齢の列をたすと{parts:,}人です。"
                yield Problem(number, check.whole.head, what)

    def _problem(self, number: int, one: Field, what: str) -> None:
        self._add(number, self.heads.name(one) if one in self.heads.fields else "", what)

    def _add(self, number: int, column: str, what: str) -> None:
        self.found.problems.append(Problem(number, column, what))

    def _text(self, cells: Sequence[str], one: Field) -> str:
        column = self.heads.fields.get(one, len(cells))
        return clean_line(cells[column]) if column < len(cells) else ""


def _by_age(counts: dict[Band, int]) -> Counts:
    """Add single years up to the five-year bands of the standard; other bands stay."""
    found: Counter[tuple[PopulationSex, int]] = Counter()
    for band, residents in counts.items():
        is_year = band.first == band.last and band.first >= 0
        if band.sex:
            found[band.sex, band.first - band.first % 5 if is_year else band.first] += residents
    return dict(found)


def _is_note(area: str, cells: Sequence[str]) -> bool:
    alone = sum(1 for cell in cells if cell.strip()) == 1
    return bool(re.match(r"[※＊*(（注]|資料|出典|備考|単位", area)) or (
        alone and len(area) > AREA_MAX // 4
    )
