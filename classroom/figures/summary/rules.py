"""What one person adds to the kept counts on a day, and until when that stays right.

Written a person at a time and apart from `results`, so that tests can hold the one against the
other. RULES_VERSION grows with every change of what is counted: then all counts are made anew.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from classroom.rules.age import AgeRule, band_on, is_70_or_over, reaches_on
from classroom.rules.fiscal_year import end_of, fiscal_year, start_of
from classroom.rules.words.app import LADDER, Blocker, Stage
from classroom.rules.words.bands import Band, ToldBand

RULES_VERSION: Final = 1
MEASURE_MAX, PERIOD_MAX, PART_MAX = 20, 10, 20
_BOUNDARIES: Final = (70, 75, 80, 85, 90)
_SHOWN_BANDS: Final = frozenset(
    {
        *("70-74", "75-79", "80-84", "85-89", "90+"),
        *(ToldBand.SEVENTIES.value, ToldBand.EIGHTIES.value),
    }
)


class Cell(NamedTuple):
    """Where a person is counted; `period` is a fiscal year or a day, `part` may be empty."""

    measure: str
    period: str
    part: str


REGISTERED: Final = "registered"
"""Newly registered, by the day, in whichever year."""
CAME_TO: Final = "came_to"
"""Who came, of any age, by the session's key."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage that someone reached."""

    stage: Stage
    on: date
    in_class: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A session that someone came to, or at which something stopped them."""

    session_id: int
    on: date
    blocker: Blocker | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All of a person that counts. Visits and stops of earlier fiscal years may be left out."""

    born_on: date | None
    told_band: ToldBand | None
    told_band_on: date | None
    district_id: int | None
    reached: tuple[Reached, ...] = ()
    visits: tuple[Visit, ...] = ()
    stops: tuple[Visit, ...] = ()


def contribution(facts: Facts, stage: Stage, on: date) -> frozenset[Cell]:
    """Return the cells that a person is counted in, each once, on a day."""
    return frozenset(_Person(facts, stage, on).cells())


def holds_until(facts: Facts, cells: Collection[Cell], on: date) -> date | None:
    """Return the last day for which the cells of a day are right; None for good."""
    events = [one.on for one in facts.reached]
    events += [one.on for one in (*facts.visits, *facts.stops)]
    days = [day for day in events if day > on]
    if events:
        days += _birthdays(facts, on)
    if any(cell.measure != REGISTERED for cell in cells):
        days.append(end_of(fiscal_year(on)) + timedelta(days=1))
    return min(days) - timedelta(days=1) if days else None


def _birthdays(facts: Facts, on: date) -> Iterator[date]:
    """Give the days ahead on which the age that counts may change."""
    if facts.born_on is not None:
        ahead = (reaches_on(facts.born_on, age, AgeRule.BIRTHDAY) for age in _BOUNDARIES)
        yield from (day for day in ahead if day > on)
    elif facts.told_band_on is not None:
        yield _anniversary(facts.told_band_on, on)


def _anniversary(told_on: date, on: date) -> date:
    """Return the day from which a told band says something else than on this one."""
    if told_on > on:  # told later than the day that is asked about: each day may differ
        return on + timedelta(days=1)
    this_year = reaches_on(told_on, on.year - told_on.year, AgeRule.BIRTHDAY)
    if this_year > on:
        return this_year
    return reaches_on(told_on, on.year - told_on.year + 1, AgeRule.BIRTHDAY)


class _Person:
    """One person's facts as they stand on a day."""

    def __init__(self, facts: Facts, stage: Stage, on: date) -> None:
        self.facts, self.on = facts, on
        self.first = start_of(fiscal_year(on))
        self.year = str(fiscal_year(on))
        self.reached = [one for one in facts.reached if one.on <= on]
        self.already = [one for one in self.reached if one.stage is Stage.ALREADY]
        self.visits = [visit for visit in facts.visits if self.first <= visit.on <= on]
        self.registered = self._first_reached(stage)

    def cells(self) -> Iterator[Cell]:
        """Give every cell the person is in."""
        yield from (Cell(CAME_TO, self.year, str(visit.session_id)) for visit in self.visits)
        facts = self.facts
        aged = is_70_or_over(facts.born_on, facts.told_band, facts.told_band_on, self.on)
        if aged:
            if self.registered:
                yield Cell(REGISTERED, self.registered.on.isoformat(), "")
            yield from (Cell(measure, self.year, part) for measure, part in self._of_year())
        elif aged is None and (self.visits or self._is_newly):
            yield Cell("age_unknown", self.year, "")

    @property
    def _is_newly(self) -> bool:
        return self.registered is not None and self.registered.on >= self.first

    def _of_year(self) -> Iterator[tuple[str, str]]:
        """Give what is counted in the fiscal year of who is 70 or over, with its part."""
        came, newly = bool(self.visits), self._is_newly
        before = self.registered is not None and not newly
        already = bool(self.already) and (came or self.already[0].on >= self.first)
        district = "" if self.facts.district_id is None else str(self.facts.district_id)
        band = self._band()
        if came:
            yield "attended", band
            yield "attended_in", district
            if already:
                yield "attended_already", ""
            if before:
                yield "attended_before", ""
        if newly:
            yield "newly", band
            yield "newly_in", district
            if self.registered and self.registered.in_class:
                yield "newly_in_class", ""
        if already:
            yield "already", band
        yield from self._steps(came=came, is_new=not already and not before)
        if not self.registered and not self.already:
            yield from self._last_stop()

    def _steps(self, *, came: bool, is_new: bool) -> Iterator[tuple[str, str]]:
        steps = [
            stage
            for stage in LADDER
            if (one := self._first_reached(stage)) is not None and one.on >= self.first
        ]
        yield from (("funnel", stage.value) for stage in steps)
        if is_new and (came or steps):
            yield "fresh", ""
            if not came:
                yield "fresh_at_counter", ""

    def _last_stop(self) -> Iterator[tuple[str, str]]:
        stops = [stop for stop in self.facts.stops if self.first <= stop.on <= self.on]
        if stops:
            last = max(stops, key=lambda stop: (stop.on, stop.session_id))
            yield "blocker", last.blocker.value if last.blocker else ""

    def _first_reached(self, stage: Stage) -> Reached | None:
        """Return where the stage, or one beyond it, was first reached; not who came registered."""
        beyond = LADDER[LADDER.index(stage) :]
        found = [one for one in self.reached if one.stage in beyond]
        if self.already or not found:
            return None
        return min(found, key=lambda one: (one.on, LADDER.index(one.stage)))

    def _band(self) -> str:
        band = band_on(self.facts.born_on, self.facts.told_band, self.on).value
        return band if band in _SHOWN_BANDS else Band.UNKNOWN.value
