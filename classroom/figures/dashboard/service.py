"""The section head's screen, put together from the features below it."""

from datetime import date

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.dashboard import queries
from classroom.figures.dashboard.values import Board
from classroom.figures.outlook.service import outlook
from classroom.figures.report.service import kpi


def board(db: Session, settings: Settings, on: date) -> Board:
    found = kpi(db, settings, on)
    coming = queries.coming(db, on)
    return Board(
        kpi=found,
        outlook=outlook(db, settings, found),
        places=queries.places(db, settings.city_code, found.classes.first, on, coming),
        coming=coming,
    )
