"""The section head's screen, put together from the features below it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.figures.dashboard import queries
from classroom.figures.dashboard.values import Board
from classroom.figures.nowcast import service as nowcast
from classroom.figures.nowcast.queries import last_kept
from classroom.figures.nowcast.rules import ShownKind
from classroom.figures.nowcast.values import Shown
from classroom.figures.outlook.service import outlook
from classroom.figures.report.service import kpi
from classroom.rules.fiscal_year import end_of
from classroom.rules.months import first_of


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


def month_to_keep(db: Session, today: Board) -> date | None:
    """Return the last month's end if its figures are still to be kept, as 改定の記録 wants them.

    Whoever looks at today's figures first in a month has them kept, once.
    """
    ended = first_of(today.kpi.on) - timedelta(days=1)
    known = today.kpi.officials
    if not known or known[0].registered_on > ended:
        return None
    kept = last_kept(db)
    return None if kept is not None and kept >= ended else ended


def keep_month(db: Session, shown: Board, *, at: datetime) -> None:
    """Keep the figures of a month's end, as they are shown."""
    nowcast.keep_shown(db, _shown(shown), at=at)


def _shown(board: Board) -> Iterator[Shown]:
    found, on = board.kpi, board.kpi.on
    if now := found.nowcast:
        rates = (float(now.rate), float(now.low), float(now.high))
        yield Shown(on, ShownKind.NOWCAST, on, *rates)
    if found.estimate:
        yield Shown(on, ShownKind.ESTIMATE, on, float(found.estimate.rate))
    ends = {end_of(found.fiscal_year), end_of(found.target.fiscal_year)}
    for at in board.outlook.fan.points if board.outlook.fan else ():
        if at.on in ends and at.on > on:
            yield Shown(on, ShownKind.FORECAST, at.on, at.p50, at.p10, at.p90)
