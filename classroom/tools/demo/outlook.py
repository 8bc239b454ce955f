"""An assumption of the outlook that the fictitious town has settled."""

from datetime import datetime

from sqlmodel import Session

from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.service import save_assumptions

ENTRY_RATE = 47.0


def fill_outlook(db: Session, planner: int, at: datetime) -> None:
    """Save one value with its reason, as a coordinator would."""
    note = "受付で聞いた65〜69歳の方のうち、およそ半分弱が登録済みだったため（架空）"
    save_assumptions(db, {Key.ENTRY: ENTRY_RATE}, note, at=at, by=planner)
