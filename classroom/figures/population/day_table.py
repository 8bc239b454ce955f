"""Laying out a day of population: by area and band, men and women, beside the day before it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Final

from classroom.figures.population.comparing import added_up, ages
from classroom.figures.population.rules import PopulationSex
from classroom.figures.population.values import (
    AgedOfArea,
    AgedOfBand,
    DayTable,
    PopulationRow,
    ReplacedDay,
)

Rows = Sequence[PopulationRow]
SHOWN: Final = (70, 75, 80, 85, 90)
"""The first ages of the bands of a page; the last has no end."""
COMING: Final = 65
BANDS: Final = tuple(ages(first, after) for first, after in pairwise([*SHOWN, None]) if first)


def laid_out(
    rows: Rows,
    before: Rows,
    file_name: str,
    imported_at: datetime,
    earlier: tuple[ReplacedDay, ...],
) -> DayTable:
    """Lay out a day; `before` is empty where there is no day before it."""
    return DayTable(
        residents=added_up(rows),
        before=added_up(before) if before else None,
        file_name=file_name,
        imported_at=imported_at,
        bands=tuple(_bands(rows, before)),
        areas=tuple(_areas(rows, before)),
        earlier=earlier,
    )


def _bands(rows: Rows, before: Rows) -> Iterator[AgedOfBand]:
    whole = [row for row in rows if not row.area] or rows
    old = [row for row in before if not row.area] or before
    for first, following in pairwise([COMING, *SHOWN, None]):
        if first is not None:
            men, women = (_count(whole, first, following, sex) for sex in PopulationSex)
            was = _count(old, first, following) if before else None
            yield AgedOfBand(ages(first, following), men, women, was)


def _areas(rows: Rows, before: Rows) -> Iterator[AgedOfArea]:
    old = _by_area(before)
    for place, of_area in sorted(_by_area(rows).items()):
        counts = [
            _count(of_area, first, following)
            for first, following in pairwise([*SHOWN, None])
            if first is not None
        ]
        men, women = (_count(of_area, SHOWN[0], None, sex) for sex in PopulationSex)
        was = _count(old[place], SHOWN[0], None) if place in old else None
        yield AgedOfArea(place[1], tuple(counts), men, women, was)


def _by_area(rows: Rows) -> dict[tuple[str, str], list[PopulationRow]]:
    found: dict[tuple[str, str], list[PopulationRow]] = {}
    for row in rows:
        if row.area:
            found.setdefault((row.area_code, row.area), []).append(row)
    return found


def _count(rows: Rows, first: int, following: int | None, sex: PopulationSex | None = None) -> int:
    """Add up the bands that begin within these ages."""
    return sum(
        row.residents
        for row in rows
        if row.age_from >= first
        and (following is None or row.age_from < following)
        and sex in (None, row.sex)
    )
