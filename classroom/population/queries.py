"""Reading the population: the newest denominator, and every imported day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.db import key
from classroom.population.models import Population, PopulationImport
from classroom.population.values import Denominator, ImportedDay, Residents
from classroom.rules.rate import KPI_AGE


def denominator(db: Session, own_code: str, until: date) -> Denominator | None:
    """Return the newest imported population of 70 and over, up to a day.

    It is the own municipality's; while none of that was imported at all, what there is stands in
    under its own name, so that a city trying the program with another's file sees figures.
    """
    own = col(Population.municipality_code) == own_code
    has_own = db.execute(sa.select(sa.exists().where(own))).scalar_one()
    wanted = _by_day().where(col(Population.on) <= until)
    newest = db.execute((wanted.where(own) if has_own else wanted).limit(1)).first()
    if newest is None:
        return None
    (day,) = _counted(db, [newest])
    source = day.file_name if has_own else f"{day.residents.municipality}の人口 {day.file_name}"
    return Denominator(day.residents.aged, day.residents.on, source)


def imported_days(db: Session) -> list[ImportedDay]:
    """Return every day of population in the database, the newest first."""
    return _counted(db, db.execute(_by_day()).all())


def last_day_before(db: Session, municipality_code: str, day: date) -> Residents | None:
    """Return the last imported day of a municipality before a day."""
    wanted = _by_day().where(
        col(Population.municipality_code) == municipality_code, col(Population.on) < day
    )
    newest = db.execute(wanted.limit(1)).first()
    return _counted(db, [newest])[0].residents if newest else None


def has_day(db: Session, municipality_code: str, day: date) -> bool:
    """Tell whether a municipality's population of a day is in the database."""
    wanted = select(Population.id).where(
        Population.municipality_code == municipality_code, Population.on == day
    )
    return db.exec(wanted.limit(1)).first() is not None


def _by_day() -> sa.Select[Any]:
    """Add up each day: the whole-city row and the areas apart."""
    is_whole = col(Population.area) == ""
    is_aged = col(Population.age_from) >= KPI_AGE
    number = col(Population.residents)

    def total(*conditions: sa.ColumnElement[bool]) -> Any:
        return sa.func.sum(sa.case((sa.and_(*conditions), number), else_=0))

    return (
        sa.select(
            col(Population.on),
            col(Population.municipality_code),
            sa.func.max(col(Population.municipality)).label("municipality"),
            sa.func.max(col(Population.population_import_id)).label("import_id"),
            sa.func.max(sa.case((is_whole, 1), else_=0)).label("has_whole"),
            total(is_whole).label("whole"),
            total(is_whole, is_aged).label("whole_aged"),
            sa.func.sum(number).label("every"),
            total(is_aged).label("every_aged"),
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


def _files(db: Session, numbers: Iterable[int]) -> dict[int, PopulationImport]:
    wanted = select(PopulationImport).where(col(PopulationImport.id).in_(list(numbers)))
    return {key(row): row for row in db.exec(wanted)}
