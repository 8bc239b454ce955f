"""Limits of instructors and assistants, and how many a class needs."""

from collections.abc import Iterable
from dataclasses import dataclass

NAME_MAX = 60
ORGANISATION_MAX = 60
TELEPHONE_MAX = 11
NOTE_MAX = 300
LABEL_MAX = 20
REASON_MAX = 200
PHONES_MAX = 300


def helpers_needed(people: int, people_per_helper: int) -> int:
    """Return how many assistants a class of so many people needs; a part of one is one more."""
    return -(-people // people_per_helper)


@dataclass(frozen=True, slots=True)
class Pooled:
    """A telephone of the pool, as seen from a session: lent to it already, free at its time."""

    id: int
    is_mine: bool
    is_free: bool


def pick_phones(count: int, pool: Iterable[Pooled]) -> list[int]:
    """Return the telephones that go to a session: free ones first, among them those it has.

    Where too few are free, ones that are needed elsewhere too fill the number. The order of the
    pool decides among equals, so that the same wish gives the same telephones.
    """
    ordered = sorted(pool, key=lambda phone: (not phone.is_free, not phone.is_mine))
    return [phone.id for phone in ordered[:count]]
