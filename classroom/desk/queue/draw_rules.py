"""A fair draw: the list that is closed, its digest, and the order that a seed gives it.

How it works, so that anyone can run it again with a pencil, a list and SHA-256:
1. The closed list has a line an application: its number, its weight, and the number of its party
   (the lowest application number of the people who come together; alone, its own).
2. Its digest is the SHA-256 of these lines, each ended by a line feed.
3. A party has as many tickets as its weight. Ticket k is the SHA-256 of `digest|seed|party|k`.
   Its best ticket is the lowest in hexadecimal.
4. Parties are drawn from the lowest best ticket to the highest.

Only whole numbers and text are compared, so the order is the same on any machine. With w tickets of
all W the chance to be drawn next is w / W, at each step.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SEED_MAX = 100
# Weights, fixed when the list is closed; who is both has both.
FIRST_TIME_WEIGHT = 2
LOST_BEFORE_WEIGHT = 2
# How long a draw that was lost counts for the next one.
LOST_WITHIN_DAYS = 366
_LINE = re.compile(r"([1-9][0-9]*),([1-9][0-9]*),([1-9][0-9]*)")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A line of the closed list."""

    enrolment_id: int
    weight: int
    party: int

    def __str__(self) -> str:
        """Return the line as it is digested and printed."""
        return f"{self.enrolment_id},{self.weight},{self.party}"


def weight(*, is_first_time: bool, lost_before: bool) -> int:
    return (FIRST_TIME_WEIGHT if is_first_time else 1) * (LOST_BEFORE_WEIGHT if lost_before else 1)


def closed(lines: Iterable[tuple[int, int, int | None]]) -> tuple[Entry, ...]:
    """Return the closed list of applications given as number, weight, party number or None.

    A party has the weight of the one of them that has most.
    """
    given = sorted(lines)
    parties: dict[int, list[tuple[int, int]]] = {}
    for number, tickets, party in given:
        if party is not None:
            parties.setdefault(party, []).append((number, tickets))
    entries = []
    for number, tickets, party in given:
        together = parties[party] if party is not None else [(number, tickets)]
        most = max(each for _, each in together)
        entries.append(Entry(number, most, min(each for each, _ in together)))
    return tuple(entries)


def written(entries: Iterable[Entry]) -> str:
    """Return the closed list as the text that is digested: a line an application, by number."""
    return "".join(f"{entry}\n" for entry in sorted(entries))


def read(text: str) -> tuple[Entry, ...]:
    """Read a closed list back. Raises ValueError where a line is not one of ours."""
    entries = []
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise ValueError(line)
        entries.append(Entry(*map(int, found.groups())))
    return tuple(entries)


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def order(entries: Sequence[Entry], seed: str) -> list[int]:
    """Return all applications in the order in which they are drawn; a party by its numbers."""
    digest = digest_of(written(entries))
    tickets = {entry.party: entry.weight for entry in entries}
    best = {party: _best_ticket(digest, seed, party, count) for party, count in tickets.items()}
    drawn = sorted(entries, key=lambda entry: (best[entry.party], entry.party, entry.enrolment_id))
    return [entry.enrolment_id for entry in drawn]


def split(
    drawn: Sequence[int], party_of: dict[int, int], seats: int
) -> tuple[list[int], list[int]]:
    """Return who gets a seat and who waits, both in drawn order.

    A party gets seats for all of it or none; where too few are left for it, the next one who fits
    gets them, and the party stands in the queue where it was drawn.
    """
    won: list[int] = []
    waiting: list[int] = []
    for party in dict.fromkeys(party_of[number] for number in drawn):
        people = [number for number in drawn if party_of[number] == party]
        (won if len(won) + len(people) <= seats else waiting).extend(people)
    return won, waiting


def _best_ticket(digest: str, seed: str, party: int, count: int) -> str:
    tickets = (f"{digest}|{seed}|{party}|{number}" for number in range(1, count + 1))
    return min(hashlib.sha256(ticket.encode()).hexdigest() for ticket in tickets)
