"""Reading the special periods."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.core.staff.models import StaffMember
from classroom.figures.nowcast.models import SpecialPeriod
from classroom.figures.nowcast.values import PeriodDetails, PeriodLine


def periods(db: Session, until: date) -> tuple[PeriodDetails, ...]:
    """Return the special periods that hold and have begun by a day, in their order."""
    row = SpecialPeriod
    wanted = (
        sa.select(col(row.first), col(row.last), col(row.kind), col(row.people), col(row.note))
        .where(col(row.withdrawn_at).is_(None), col(row.first) <= until)
        .order_by(col(row.first), col(row.id))
    )
    return tuple(PeriodDetails(*line) for line in db.execute(wanted))


def period_lines(db: Session) -> list[PeriodLine]:
    """Return every special period ever entered, the newest first; withdrawn ones too."""
    wanted = (
        select(SpecialPeriod, StaffMember.name)
        .outerjoin(StaffMember, col(StaffMember.id) == col(SpecialPeriod.staff_member_id))
        .order_by(col(SpecialPeriod.first).desc(), col(SpecialPeriod.id).desc())
    )
    return [
        PeriodLine(
            id=key(row),
            details=PeriodDetails(row.first, row.last, row.kind, row.people, row.note),
            entered_at=row.entered_at,
            entered_by=name or "",
            withdrawn_at=row.withdrawn_at,
        )
        for row, name in db.exec(wanted)
    ]
