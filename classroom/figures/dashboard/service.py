"""The section head's screen, put together from the features below it."""

from datetime import date

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.dashboard import queries
from classroom.figures.dashboard.values import Board
from classroom.figures.outlook.service import outlook
from classroom.figures.report.service import kpi


def board(
    db: Session,
    settings: Settings,
    on: date,
    *,
    published: bool = False,
    ahead_of: date | None = None,
) -> Board:
    """Put it together as of a day, with the classes from then on, or from another day."""
    found = kpi(db, settings, on, published=published)
    coming = queries.coming(db, ahead_of or on)
    return Board(
        kpi=found,
        outlook=outlook(db, settings, found),
        places=queries.places(db, settings.city_code, found.classes.first, on, coming),
        coming=coming,
    )
