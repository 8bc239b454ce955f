"""Reading the official counts."""

from datetime import date

from sqlmodel import Session, col, select

from classroom.db import key
from classroom.official.models import OfficialCount
from classroom.official.values import Official, OfficialLine
from classroom.rules.rate import percentage
from classroom.staff.models import StaffMember


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
        )
        for row, name in db.exec(wanted)
    ]


def official_count(db: Session, number: int) -> OfficialCount | None:
    """Return an official count that still holds."""
    found = db.get(OfficialCount, number)
    return found if found is not None and found.replaced_by_id is None else None
