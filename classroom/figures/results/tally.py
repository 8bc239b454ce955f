"""What is counted for 教室実績, one name a count; and 教室実績 put together from such counts.

Each count is of people, or of sessions, under a measure and a part of it (an age band, a district's
key, a stage, a reason). However they were counted, by `counts` or kept by the summary, the same
counts give the same results.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from classroom.figures.results.indicators import BAND_LABELS, NO_DISTRICT
from classroom.figures.results.values import BandLine, Classes, DistrictLine
from classroom.rules.words.app import LADDER, Blocker

WHOLE: Final = ""
"""The part of a measure that has none; by district, those whose district nobody knows."""


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
    NEWLY_IN_CLASS = "newly_in_class"
    AGE_UNKNOWN = "age_unknown"  # of whom nobody knows whether they are 70
    FUNNEL = "funnel"  # by stage
    BLOCKER = "blocker"  # by reason


Tally = Mapping[tuple[Measure, str], int]
"""How many people, by measure and part."""


@dataclass(frozen=True, slots=True)
class Place:
    """A district as results show it."""

    position: int
    name: str


def classes_of(
    tally: Tally, places: Mapping[str, Place], sessions_held: int, first: date
) -> Classes:
    """Put 教室実績 together; `places` are the districts by the part that names them."""

    def total(measure: Measure) -> int:
        return sum(people for (found, _), people in tally.items() if found is measure)

    return Classes(
        first=first,
        attended=total(Measure.ATTENDED),
        newly_registered=total(Measure.NEWLY),
        already=total(Measure.ALREADY),
        attended_already=total(Measure.ATTENDED_ALREADY),
        attended_registered_before=total(Measure.ATTENDED_BEFORE),
        fresh=total(Measure.FRESH),
        fresh_at_counter=total(Measure.FRESH_AT_COUNTER),
        newly_in_class=total(Measure.NEWLY_IN_CLASS),
        sessions_held=sessions_held,
        age_unknown=total(Measure.AGE_UNKNOWN),
        funnel={stage.value: tally.get((Measure.FUNNEL, stage.value), 0) for stage in LADDER},
        blockers={why.value: tally.get((Measure.BLOCKER, why.value), 0) for why in Blocker},
        bands=tuple(_band(tally, code, label) for code, label in BAND_LABELS.items()),
        districts=_districts(tally, places),
    )


def _band(tally: Tally, code: str, label: str) -> BandLine:
    shown = (Measure.ATTENDED, Measure.ALREADY, Measure.NEWLY)
    return BandLine(code, label, *(tally.get((measure, code), 0) for measure in shown))


def _districts(tally: Tally, places: Mapping[str, Place]) -> tuple[DistrictLine, ...]:
    """Give a line to each district of someone who came or registered; the unknown one is last."""
    by_district = (Measure.ATTENDED_IN, Measure.NEWLY_IN)
    parts = {part for (measure, part), people in tally.items() if measure in by_district and people}
    known = sorted(
        (part for part in parts if part != WHOLE),
        key=lambda part: (places[part].position, places[part].name),
    )
    names = {part: places[part].name for part in known} | {WHOLE: NO_DISTRICT}
    return tuple(
        DistrictLine(names[part], *(tally.get((measure, part), 0) for measure in by_district))
        for part in [*known, *({WHOLE} & parts)]
    )
