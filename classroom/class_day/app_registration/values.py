"""What travels between the after-class page and its service."""

from dataclasses import dataclass
from datetime import date

from classroom.class_day.attendance.values import SessionHead
from classroom.rules.words.app import LADDER, Blocker, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """A stage someone reached; `course_session_id` is None where it was at the counter."""

    stage: Stage
    reached_on: date
    course_session_id: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is, as seen from one session (None: from the counter).

    `is_entered` tells that the session's result was entered, even if it is "not today".
    """

    participant_id: int
    name: str
    kana: str
    course_session_id: int | None = None
    is_walk_in: bool = False
    steps: tuple[Step, ...] = ()
    is_entered: bool = False
    blocker: Blocker | None = None

    @property
    def shown_name(self) -> str:
        """Return the name as written, or the kana until the kanji is known."""
        return self.name or self.kana

    def step(self, stage: Stage) -> Step | None:
        return next((step for step in self.steps if step.stage is stage), None)

    def is_here(self, stage: Stage) -> bool:
        """Tell whether this stage was reached here, so that it may be taken back here."""
        step = self.step(stage)
        return step is not None and step.course_session_id == self.course_session_id

    @property
    def state(self) -> str:
        """Return how the person stands in this session as one word: installed.entered.no_card.

        What was reached elsewhere is left out.
        """
        here = [stage for stage in Stage if self.is_here(stage)]
        entered = ["entered"] if self.is_entered else []
        return ".".join([*here, *entered, *([self.blocker] if self.blocker else [])])

    @property
    def furthest(self) -> Stage | None:
        return next((stage for stage in reversed(LADDER) if self.step(stage)), None)

    @property
    def was_registered_before(self) -> bool:
        return self.step(Stage.ALREADY) is not None

    @property
    def is_through(self) -> bool:
        """Tell whether nothing is left to do: every stage is reached, or it was so before."""
        return self.was_registered_before or self.furthest is LADDER[-1]

    @property
    def is_missing(self) -> bool:
        return not (self.is_entered or self.is_through)

    @property
    def may_have_blocker(self) -> bool:
        """Tell whether a reason makes sense: entered, and stopped before the end."""
        return self.is_entered and not self.is_through

    @property
    def lacks_reason(self) -> bool:
        return self.may_have_blocker and self.blocker is None


@dataclass(frozen=True, slots=True)
class AfterClass:
    """A session after it ended: everyone who came, in fixed 五十音 order."""

    session: SessionHead
    people: tuple[Progress, ...]
    registered_stage: Stage

    @property
    def newly_registered(self) -> int:
        """Return how many registered in this very session."""
        return sum(person.is_here(self.registered_stage) for person in self.people)

    @property
    def missing(self) -> int:
        return sum(person.is_missing for person in self.people)

    @property
    def without_reason(self) -> int:
        return sum(person.lacks_reason for person in self.people)
