"""How far somebody stood, and what is counted of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from classroom.rules.words.app import LADDER, Stage
from classroom.rules.words.bands import Band, ToldBand

BANDS: Final[tuple[Band | ToldBand, ...]] = (
    Band.FROM_70,
    Band.FROM_75,
    Band.FROM_80,
    Band.FROM_85,
    Band.FROM_90,
    ToldBand.SEVENTIES,
    ToldBand.EIGHTIES,
    Band.UNKNOWN,
)
BAND_LABELS: Final = {
    **{band.value: band.label for band in BANDS},
    ToldBand.SEVENTIES.value: "70代とだけ",
    ToldBand.EIGHTIES.value: "80代とだけ",
    Band.UNKNOWN.value: "70歳以上とだけ",
}
BAND_CODES: Final = tuple(BAND_LABELS)
YOUNG: Final = -1
UNKNOWN_AGE: Final = -2
"""Beside the places in BAND_CODES: under 70, and who may be 70 or not."""
NO_DISTRICT: Final = "地区のわからない方"
WHOLE: Final = ""
"""The part of a measure that has none; by district, those whose district nobody knows."""
NEVER, BEFORE, WITHIN = 0, 1, 2
"""When something was first reached: never, before the period, or in it."""

STEP_BITS: Final = {stage: 1 << place for place, stage in enumerate((*LADDER, Stage.ALREADY))}
IN_PERIOD: Final = 1 << len(STEP_BITS)
"""What somebody reached as one number: a bit a stage, times IN_PERIOD if within the period."""


class Measure(StrEnum):
    """What is counted. People are of 70 and over unless it says otherwise."""

    ATTENDED = "attended"  # by band
    ALREADY = "already"  # by band
    NEWLY = "newly"  # by band
    ATTENDED_IN = "attended_in"  # by district
    NEWLY_IN = "newly_in"  # by district
    ATTENDED_ALREADY = "attended_already"
    ATTENDED_BEFORE = "attended_before"
    FRESH = "fresh"
    FRESH_AT_COUNTER = "fresh_at_counter"
    AGE_UNKNOWN = "age_unknown"  # of whom nobody knows whether they are 70
    FUNNEL = "funnel"  # by stage
    BLOCKER = "blocker"  # by reason


@dataclass(frozen=True, slots=True)
class Standing:
    """When somebody first came registered, and first reached each stage or one beyond it.

    `steps` are in the order of LADDER; each is NEVER, BEFORE or WITHIN the period.
    """

    came: bool
    already: int
    steps: tuple[int, ...]

    def step(self, stage: Stage) -> int:
        return self.steps[LADDER.index(stage)]

    def is_newly(self, stage: Stage) -> bool:
        """Tell whether a stage was first reached in the period, by somebody not yet registered."""
        return not self.already and self.step(stage) == WITHIN

    def was_registered(self, stage: Stage) -> bool:
        """Tell whether they registered with us before the period."""
        return not self.already and self.step(stage) == BEFORE

    @property
    def is_already(self) -> bool:
        """Tell whether they came registered and were here in the period."""
        return self.already == WITHIN or bool(self.already and self.came)

    @property
    def is_active(self) -> bool:
        """Tell whether they came, or went a step further, in the period."""
        return self.came or any(map(self.is_newly, LADDER))


@cache
def standing_of(came: int, code: int) -> Standing:
    """Read what somebody reached from the sum of their STEP_BITS."""
    already = _first_reached(code, STEP_BITS[Stage.ALREADY])
    beyond = map(_bits_from, range(len(LADDER)))
    return Standing(bool(came), already, tuple(_first_reached(code, bits) for bits in beyond))


def newly_bits(stage: Stage) -> tuple[int, int]:
    """Return the bits that are never set, and of which one is, in the code of who is newly so."""
    already, beyond = STEP_BITS[Stage.ALREADY], _bits_from(LADDER.index(stage))
    return already + already * IN_PERIOD + beyond, beyond * IN_PERIOD


def _bits_from(place: int) -> int:
    return sum(STEP_BITS[stage] for stage in LADDER[place:])


def _first_reached(code: int, bits: int) -> int:
    if code & bits:
        return BEFORE
    return WITHIN if code & bits * IN_PERIOD else NEVER


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of person; `stage` counts as registered."""

    age: int
    standing: Standing
    stage: Stage

    def measures(self) -> Iterator[tuple[Measure, str]]:
        """Give everything under which such a person is counted, but by district."""
        standing, newly = self.standing, self.standing.is_newly(self.stage)
        if self.age == UNKNOWN_AGE and (standing.came or newly):
            yield Measure.AGE_UNKNOWN, WHOLE
        if self.age < 0:
            return
        band = BAND_CODES[self.age]
        if standing.came:
            yield Measure.ATTENDED, band
        if newly:
            yield Measure.NEWLY, band
        if standing.is_already:
            yield Measure.ALREADY, band
        yield from ((Measure.FUNNEL, step.value) for step in LADDER if standing.is_newly(step))
        yield from _how_they_came(standing, self.stage)


def _how_they_came(standing: Standing, stage: Stage) -> Iterator[tuple[Measure, str]]:
    if standing.already or standing.was_registered(stage):
        if standing.came:
            already = Measure.ATTENDED_ALREADY if standing.already else Measure.ATTENDED_BEFORE
            yield already, WHOLE
    elif standing.is_active:
        yield Measure.FRESH, WHOLE
        if not standing.came:
            yield Measure.FRESH_AT_COUNTER, WHOLE
