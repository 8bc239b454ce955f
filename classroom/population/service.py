"""Taking in population files."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from classroom.db import key
from classroom.population import queries
from classroom.population.models import Population, PopulationImport
from classroom.population.reader import residents_by_day
from classroom.population.rules import FILE_NAME_MAX
from classroom.population.values import DayChange, PopulationTable, Residents


def changes(db: Session, table: PopulationTable) -> list[DayChange]:
    """Return what importing a table would change, day by day. Writes nothing."""
    days = residents_by_day(table.rows)
    return [
        DayChange(
            residents=day,
            before=_before(db, day, days),
            replaces=queries.has_day(db, day.municipality_code, day.on),
        )
        for day in days
    ]


def _before(db: Session, day: Residents, days: Sequence[Residents]) -> Residents | None:
    """Return the last day before this one, of the same file or of the database."""
    code = day.municipality_code
    known = [other for other in days if other.municipality_code == code and other.on < day.on]
    stored = queries.last_day_before(db, code, day.on)
    return max([*known, *([stored] if stored else [])], key=lambda other: other.on, default=None)


def import_population(
    db: Session,
    table: PopulationTable,
    file_name: str,
    at: datetime,
    by: int | None,
) -> PopulationImport:
    """Keep a population file. A day that was imported before gets the new counts.

    The record of the earlier import stays.
    """
    record = PopulationImport(
        file_name=file_name[:FILE_NAME_MAX], imported_at=at, staff_member_id=by
    )
    db.add(record)
    db.flush()
    for on, code in {(row.on, row.municipality_code) for row in table.rows}:
        db.execute(
            sa.delete(Population).where(
                col(Population.on) == on, col(Population.municipality_code) == code
            )
        )
    db.execute(
        sa.insert(Population),
        [
            {
                "population_import_id": key(record),
                "on": row.on,
                "municipality_code": row.municipality_code,
                "municipality": row.municipality,
                "area_code": row.area_code,
                "area": row.area,
                "sex": row.sex,
                "age_from": row.age_from,
                "residents": row.residents,
            }
            for row in table.rows
        ],
    )
    return record
