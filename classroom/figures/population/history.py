"""What was imported and when, what it replaced, and a day of population as its page shows it."""

from collections import defaultdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.figures.population import queries
from classroom.figures.population.day_table import laid_out
from classroom.figures.population.models import (
    Population,
    PopulationImport,
    PopulationProjection,
    PopulationReplaced,
    PopulationUndo,
)
from classroom.figures.population.values import DayTable, ImportedCount, ImportLine, ReplacedDay
from classroom.rules.rate import KPI_AGE


def imports(db: Session) -> list[ImportLine]:
    """Return every import, the newest first: who, when, which days, and what it replaced."""
    undone_by = aliased(StaffMember)
    wanted = (
        select(PopulationImport, StaffMember.name, PopulationUndo, undone_by.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(PopulationImport.staff_member_id))
        .outerjoin(
            PopulationUndo, col(PopulationUndo.population_import_id) == col(PopulationImport.id)
        )
        .outerjoin(undone_by, col(undone_by.id) == col(PopulationUndo.staff_member_id))
        .order_by(col(PopulationImport.id).desc())
    )
    counts, replaced = _counts(db), _replaced(db)
    return [
        ImportLine(
            id=key(row),
            file_name=row.file_name,
            imported_at=row.imported_at,
            imported_by=name or "",
            is_projection=row.is_projection,
            counts=tuple(counts[key(row)]),
            replaced=tuple(replaced[key(row)]),
            undone_at=undo.undone_at if undo else None,
            undone_by=undoer or "",
        )
        for row, name, undo, undoer in db.exec(wanted)
    ]


def day_table(db: Session, municipality_code: str, on: date) -> DayTable | None:
    """Return a day that holds, by area and band, beside the day before it."""
    rows = queries.rows_of_day(db, municipality_code, on)
    if not rows:
        return None
    earlier_on = queries.last_day_before(db, municipality_code, on)
    before = queries.rows_of_day(db, municipality_code, earlier_on) if earlier_on else []
    wanted = (
        select(PopulationImport)
        .join(Population)
        .where(Population.municipality_code == municipality_code, Population.on == on)
        .limit(1)
    )
    taken = db.exec(wanted).one()
    return laid_out(rows, before, taken.file_name, taken.imported_at, _earlier(db, rows[0]))


def _earlier(db: Session, row: Any) -> tuple[ReplacedDay, ...]:
    """Return the other files that this day came in before, the newest first."""
    wanted = (
        select(PopulationImport.id, PopulationImport.file_name)
        .join(
            PopulationReplaced,
            col(PopulationReplaced.population_import_id) == col(PopulationImport.id),
        )
        .where(
            PopulationReplaced.on == row.on,
            PopulationReplaced.municipality_code == row.municipality_code,
        )
        .distinct()
        .order_by(col(PopulationImport.id).desc())
    )
    return tuple(ReplacedDay(row.on, name) for _, name in db.exec(wanted))


def _counts(db: Session) -> dict[int, list[ImportedCount]]:
    """Add up what each import said of each day: now, and of what no longer holds."""
    found: dict[int, list[ImportedCount]] = defaultdict(list)
    for table, holds in ((Population, True), (PopulationReplaced, False)):
        for day in db.execute(_by_import(table)):
            residents, aged = (
                (day.whole, day.whole_aged) if day.has_whole else (day.every, day.every_aged)
            )
            found[day.population_import_id].append(
                ImportedCount(day.on, day.code, day.municipality, int(residents), int(aged), holds)
            )
    undone = set(db.exec(select(PopulationUndo.population_import_id)))
    wanted = select(PopulationProjection).order_by(col(PopulationProjection.on))
    for row in db.exec(wanted):
        number = row.population_import_id
        code, holds = row.municipality_code, number not in undone
        found[number].append(ImportedCount(row.on, code, "", None, row.aged, holds))
    return found


def _by_import(table: type[Population | PopulationReplaced]) -> sa.Select[Any]:
    is_whole, is_aged = col(table.area) == "", col(table.age_from) >= KPI_AGE
    number = col(table.residents)

    def total(condition: sa.ColumnElement[bool]) -> Any:
        return sa.func.sum(sa.case((condition, number), else_=0))

    code = col(table.municipality_code)
    return (
        sa.select(
            col(table.population_import_id),
            col(table.on),
            code.label("code"),
            sa.func.max(col(table.municipality)).label("municipality"),
            sa.func.max(sa.case((is_whole, 1), else_=0)).label("has_whole"),
            total(is_whole).label("whole"),
            total(sa.and_(is_whole, is_aged)).label("whole_aged"),
            sa.func.sum(number).label("every"),
            total(is_aged).label("every_aged"),
        )
        .group_by(col(table.population_import_id), col(table.on), code)
        .order_by(col(table.on), code)
    )


def _replaced(db: Session) -> dict[int, list[ReplacedDay]]:
    """Return the days that each import replaced, and the files that they had come in."""
    by, came_in = (
        col(PopulationReplaced.replaced_by_id),
        col(PopulationReplaced.population_import_id),
    )
    wanted = (
        select(by, col(PopulationReplaced.on), col(PopulationImport.file_name))
        .join(PopulationImport, col(PopulationImport.id) == came_in)
        .where(by != came_in)
        .distinct()
        .order_by(col(PopulationReplaced.on))
    )
    found: dict[int, list[ReplacedDay]] = defaultdict(list)
    for number, on, name in db.exec(wanted):
        found[number].append(ReplacedDay(on, name))
    return found
