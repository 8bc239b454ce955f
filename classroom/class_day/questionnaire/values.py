"""What travels between the answers, their pages and the yearly sheet."""

from dataclasses import dataclass
from datetime import date, datetime

from classroom.class_day.questionnaire.rules import (
    FEW_PAIRS,
    LIKELY,
    Moment,
    Way,
    signed,
    span,
)


@dataclass(frozen=True, slots=True)
class Marks:
    """The answers to one topic, from 1 to 4; None where nothing was circled."""

    topic: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """A sheet as it was handed in. Without an enrolment it is nobody's."""

    moment: Moment
    way: Way
    marks: tuple[Marks, ...]
    satisfaction: int | None = None
    enrolment_id: int | None = None

    @property
    def is_empty(self) -> bool:
        answers = [answer for mark in self.marks for answer in (mark.before, mark.after)]
        return not any([*answers, self.satisfaction])


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet as the list of a session shows it."""

    id: int
    moment: Moment
    way: Way
    marks: tuple[Marks, ...]
    satisfaction: int | None
    name: str
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and whose it is: two answers of one person are a pair.

    `person` is the same for all sheets of an enrolment, in whichever of its sessions; an anonymous
    sheet is a person of its own. `order` tells which of two answers came first.
    """

    person: tuple[str, int]
    order: tuple[date, int]
    topic: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """How the answers of the same people changed, in steps from 1 to 4.

    The intervals hold the mean change with 80 and 95 per cent certainty (Student's t on paired
    differences); `by_chance` is the exact two-sided sign test: how often chance alone would part
    the changed pairs at least so unevenly.
    """

    pairs: int
    mean_before: float
    mean_after: float
    improved: int
    same: int
    worse: int
    within_80: tuple[float, float] | None
    within_95: tuple[float, float] | None
    by_chance: float

    @property
    def mean(self) -> float:
        """Return the mean change; above 0 is better."""
        return self.mean_after - self.mean_before

    @property
    def is_few(self) -> bool:
        return self.pairs < FEW_PAIRS

    @property
    def certainty(self) -> str:
        if self.is_few:
            return "10人に満たないので、参考です。"
        if self.by_chance < LIKELY:
            return "偶然だけでは起こりにくい差です。"
        return "偶然でも起こる程度の差です。"

    @property
    def shown_mean(self) -> str:
        return signed(self.mean)

    @property
    def spans(self) -> tuple[str, str]:
        return span(self.within_80), span(self.within_95)

    @property
    def in_full(self) -> "ShownChange":
        """Return the change with all its parts, for a page that hides nothing."""
        return ShownChange(self.pairs, (self.improved, self.same, self.worse), self)


@dataclass(frozen=True, slots=True)
class TopicResult:
    """A topic: the paired change where there is a pair, and answers without their other half."""

    topic: str
    change: Change | None
    only_before: int
    only_after: int


@dataclass(frozen=True, slots=True)
class QuestionnaireResults:
    """Answers of some days. `satisfaction` counts the four steps from よくなかった on.

    `sheets` counts papers, `sessions` the days that any are of. `together` is the change of people
    over all topics, each person once (`pairs` are people). `comments` counts words that were said.
    """

    first: date
    last: date
    sheets: int
    sessions: int
    topics: tuple[TopicResult, ...]
    together: Change | None
    satisfaction: tuple[int, int, int, int]
    comments: int

    @property
    def satisfied(self) -> int:
        return self.satisfaction[2] + self.satisfaction[3]

    @property
    def asked(self) -> int:
        return sum(self.satisfaction)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which answers are meant: days, and a session or a course if it is about one."""

    first: date
    last: date
    course_session_id: int | None = None
    course_id: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said in words; nobody knows on which sheet."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class SaidInSession:
    """What was said in words in a session."""

    course_session_id: int
    on: date
    title: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SessionCount:
    """A session and how many sheets it has."""

    course_session_id: int
    on: date
    title: str
    venue: str
    sheets: int


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change as a page shows it: improved, same, worse; None where it is hidden.

    `whole` is None where a part is hidden: its mean would tell the part.
    """

    pairs: int
    parts: tuple[int | None, ...]
    whole: Change | None


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic as a page shows it."""

    topic: str
    change: ShownChange | None
    only_before: int | None
    only_after: int | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ShownResults:
    """Results as a page shows them; `together` counts people, and is None for too few of them."""

    topics: tuple[ShownTopic, ...]
    together: ShownChange | None
    satisfaction: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class CourseResult:
    """What the sheets of a course come to."""

    course_id: int
    title: str
    found: QuestionnaireResults
