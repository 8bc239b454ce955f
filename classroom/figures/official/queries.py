"""Reading the official counts."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.figures.official.models import OfficialCount, OfficialFile
from classroom.figures.official.values import (
    Believed,
    FileLine,
    Official,
    OfficialDetails,
    OfficialLine,
)
from classroom.figures.population.queries import denominator, has_own
from classroom.figures.population.values import Denominator, RateChange
from classroom.rules.rate import percentage, rounded


def officials(db: Session, until: date) -> list[Official]:
    """Return the official counts that hold, up to a day, in the order of their days."""
    wanted = (
        select(OfficialCount)
        .where(
            col(OfficialCount.replaced_by_id).is_(None),
            col(OfficialCount.registered_on) <= until,
        )
        .order_by(col(OfficialCount.registered_on), col(OfficialCount.id))
    )
    return [
        Official(
            rate=percentage(row.registered, row.population),
            registered=row.registered,
            population=row.population,
            registered_on=row.registered_on,
            population_on=row.population_on,
            source=row.source,
            day_is_sure=row.day_is_sure,
        )
        for row in db.exec(wanted)
    ]


def official_lines(db: Session) -> list[OfficialLine]:
    """Return every official count ever entered, the newest day and the newest value first."""
    wanted = (
        select(OfficialCount, StaffMember.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(OfficialCount.staff_member_id))
        .order_by(col(OfficialCount.registered_on).desc(), col(OfficialCount.id).desc())
    )
    rows = db.exec(wanted).all()
    files = files_of(db, [key(row) for row, _ in rows])
    return [
        OfficialLine(
            id=key(row),
            rate=percentage(row.registered, row.population),
            registered=row.registered,
            population=row.population,
            registered_on=row.registered_on,
            population_on=row.population_on,
            source=row.source,
            entered_at=row.entered_at,
            entered_by=name or "",
            is_replaced=row.replaced_by_id is not None,
            note=row.note,
            replaced_by_id=row.replaced_by_id,
            files=files.get(key(row), ()),
            day_is_sure=row.day_is_sure,
        )
        for row, name in rows
    ]


def history_of(db: Session, day: date) -> list[OfficialLine]:
    """Return every value of a day, the newest first, and those of other days it was corrected to.

    A correction may have moved a count to another day or from one.
    """
    lines = official_lines(db)
    wanted: set[int | None] = set()
    found: set[int | None] = {line.id for line in lines if line.registered_on == day}
    while not found <= wanted:
        wanted |= found
        found = {line.replaced_by_id for line in lines if line.id in wanted} - {None}
        found |= {line.id for line in lines if line.replaced_by_id in wanted - {None}}
    return sorted((line for line in lines if line.id in wanted), key=lambda line: -line.id)


def files_of(db: Session, official_count_ids: Sequence[int]) -> dict[int, tuple[FileLine, ...]]:
    """Return the files kept with counts, the first one first, without reading their contents."""
    file = OfficialFile
    wanted = (
        sa.select(
            col(file.official_count_id),
            col(file.id),
            col(file.name),
            col(file.size),
            col(file.digest),
            col(file.kept_at),
            sa.func.coalesce(col(StaffMember.name), ""),
        )
        .outerjoin(StaffMember, col(StaffMember.id) == col(file.staff_member_id))
        .where(col(file.official_count_id).in_(official_count_ids))
        .order_by(col(file.id))
    )
    found: dict[int, tuple[FileLine, ...]] = {}
    for number, *line in db.execute(wanted):
        found[number] = (*found.get(number, ()), FileLine(*line))
    return found


def file(db: Session, number: int) -> OfficialFile | None:
    return db.get(OfficialFile, number)


def any_count(db: Session, number: int) -> OfficialCount | None:
    """Return an official count, replaced or not."""
    return db.get(OfficialCount, number)


def believed(
    db: Session, own_code: str, details: OfficialDetails, corrects: int | None
) -> Believed:
    """Return what a new count is set beside: the official rate before it, and the population.

    Only the own municipality's imported population counts, of the newest day up to its own.
    """
    wanted = (
        select(OfficialCount)
        .where(
            col(OfficialCount.replaced_by_id).is_(None),
            col(OfficialCount.registered_on) < details.registered_on,
            col(OfficialCount.id) != (corrects or 0),
        )
        .order_by(col(OfficialCount.registered_on).desc(), col(OfficialCount.id).desc())
    )
    row = db.exec(wanted.limit(1)).first()
    imported = denominator(db, own_code, details.population_on) if has_own(db, own_code) else None
    return Believed(
        rate=percentage(row.registered, row.population) if row else None,
        population=imported.residents if imported else None,
    )


def rate_beside(
    db: Session, today: date, now: Denominator | None, new: Denominator
) -> RateChange | None:
    """Say what a new denominator does to the rate; the newer of each two days counts."""
    counts = officials(db, today)
    if not counts:
        return None
    latest = counts[-1]
    given = Denominator(latest.population, latest.population_on, latest.source)
    imported = now if now and now.on > new.on else new
    before, after = _newer(given, now), _newer(given, imported)
    if not before.residents or not after.residents:
        return None
    return RateChange(
        registered=latest.registered,
        registered_on=latest.registered_on,
        before=rounded(percentage(latest.registered, before.residents)),
        before_population=before.residents,
        after=rounded(percentage(latest.registered, after.residents)),
        after_population=after.residents,
    )


def _newer(given: Denominator, imported: Denominator | None) -> Denominator:
    return imported if imported and imported.on > given.on else given


def official_count(db: Session, number: int) -> OfficialCount | None:
    """Return an official count that still holds."""
    found = db.get(OfficialCount, number)
    return found if found is not None and found.replaced_by_id is None else None
