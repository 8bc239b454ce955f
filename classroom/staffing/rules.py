"""Limits of instructors and assistants, and how many a class needs."""

from datetime import time

NAME_MAX = 60
ORGANISATION_MAX = 60
TELEPHONE_MAX = 11
NOTE_MAX = 300
LABEL_MAX = 20


def helpers_needed(people: int, people_per_helper: int) -> int:
    """Return how many assistants a class of so many people needs; a part of one is one more."""
    return -(-people // people_per_helper)


def overlap(starts: time, ends: time, other_starts: time, other_ends: time) -> bool:
    """Tell whether two classes of one day are at the same time; back to back is not."""
    return starts < other_ends and other_starts < ends
