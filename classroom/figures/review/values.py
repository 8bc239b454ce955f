"""What travels between the indicators, the reports and their pages."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from classroom.figures.review.rules import (
    REGISTRATION_RATE,
    REVIEW_PARTS,
    Better,
    Goal,
    Kind,
    Measure,
    a_year_of,
)
from classroom.rules.fiscal_year import end_of, fiscal_year


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something is written, and by which staff member; nobody where a program does."""

    at: datetime
    by: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """実施事項: what is done for an action, and a word for each year of the plan."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionDetails:
    """取組事項 as someone wrote it."""

    title: str
    office: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """取組事項, as the city keeps it or as it is shipped; version 0 while nobody changed it."""

    number: int
    title: str = ""
    office: str = ""
    steps: tuple[Step, ...] = ()
    version: int = 0

    @property
    def label(self) -> str:
        """Return the action as the plan numbers it: （5）オープンデータの推進."""
        return f"（{self.number}）{self.title}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """計画の指標, as the city keeps it or as it is shipped; `title` is its action's."""

    code: str
    action: int
    goal: Goal
    title: str = ""
    name: str = ""
    is_flow: bool = False
    note: str = ""
    computed: str = ""
    position: int = 0
    is_active: bool = True
    version: int = 1

    @property
    def unit(self) -> str:
        return self.goal.unit

    @property
    def action_label(self) -> str:
        """Return the action as the plan numbers it: （4）デジタルデバイド対策."""
        return f"（{self.action}）{self.title}"

    @property
    def called(self) -> str:
        return f"（{self.action}）{self.name}"

    @property
    def is_ours(self) -> bool:
        return self.computed == REGISTRATION_RATE

    @property
    def usual_measure(self) -> Measure:
        return Measure.YEAR if self.is_flow else Measure.STOCK

    @property
    def has_gaps(self) -> bool:
        """Tell whether something must still be copied from the plan."""
        return not (self.name and self.title and self.goal.is_known)


@dataclass(frozen=True, slots=True)
class IndicatorDetails:
    """An indicator as someone wrote it."""

    name: str
    unit: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    better: Better = Better.HIGHER
    no_baseline: bool = False
    is_flow: bool = False
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class NewIndicator:
    """A further indicator of an action."""

    action: int
    details: IndicatorDetails


@dataclass(frozen=True, slots=True)
class ActualDetails:
    """An indicator's value of a fiscal year as someone entered it, with its reference day."""

    fiscal_year: int
    value: Decimal
    source: str
    reference_on: date
    measure: Measure = Measure.STOCK


@dataclass(frozen=True, slots=True)
class ActualLine:
    """A line of the list of entered values; a replaced one stays in it."""

    id: int
    code: str
    fiscal_year: int
    value: Decimal
    reference_on: date
    measure: Measure
    source: str
    entered_at: datetime
    entered_by: str
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class Actual:
    """An indicator's value of a fiscal year as the sheet shows it.

    `entered`: how many values of that year were ever entered. `of`: the people counted and those
    they are a part of, where it is a rate of ours.
    """

    value: Decimal
    source: str
    on: date
    measure: Measure = Measure.STOCK
    is_estimate: bool = False
    entered: int = 0
    of: tuple[int, int] | None = None

    @property
    def a_year(self) -> Decimal:
        """Return the value that is rated: of a running sum, what a whole year makes of it."""
        return a_year_of(self.value, self.on, self.measure)

    @property
    def path_on(self) -> date:
        """Return the day on which the path is looked at: a year's sum closes the year."""
        is_sum = self.measure is not Measure.STOCK
        return end_of(fiscal_year(self.on)) if is_sum else self.on


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What an action did in a fiscal year, and so on; version 0 while nothing is written."""

    done: str = ""
    issues: str = ""
    next_steps: str = ""
    opinions: str = ""
    version: int = 0

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        texts = (self.done, self.issues, self.next_steps, self.opinions)
        return tuple(zip(REVIEW_PARTS, texts, strict=True))


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
