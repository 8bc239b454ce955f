"""What people did in a period, one line a fact, each with the cell of every way.

A fact has its person, its day and where it was. But for visits everybody has one fact a measure at
most, so parts add up to wholes: who came is placed by the first visit of the period, who reached a
stage by when and where it, or one beyond it, was first reached. District and device are as
recorded today, the age is that of the period's last day. Who stood where, `registrations` says.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from classroom.figures.registrations.rules import BAND_CODES, UNKNOWN_AGE, Standing
from classroom.figures.results.rules import COUNTER, NONE, Measure, Then, Way, month_key, reaches
from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.bands import ToldBand


@dataclass(frozen=True, slots=True)
class Where:
    """When something happened, and at which session, or at the counter."""

    on: date
    session_id: int | None = None
    course_id: int | None = None
    venue_id: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who did something in the period, as they stood on its last day.

    `reached` is where each stage, or one beyond it, was first reached; `step` is the first stage of
    all in the period; `age` is a place in BAND_CODES, or below nought.
    """

    participant_id: int
    age: int
    told_band: ToldBand | None
    district_id: int | None
    device: str
    standing: Standing
    reached: Mapping[Stage, Where]
    already: Where | None
    step: Where | None

    @property
    def furthest(self) -> str:
        """The last stage of the ladder that somebody is at."""
        return next((stage.value for stage in reversed(LADDER) if self.standing.step(stage)), NONE)

    @property
    def band(self) -> str:
        """The age band shown; of who may be under 70, what was told."""
        if self.age >= 0:
            return BAND_CODES[self.age]
        return (self.told_band or ToldBand.UNKNOWN).value


@dataclass(frozen=True, slots=True)
class Stop:
    """What stopped somebody at a session; `registered` is when and where they did, known today."""

    participant_id: int
    where: Where
    blocker: str
    registered: Where | None

    @property
    def is_settled(self) -> bool:
        """Tell whether they were registered by the end of the very class that stopped them."""
        if self.registered is None:
            return False
        same = self.registered.session_id == self.where.session_id
        return self.registered.on < self.where.on or (self.registered.on == self.where.on and same)


@dataclass(frozen=True, slots=True)
class Fact:
    """That a person did something somewhere, and the cell of each way in which it counts."""

    person: Person
    where: Where
    cells: Mapping[Way, str]


def _fact(person: Person, where: Where, stop: Stop | None) -> Fact:
    then = Then.REGISTERED if stop and stop.registered else Then.OPEN
    cells = {
        Way.MONTH: month_key(where.on),
        Way.DISTRICT: NONE if person.district_id is None else str(person.district_id),
        Way.BAND: person.band,
        Way.COURSE: COUNTER if where.course_id is None else str(where.course_id),
        Way.VENUE: COUNTER if where.venue_id is None else str(where.venue_id),
        Way.DEVICE: person.device,
        Way.BLOCKER: stop.blocker if stop else NONE,
        Way.REACHED: person.furthest,
        Way.THEN: then.value if stop else NONE,
    }
    return Fact(person, where, cells)


class Facts:
    """The facts of a period; `visits` and `stops` are in the order of their days."""

    def __init__(
        self,
        people: Iterable[Person],
        visits: Iterable[tuple[int, Where]],
        stops: Iterable[Stop],
        registered_stage: Stage,
    ) -> None:
        self.stage = registered_stage
        self.people = {person.participant_id: person for person in people}
        # What was done by who is no resident on the period's last day is no fact of it.
        self.visits = [visit for visit in visits if visit[0] in self.people]
        self.stops = {
            one.participant_id: one
            for one in stops
            if not one.is_settled and one.participant_id in self.people
        }
        self.came: dict[int, Where] = {}
        for number, where in self.visits:
            self.came.setdefault(number, where)

    def of(self, measure: Measure) -> list[Fact]:
        """Return the facts of a measure, whatever anybody's age."""
        return [
            _fact(self.people[number], where, self.stops.get(number))
            for number, where in self._events(measure)
        ]

    def _events(self, measure: Measure) -> Iterable[tuple[int, Where]]:
        if measure is Measure.VISITS:
            return self.visits
        if measure is Measure.ATTENDED:
            return self.came.items()
        if measure is Measure.STOPPED:
            return ((number, one.where) for number, one in self.stops.items())
        if measure is Measure.ALREADY:
            return self._already()
        if measure is Measure.FRESH:
            return self._fresh()
        return self._newly(self.stage if measure is Measure.NEWLY else Stage(measure.value))

    def _newly(self, stage: Stage) -> Iterator[tuple[int, Where]]:
        for number, person in self.people.items():
            if person.standing.is_newly(stage):
                yield number, person.reached[stage]

    def _already(self) -> Iterator[tuple[int, Where]]:
        """Place who came registered at the first visit, else where that was written down."""
        for number, person in self.people.items():
            where = self.came.get(number) or person.already
            if person.standing.is_already and where:
                yield number, where

    def _fresh(self) -> Iterator[tuple[int, Where]]:
        """Place who was not registered before the period: first visit, else first step in it."""
        for number, person in self.people.items():
            standing, where = person.standing, self.came.get(number) or person.step
            gone = standing.already or standing.was_registered(self.stage)
            if where and not gone:
                yield number, where


def of_aged(found: Iterable[Fact]) -> list[Fact]:
    """Keep the facts of those who surely are 70 or over."""
    return [fact for fact in found if fact.person.age >= 0]


def of_unknown_age(found: Iterable[Fact]) -> list[Fact]:
    """Keep the facts of those of whom nobody knows whether they are 70."""
    return [fact for fact in found if fact.person.age == UNKNOWN_AGE]


def where(found: Iterable[Fact], filters: Mapping[Way, str]) -> list[Fact]:
    """Keep the facts in certain cells."""
    return [
        fact
        for fact in found
        if all(
            reaches(fact.cells[way], wanted) if way is Way.REACHED else fact.cells[way] == wanted
            for way, wanted in filters.items()
        )
    ]
