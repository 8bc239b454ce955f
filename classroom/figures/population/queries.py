"""Reading the population: the newest denominator, and every imported day.

What the dashboard asks is prebuilt: to build it anew took a tenth of the request (`kpi-page`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, ask
from classroom.figures.population.models import (
    Population,
    PopulationImport,
    PopulationProjection,
    PopulationReplaced,
    PopulationUndo,
)
from classroom.figures.population.rules import SOON_AGED
from classroom.figures.population.values import (
    AreaResidents,
    BandResidents,
    Denominator,
    ImportedDay,
    PopulationRow,
    ProjectedDay,
    ProjectionRow,
    ReplacedDay,
    Residents,
)
from classroom.rules.rate import KPI_AGE

OWN, CODE = (sa.bindparam(name, type_=sa.String()) for name in ("own", "code"))
UNTIL, ON = (sa.bindparam(name, type_=sa.Date()) for name in ("until", "on"))
_OF_DAY: Final = (col(Population.on) == ON, col(Population.municipality_code) == CODE)


def denominator(db: Session, own_code: str, until: date) -> Denominator | None:
    """Return the newest imported population of 70 and over, up to a day.

    It is the own municipality's; while none of that was imported at all, what there is stands in
    under its own name, so that a city trying the program with another's file sees figures.
    """
    is_own = has_own(db, own_code)
    newest = _newest_day(db, own_code, until)
    if newest is None:
        return None
    (day,) = _counted(db, [newest])
    whose = "" if is_own else day.residents.municipality or "ほかの市区町村"
    source = f"{whose}の人口 {day.file_name}" if whose else day.file_name
    return Denominator(day.residents.aged, day.residents.on, source, whose)


def by_area(db: Session, own_code: str, until: date) -> list[AreaResidents]:
    """Return the areas of the newest imported day, up to a day, in the order of their codes.

    Empty where that day was imported for the whole city only. The day is the denominator's.
    """
    newest = _newest_day(db, own_code, until)
    if newest is None:
        return []
    return [
        AreaResidents(newest.on, line.code, line.name, line.residents, line.aged, line.soon)
        for line in ask(db, _by_area(), on=newest.on, code=newest.municipality_code)
    ]


def by_band(db: Session, own_code: str, until: date) -> list[BandResidents]:
    """Return the bands of the newest imported day, up to a day: both sexes of the whole city.

    年齢不詳 comes first, as AGE_UNKNOWN. The day is the denominator's.
    """
    newest = _newest_day(db, own_code, until)
    if newest is None:
        return []
    found = ask(db, _by_band(bool(newest.has_whole)), on=newest.on, code=newest.municipality_code)
    return [BandResidents(newest.on, line.age, line.residents) for line in found]


def projected(db: Session, own_code: str) -> list[ProjectedDay]:
    """Return the own municipality's projected days, the first one first; days gone by among them.

    Of a day that several files project, the newest file that was not taken back holds.
    """
    wanted = (
        select(PopulationProjection, PopulationImport.file_name)
        .join(PopulationImport)
        .where(
            PopulationProjection.municipality_code == own_code,
            col(PopulationImport.id).not_in(sa.select(col(PopulationUndo.population_import_id))),
        )
        .order_by(col(PopulationProjection.on), col(PopulationImport.id))
    )
    newest = {
        row.on: ProjectedDay(row.on, row.aged, row.from_65_to_69, name)
        for row, name in db.exec(wanted)
    }
    return list(newest.values())


def imported_days(db: Session) -> list[ImportedDay]:
    """Return every day of population in the database, the newest first."""
    return _counted(db, ask(db, _by_day()).all())


def last_day_before(db: Session, municipality_code: str, day: date) -> date | None:
    """Return the last imported day of a municipality before a day."""
    wanted = select(sa.func.max(Population.on)).where(
        Population.municipality_code == municipality_code, Population.on < day
    )
    return db.exec(wanted).one()


def has_day(db: Session, municipality_code: str, day: date) -> bool:
    """Tell whether a municipality's population of a day is in the database."""
    wanted = select(Population.id).where(
        Population.municipality_code == municipality_code, Population.on == day
    )
    return db.exec(wanted.limit(1)).first() is not None


def rows_of_day(db: Session, municipality_code: str, day: date) -> list[PopulationRow]:
    """Return the counts of a municipality's day as they hold now."""
    wanted = sa.select(*_columns(Population)).where(
        col(Population.municipality_code) == municipality_code, col(Population.on) == day
    )
    return [PopulationRow(*row) for row in db.execute(wanted)]


def rows_taken_back(db: Session, number: int) -> tuple[PopulationRow, ...]:
    """Return the counts of an import that was taken back."""
    wanted = sa.select(*_columns(PopulationReplaced)).where(
        col(PopulationReplaced.population_import_id) == number,
        col(PopulationReplaced.replaced_by_id) == number,
    )
    return tuple(PopulationRow(*row) for row in db.execute(wanted))


def projection_rows(db: Session, number: int) -> tuple[ProjectionRow, ...]:
    """Return the days of an imported projection."""
    wanted = (
        select(PopulationProjection)
        .where(PopulationProjection.population_import_id == number)
        .order_by(col(PopulationProjection.on))
    )
    return tuple(
        ProjectionRow(row.on, row.municipality_code, row.aged, row.from_65_to_69)
        for row in db.exec(wanted)
    )


