"""Adding up a day of population, and comparing it with another: counts in, differences out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from classroom.figures.population.rules import AGE_UNKNOWN, SOON_AGED
from classroom.figures.population.values import (
    AreaChange,
    AreaGap,
    BandChange,
    CountChange,
    DayChange,
    PopulationRow,
    Residents,
)
from classroom.rules.rate import KPI_AGE

Rows = Sequence[PopulationRow]
_NOWHERE: Final = (None, None)


def rows_by_day(rows: Rows) -> dict[tuple[str, date], list[PopulationRow]]:
    """Return the rows of each municipality's days, in the order of both."""
    days: dict[tuple[str, date], list[PopulationRow]] = {}
    for row in rows:
        days.setdefault((row.municipality_code, row.on), []).append(row)
    return dict(sorted(days.items()))


def residents_by_day(rows: Rows) -> list[Residents]:
    """Add up each municipality's days: the whole-city row where there is one, else its areas."""
    return [added_up(of_day) for of_day in rows_by_day(rows).values()]


def added_up(rows: Rows) -> Residents:
    """Add up the rows of one day of one municipality."""
    counted = _counted(rows)
    return Residents(
        on=rows[0].on,
        municipality_code=rows[0].municipality_code,
        municipality=rows[0].municipality,
        residents=sum(row.residents for row in counted),
        aged=sum(row.residents for row in counted if row.age_from >= KPI_AGE),
    )


def compared(after: Rows, before: Rows, *, replaces: bool) -> DayChange:
    """Set a day beside another; `before` is empty where there is none."""
    return DayChange(
        residents=added_up(after),
        before=added_up(before) if before else None,
        replaces=replaces,
        bands=tuple(_bands(after, before)),
        areas=tuple(_areas(after, before)),
        gaps=tuple(_gaps(after)),
    )


def _counted(rows: Rows) -> Rows:
    return [row for row in rows if not row.area] or rows


def _bands(after: Rows, before: Rows) -> Iterator[BandChange]:
    """Compare from 65 on, in bands that begin at the same ages on both days."""
    starts = {row.age_from for row in after}
    if before:
        starts &= {row.age_from for row in before}
    common = sorted(start for start in starts if start >= SOON_AGED)
    new, old = _per_band(after, common), _per_band(before, common)
    for first, following in pairwise([*common, None]):
        if first is not None:
            change = CountChange(old[first] if before else None, new[first])
            yield BandChange(ages(first, following), change)


def _per_band(rows: Rows, starts: list[int]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for row in _counted(rows):
        if starts and row.age_from >= starts[0]:
            counts[starts[bisect_right(starts, row.age_from) - 1]] += row.residents
    return counts


def ages(first: int, following: int | None) -> str:
    """Name a band by its first age, and the first age of the band after it."""
    return f"{first}〜{following - 1}歳" if following else f"{first}歳以上"


def _areas(after: Rows, before: Rows) -> Iterator[AreaChange]:
    new, old = _per_area(after), _per_area(before)
    for area in sorted(new.keys() | old.keys()):
        was, now = old.get(area, _NOWHERE), new.get(area, _NOWHERE)
        aged, soon = (CountChange(*pair) for pair in zip(was, now, strict=True))
        yield AreaChange(area[1], aged, soon)


def _per_area(rows: Rows) -> dict[tuple[str, str], Sequence[int | None]]:
    """Count 70 and over, and 65 to 69, of each area by its code and name."""
    areas: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        if row.area:
            counts = areas.setdefault((row.area_code, row.area), [0, 0])
            if row.age_from >= SOON_AGED:
                counts[row.age_from < KPI_AGE] += row.residents
    return {**areas}


def _gaps(rows: Rows) -> Iterator[AreaGap]:
    """Say where the areas add up to something else than the whole city's own row."""
    whole, areas = [row for row in rows if not row.area], [row for row in rows if row.area]
    if not whole or not areas:
        return
    starts = sorted({row.age_from for row in rows})
    parts: list[tuple[str, int, int | None]] = [
        ("総人口", AGE_UNKNOWN, None),
        (f"{KPI_AGE}歳以上", KPI_AGE, None),
    ]
    for first, following in pairwise([*starts, None]):
        if first is not None and first != AGE_UNKNOWN:
            parts.append((ages(first, following), first, following))
    for name, first, following in parts:
        in_whole, in_areas = _between(whole, first, following), _between(areas, first, following)
        if in_whole != in_areas:
            yield AreaGap(name, in_whole, in_areas)


def _between(rows: Rows, first: int, following: int | None) -> int:
    return sum(
        row.residents
        for row in rows
        if row.age_from >= first and (following is None or row.age_from < following)
    )
