"""What travels between the special periods, the 推計 and their pages."""

from dataclasses import dataclass
from datetime import date, datetime

from classroom.figures.nowcast.rules import PeriodKind


@dataclass(frozen=True, slots=True)
class PeriodDetails:
    """A special period as it is entered; `people` more registrants (fewer: negative) if known."""

    first: date
    last: date
    kind: PeriodKind
    people: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A special period with who entered it, and when it was withdrawn, if it was."""

    id: int
    details: PeriodDetails
    entered_at: datetime
    entered_by: str
    withdrawn_at: datetime | None