def is_undone(db: Session, number: int) -> bool:
    """Tell whether an import was taken back."""
    wanted = select(PopulationUndo.id).where(PopulationUndo.population_import_id == number)
    return db.exec(wanted).first() is not None


def replaced_since(db: Session, number: int) -> ReplacedDay | None:
    """Return the first day of an import that a newer one replaced, and the newer one's file."""
    wanted = (
        select(col(PopulationReplaced.on), col(PopulationImport.file_name))
        .join(
            PopulationImport,
            col(PopulationImport.id) == col(PopulationReplaced.replaced_by_id),
        )
        .where(
            PopulationReplaced.population_import_id == number,
            PopulationReplaced.replaced_by_id != number,
        )
        .order_by(col(PopulationReplaced.on))
    )
    found = db.exec(wanted.limit(1)).first()
    return ReplacedDay(*found) if found else None


def _columns(table: type[Population | PopulationReplaced]) -> list[Any]:
    return [col(getattr(table, name)) for name in PopulationRow.__slots__]


def has_own(db: Session, own_code: str) -> bool:
    """Tell whether any population of the own municipality was imported."""
    return bool(ask(db, _has_own(), own=own_code).scalar_one())


@cache
def _has_own() -> sa.Select[tuple[bool]]:
    return sa.select(sa.exists().where(col(Population.municipality_code) == OWN))


def _newest_day(db: Session, own_code: str, until: date) -> Any:
    if has_own(db, own_code):
        return ask(db, _newest(is_own=True), own=own_code, until=until).first()
    return ask(db, _newest(is_own=False), until=until).first()


@cache
def _newest(*, is_own: bool) -> sa.Select[Any]:
    wanted = _by_day().where(col(Population.on) <= UNTIL).limit(1)
    return wanted.where(col(Population.municipality_code) == OWN) if is_own else wanted


@cache
def _by_area() -> sa.Select[Any]:
    area, age = col(Population.area), col(Population.age_from)
    return (
        sa.select(
            col(Population.area_code).label("code"),
            area.label("name"),
            sa.func.sum(col(Population.residents)).label("residents"),
            _sum_where(age >= KPI_AGE).label("aged"),
            _sum_where(sa.and_(age >= SOON_AGED, age < KPI_AGE)).label("soon"),
        )
        .where(*_OF_DAY, area != "")
        .group_by(col(Population.area_code), area)
        .order_by(col(Population.area_code), area)
    )


@cache
def _by_band(has_whole: bool) -> RowSelect:  # noqa: FBT001  cached by it
    age, is_whole = col(Population.age_from), col(Population.area) == ""
    return (
        sa.select(age.label("age"), sa.func.sum(col(Population.residents)).label("residents"))
        .where(*_OF_DAY, is_whole if has_whole else ~is_whole)
        .group_by(age)
        .order_by(age)
    )


def _sum_where(condition: sa.ColumnElement[bool]) -> Any:
    return sa.func.sum(sa.case((condition, col(Population.residents)), else_=0))


@cache
def _by_day() -> sa.Select[Any]:
    """Add up each day: the whole-city row and the areas apart."""
    is_whole = col(Population.area) == ""
    is_aged = col(Population.age_from) >= KPI_AGE
    return (
        sa.select(
            col(Population.on),
            col(Population.municipality_code),
            sa.func.max(col(Population.municipality)).label("municipality"),
            sa.func.max(col(Population.population_import_id)).label("import_id"),
            sa.func.max(sa.case((is_whole, 1), else_=0)).label("has_whole"),
            _sum_where(is_whole).label("whole"),
            _sum_where(sa.and_(is_whole, is_aged)).label("whole_aged"),
            sa.func.sum(col(Population.residents)).label("every"),
            _sum_where(is_aged).label("every_aged"),
        )
        .group_by(col(Population.on), col(Population.municipality_code))
        .order_by(col(Population.on).desc(), col(Population.municipality_code))
    )


def _counted(db: Session, days: Sequence[Any]) -> list[ImportedDay]:
    """Take the whole-city row of each day where there is one, else the sum of its areas."""
    files = _files(db, {day.import_id for day in days})
    return [
        ImportedDay(
            Residents(
                on=day.on,
                municipality_code=day.municipality_code,
                municipality=day.municipality,
                residents=int(day.whole if day.has_whole else day.every),
                aged=int(day.whole_aged if day.has_whole else day.every_aged),
            ),
            files[day.import_id].file_name,
            files[day.import_id].imported_at,
        )
        for day in days
    ]


def _files(db: Session, numbers: Iterable[int]) -> dict[int, Any]:
    return {line.id: line for line in ask(db, _of_files(), numbers=list(numbers))}


@cache
def _of_files() -> RowSelect:
    numbers: sa.BindParameter[int] = sa.bindparam("numbers", expanding=True)
    file = PopulationImport
    wanted = sa.select(col(file.id), col(file.file_name), col(file.imported_at))
    return wanted.where(col(file.id).in_(numbers))
