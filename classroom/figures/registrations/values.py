"""What travels between the counts of registrations and those who show them, and its making."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from classroom.figures.registrations.rules import BAND_LABELS, NO_DISTRICT, WHOLE, Measure
from classroom.rules.words.app import LADDER, Blocker


@dataclass(frozen=True, slots=True)
class BandLine:
    """Class results of the people in one age band; `band` is a code, told decades apart."""

    band: str
    label: str
    attended: int
    already: int
    newly_registered: int


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """Class results of the people who live in one district."""

    name: str
    attended: int
    newly_registered: int


@dataclass(frozen=True, slots=True)
class Classes:
    """教室実績 of residents of 70 and over, distinct people, in a fiscal year up to a day.

    `attended` parts into those who came registered, those who registered with us in an earlier
    year, and the rest; with those helped at the counter alone the rest are `fresh`, whom the funnel
    is measured against.
    """

    first: date
    attended: int
    newly_registered: int
    already: int
    attended_already: int
    attended_registered_before: int
    fresh: int
    fresh_at_counter: int
    sessions_held: int
    age_unknown: int
    funnel: Mapping[str, int]
    blockers: Mapping[str, int]
    bands: tuple[BandLine, ...]
    districts: tuple[DistrictLine, ...]
    app_sessions_held: int = 0
    is_told: bool = False
    """Whether these are the figures of who may not see people: see `results.told`."""
    is_already_told: bool = True
    stopped: int = 0
    hurdles: Mapping[str, int | None] = field(default_factory=dict)
    how_told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """How many sessions were held: all of them, and those of courses that teach the app."""

    sessions: int
    of_app: int


@dataclass(frozen=True, slots=True)
class SessionChance:
    """What a held session achieved, in people of 70 and over by birthday on its own day.

    `fresh` of those who `came` were not registered yet, and `newly` of these registered there.
    """

    session_id: int
    on: date
    course_id: int
    course: str
    venue_id: int
    venue: str
    capacity: int
    came: int
    fresh: int
    newly: int
    helpers: int


@dataclass(frozen=True, slots=True)
class Month:
    """People of 70 and over in a month, which its first day names, and its sessions."""

    first: date
    sessions_held: int
    attended: int
    newly_registered: int
    app_sessions_held: int = 0


@dataclass(frozen=True, slots=True)
class NewlyDay:
    """People of 70 and over who newly registered on a day: in classes, or at the counter."""

    on: date
    at_counter: bool
    people: int


def newly_since(lines: Iterable[NewlyDay], since: date) -> int:
    """Count who registered with us after a day."""
    return sum(line.people for line in lines if line.on > since)


Tally = Counter[tuple[Measure, str]]
"""How many people, by measure and part."""


@dataclass(frozen=True, slots=True)
class Place:
    """A district as results show it."""

    position: int
    name: str


def classes_of(tally: Tally, places: Mapping[str, Place], held: Held, first: date) -> Classes:
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
        sessions_held=held.sessions,
        app_sessions_held=held.of_app,
        age_unknown=total(Measure.AGE_UNKNOWN),
        funnel={stage.value: tally[Measure.FUNNEL, stage.value] for stage in LADDER},
        blockers={why.value: tally[Measure.BLOCKER, why.value] for why in Blocker},
        bands=tuple(_band(tally, code, label) for code, label in BAND_LABELS.items()),
        districts=_districts(tally, places),
    )


def _band(tally: Tally, code: str, label: str) -> BandLine:
    shown = (Measure.ATTENDED, Measure.ALREADY, Measure.NEWLY)
    return BandLine(code, label, *(tally[measure, code] for measure in shown))


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
        DistrictLine(names[part], *(tally[measure, part] for measure in by_district))
        for part in [*known, *({WHOLE} & parts)]
    )
