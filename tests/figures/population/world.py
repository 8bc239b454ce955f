"""A town of two districts in a few rows, and one of everything that the figures' routes name."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from sqlmodel import Session

from classroom.core.db import key
from classroom.figures.nowcast import service as nowcast
from classroom.figures.nowcast.models import SpecialPeriod
from classroom.figures.nowcast.rules import PeriodKind
from classroom.figures.nowcast.values import PeriodDetails
from classroom.figures.official import service as official
from classroom.figures.official.values import KeptFile, OfficialDetails
from classroom.figures.population import service
from classroom.figures.population.rules import PopulationSex
from classroom.figures.population.values import PopulationRow, PopulationTable
from tests import make

OWN, NAME = "042145", "東松島市"
DAY = make.TODAY - timedelta(days=30)
AREAS = (("01", "矢本"), ("02", "宮戸"))
# Men and women of each band: an area of 500, and one of 50.
SIZES = {"矢本": 50, "宮戸": 5}
STARTS = (0, 60, 65, 70, 75)


def rows(on: date = DAY, more: int = 0, *, whole: bool = False) -> list[PopulationRow]:
    """Return a day; `more` men of 70 to 74 live in the second district."""
    parts = [
        PopulationRow(on, OWN, NAME, code, area, sex, start, SIZES[area])
        for code, area in AREAS
        for sex in PopulationSex
        for start in STARTS
    ]
    grown = [_more(row, more) for row in parts]
    return [*_whole(grown), *grown] if whole else grown


def table(*days: list[PopulationRow]) -> PopulationTable:
    """Return a file of these days."""
    return PopulationTable(tuple(row for day in days for row in day), (), "0" * 64)


def take(db: Session, *days: list[PopulationRow], name: str = "人口.csv") -> int:
    """Import a file of these days."""
    return key(service.import_population(db, table(*days), name, make.NOW, None))


def csv_of(*days: list[PopulationRow], more_heads: tuple[str, ...] = ()) -> bytes:
    """Write days in the standard heads, with further columns at the end."""
    closed = [f"{first}-{after - 1}歳" for first, after in pairwise(STARTS)]
    ages = [*closed, f"{STARTS[-1]}歳以上"]
    bands = [f"{age}の{sex.label}" for age in ages for sex in PopulationSex]
    heads = ["全国地方公共団体コード", "地域コード", "地方公共団体名", "年月日", "地域名"]
    lines = [",".join([*heads, "総人口", "男性", "女性", *bands, *more_heads])]
    for day in days:
        places = dict.fromkeys((row.area_code, row.area) for row in day)
        for place in places:
            here = [row for row in day if (row.area_code, row.area) == place]
            found = {(row.age_from, row.sex): row.residents for row in here}
            counts = [found[start, sex] for start in STARTS for sex in PopulationSex]
            men, women = sum(counts[::2]), sum(counts[1::2])
            cells = [OWN, place[0], NAME, day[0].on.isoformat(), place[1], men + women, men, women]
            lines.append(",".join(map(str, [*cells, *counts, *("" for _ in more_heads)])))
    return "\n".join(lines).encode()


def figures_world(db: Session) -> dict[str, object]:
    """Make what the pages of the population and of the official counts need."""
    undone = take(db, rows(DAY - timedelta(days=30)))
    service.undo_import(db, undone, at=make.NOW, by=None)
    details = OfficialDetails(DAY, DAY, 100, 220, "県")
    count = official.add_official(db, details, at=make.NOW, by=None, today=make.TODAY)
    file = official.keep_file(
        db, key(count), KeptFile("県のメール.txt", b"100"), at=make.NOW, by=None
    )
    return {
        "population_import": take(db, rows()),
        "undone_import": undone,
        "counted_on": DAY.isoformat(),
        "official_file": key(file),
        "special_period": key(_period(db)),
    }


def _period(db: Session) -> SpecialPeriod:
    day = DAY - timedelta(days=5)
    details = PeriodDetails(day, day, PeriodKind.CLEANING, -12, "古い登録の整理")
    return nowcast.add_period(db, details, at=make.NOW, by=None, today=make.TODAY)


def _more(row: PopulationRow, more: int) -> PopulationRow:
    grows = row.area == AREAS[1][1] and row.age_from == STARTS[3]
    is_man = row.sex is PopulationSex.MALE
    return replace(row, residents=row.residents + more) if grows and is_man else row


def _whole(parts: list[PopulationRow]) -> list[PopulationRow]:
    sums: dict[tuple[PopulationSex, int], int] = {}
    for row in parts:
        sums[row.sex, row.age_from] = sums.get((row.sex, row.age_from), 0) + row.residents
    return [
        PopulationRow(parts[0].on, OWN, NAME, "", "", sex, start, residents)
        for (sex, start), residents in sums.items()
    ]
