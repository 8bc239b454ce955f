"""What travels between the indicators, the reports and their pages."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from classroom.figures.review.rules import REGISTRATION_RATE, Better, Goal, Kind


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something is written, and by which staff member; nobody where a program does."""

    at: datetime
    by: int | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """計画の指標, as the city keeps it or as it is shipped."""

    code: str
    action: int
    goal: Goal
    title: str = ""
    name: str = ""
    unit: str = ""
    computed: str = ""
    position: int = 0
    is_active: bool = True
    version: int = 1

    @property
    def action_label(self) -> str:
        """Return the action as the plan numbers it: （4）デジタルデバイド対策."""
        return f"（{self.action}）{self.title}"

    @property
    def is_ours(self) -> bool:
        return self.computed == REGISTRATION_RATE

    @property
    def has_gaps(self) -> bool:
        """Tell whether something must still be copied from the plan."""
        return not (self.name and self.title and self.goal.is_known)


@dataclass(frozen=True, slots=True)
class IndicatorDetails:
    """An indicator as someone wrote it."""

    title: str
    name: str
    unit: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    better: Better = Better.HIGHER
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """A further indicator of an action."""

    action: int
    details: IndicatorDetails


@dataclass(frozen=True, slots=True)
class ActualDetails:
    """An indicator's value of a fiscal year as someone entered it."""

    fiscal_year: int
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class ActualLine:
    """A line of the list of entered values; a replaced one stays in it."""

    id: int
    code: str
    fiscal_year: int
    value: Decimal
    source: str
    entered_at: datetime
    entered_by: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Actual:
    """An indicator's value of a fiscal year as the sheet shows it."""

    value: Decimal
    source: str
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class ReviewText:
    """課題 and 次年度の取組 of an indicator in a fiscal year; version 0 while there is none."""

    issues: str = ""
    next_steps: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class EditionLine:
    """A frozen edition in a list."""

    id: int
    kind: Kind
    period: str
    number: int
    note: str
    made_at: datetime
    made_by: str
    program_version: str

    @property
    def name(self) -> str:
        return f"第{self.number}版"


@dataclass(frozen=True, slots=True)
class Files:
    """The files of an edition, made when it was frozen."""

    pdf: bytes
    xlsx: bytes
