"""What travels between the counts of registrations and those who show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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
    newly_in_class: int
    sessions_held: int
    age_unknown: int
    funnel: Mapping[str, int]
    blockers: Mapping[str, int]
    bands: tuple[BandLine, ...]
    districts: tuple[DistrictLine, ...]


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
