"""公表: what is told of people to who may not see them. The one suppression of all their outputs.

Every page, paper and file of such a reader is made of the numbers here and of nothing else that
counts people. So what can be worked out from all outputs together is what can be worked out from
these, and they are made so that this is nothing:

1. Whole months only, ages as of each month's last day. Somebody counts in one month, for good.
2. A count of 1 to 4 waits and is told together with the months that follow, as soon as the sum is
   5 and more. Blocks of months do not overlap: each difference of two sums is again 0 or at least
   5. What waits at the end of a fiscal year is not told.
3. Two counts of which one is a part of the other (first-timers of those who came, registrations in
   classes of all) are told only together with a rest of 0 or at least 5.
4. By course, venue, device and so on people are parted one way at a time, once a half-year, and
   over the very months that are told. Small parts are told together, again 0 or at least 5. Two
   partings of the same people, each of such parts, leave each cell of both open over at least 5
   numbers (the bounds of Fréchet), or nail it to one of the sums that are told anyway.

A count told on one day must stay as it was: a record that comes late changes it. That much a reader
who keeps yesterday's paper can see.
"""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from operator import add
from typing import Final

from classroom.figures.results.rules import HIDDEN_UNDER, Way
from classroom.rules import months
from classroom.rules.fiscal_year import months_of
from classroom.rules.words.app import Stage

REST: Final = "rest"
"""The part that holds all parts which are told only together."""
REACHED_ALREADY: Final = Stage.ALREADY.value
"""Who came registered, among those who came."""
_HALF: Final = 6


class Crowd(StrEnum):
    """Who is parted by course, venue and so on."""

    ATTENDED = "attended"
    NEWLY = "newly"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class MonthCount:
    """People of 70 and over at a month's end, who did something in it; nobody sees this as it is.

    `came` were in a class, `first_timers` of them for the first time in the fiscal year. `turned`
    did so earlier in the year and reached 70 in this month. The `app_` counts are visits to classes
    that teach the app: all, by people not yet registered, and such at which they registered.
    """

    first: date
    came: int = 0
    first_timers: int = 0
    came_turned: int = 0
    newly: int = 0
    newly_turned: int = 0
    stopped: int = 0
    app_came: int = 0
    app_fresh: int = 0
    app_newly: int = 0
    newly_on: Mapping[date, int] = field(default_factory=dict)
    parts: Mapping[tuple[Crowd, Way], Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """Months told together, by the places of the first and the last, and what they count."""

    begin: int
    end: int
    counts: tuple[int, ...]


Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AppRun:
    """Classes of the app over some months: who registered there, who could have, and the others.

    `elsewhere` registered at the counter or in other classes.
    """

    months: tuple[date, ...]
    newly: int
    stayed: int
    others: int
    elsewhere: int

    @property
    def fresh(self) -> int:
        return self.newly + self.stayed

    @property
    def came(self) -> int:
        return self.fresh + self.others


def published_day(day: date) -> date:
    """Return the month's end up to which a day's figures are told: its own, or that before it."""
    following = day + timedelta(days=1)
    return day if following.day == 1 else months.first_of(day) - timedelta(days=1)


def is_open(count: int) -> bool:
    """Tell whether a count may be told."""
    return count == 0 or count >= HIDDEN_UNDER


def blocks(counts: Sequence[tuple[int, ...]], ends: Container[int] | None = None) -> Blocks:
    """Put months together until each of their counts may be told, and the block `ends` with one."""
    found: list[Block] = []
    begin, waiting = 0, (0,) * len(counts[0]) if counts else ()
    for at, month in enumerate(counts):
        waiting = tuple(map(add, waiting, month))
        if all(map(is_open, waiting)) and (ends is None or at in ends):
            found.append(Block(begin, at, waiting))
            begin, waiting = at + 1, (0,) * len(month)
    return tuple(found)


def parted(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the parts of people that are told one by one; None for those told together."""
    small = {part for part, count in counts.items() if not is_open(count)}
    rising = sorted(counts, key=lambda part: (counts[part], part))
    for part in rising if small else ():
        if _is_hidden_well(counts, small):
            break
        if counts[part]:
            small.add(part)
    return {part: None if part in small else count for part, count in counts.items()}


def _is_hidden_well(counts: Mapping[str, int], small: set[str]) -> bool:
    """Tell whether small parts could be other numbers even to who knows that they are small."""
    together, most = sum(counts[part] for part in small), HIDDEN_UNDER - 1
    if any(counts[part] > most for part in small):
        return together >= HIDDEN_UNDER
    return len(small) + most <= together <= most * len(small) - most


@dataclass(frozen=True)
class YearRelease:
    """What is told of a fiscal year, by the months of it that are over."""

    fiscal_year: int
    counts: tuple[MonthCount, ...]

    @cached_property
    def came(self) -> Blocks:
        return blocks([(one.came,) for one in self.counts])

    @cached_property
    def first_timers(self) -> Blocks:
        """First-timers, and those who came again: parts of those who came."""
        wanted = [(one.first_timers, one.came - one.first_timers) for one in self.counts]
        return blocks(wanted, _ends(self.came))

    @cached_property
    def came_turned(self) -> Blocks:
        return blocks([(one.came_turned,) for one in self.counts])

    @cached_property
    def newly(self) -> Blocks:
        return blocks([(one.newly,) for one in self.counts])

    @cached_property
    def newly_turned(self) -> Blocks:
        return blocks([(one.newly_turned,) for one in self.counts])

    @cached_property
    def stopped(self) -> Blocks:
        wanted = [(one.stopped, one.came - one.stopped) for one in self.counts]
        return blocks(wanted, _ends(self.came))

    @cached_property
    def app(self) -> Blocks:
        """Registrations in classes of the app, who did not there, other visits, those elsewhere."""
        wanted = [
            (
                one.app_newly,
                one.app_fresh - one.app_newly,
                one.app_came - one.app_fresh,
                one.newly - one.app_newly,
            )
            for one in self.counts
        ]
        return blocks(wanted, _ends(self.newly))

    @property
    def attended_total(self) -> int:
        return total(self.first_timers) + total(self.came_turned)

    @property
    def newly_total(self) -> int:
        return total(self.newly) + total(self.newly_turned)

    def told(self, found: Blocks, month: date) -> int | None:
        """Return what is told of a month alone; None where it waits, or is told with others."""
        at = self._place(month)
        return next((b.counts[0] for b in found if (b.begin, b.end) == (at, at)), None)

    def told_with(self, found: Blocks, month: date) -> tuple[date, int] | None:
        """Return the first of the months that end with this one, and what they count together."""
        at = self._place(month)
        return next((self._named(b) for b in found if b.end == at and b.begin < at), None)

    def waiting_since(self, found: Blocks) -> date | None:
        """Return the first month that is not told yet; None where all are that are over."""
        at = found[-1].end + 1 if found else 0
        return self.counts[at].first if at < len(self.counts) else None

    def half_years(self, crowd: Crowd, way: Way) -> tuple[Mapping[str, int | None], ...]:
        """Return the parts of people, as they may be told, of each half-year that is over."""
        return tuple(
            parted(self._added(crowd, way, found)) for found in self._halves(self._blocks_of(crowd))
        )

    def year_part(self, crowd: Crowd, way: Way) -> dict[str, int | None]:
        """Return the parts over the half-years that are told; None where one of them hides it."""
        halves = self.half_years(crowd, way)
        keys = dict.fromkeys(key for half in halves for key in half)
        return {
            key: None if any(half.get(key, 0) is None for half in halves)
            else sum(half.get(key) or 0 for half in halves)
            for key in keys
        }  # fmt: skip

    def parts_until(self, crowd: Crowd) -> date | None:
        """Return the last day of the months that are told in parts; None before there are any."""
        found = [block for half in self._halves(self._blocks_of(crowd)) for block in half]
        return months.last_of(self.counts[found[-1].end].first) if found else None

    def parts_total(self, crowd: Crowd) -> int:
        return sum(b.counts[0] for half in self._halves(self._blocks_of(crowd)) for b in half)

    def app_since(self, first: date) -> tuple["AppRun", ...]:
        """Return what is told of classes of the app in the blocks that begin on a day or later."""
        return tuple(
            AppRun(tuple(one.first for one in self.counts[b.begin : b.end + 1]), *b.counts)
            for b in self.app
            if self.counts[b.begin].first >= first
        )

    def newly_after(self, since: date) -> int:
        """Count who registered after a day: by whole blocks, but where both its sides may be told.

        Of a block around the day that may not be cut, the smaller side goes with the other: so this
        is wrong by four people at the most.
        """
        return sum(self._after(block, since) for block in self.newly) + sum(
            block.counts[0] for block in self.newly_turned if self._last(block) > since
        )

    def _after(self, block: Block, since: date) -> int:
        if self.counts[block.begin].first > since:
            return block.counts[0]
        if self._last(block) <= since:
            return 0
        inside = self.counts[block.begin : block.end + 1]
        after = sum(n for one in inside for day, n in one.newly_on.items() if day > since)
        if is_open(after) and is_open(block.counts[0] - after):
            return after
        return 0 if not is_open(after) else block.counts[0]

    def _last(self, block: Block) -> date:
        return months.last_of(self.counts[block.end].first)

    def _place(self, month: date) -> int:
        return months_of(self.fiscal_year).index(month)

    def _named(self, block: Block) -> tuple[date, int]:
        return self.counts[block.begin].first, block.counts[0]

    def _blocks_of(self, crowd: Crowd) -> Blocks:
        found = {Crowd.ATTENDED: self.first_timers, Crowd.NEWLY: self.newly}
        return found.get(crowd, self.stopped)

    def _halves(self, found: Blocks) -> list[Blocks]:
        """Return the blocks of each half-year that is over, by the month with which they end."""
        over = len(self.counts) // _HALF
        halves = [tuple(b for b in found if b.end // _HALF == half) for half in range(over)]
        return [half for half in halves if half]

    def _added(self, crowd: Crowd, way: Way, found: Blocks) -> Counter[str]:
        counts: Counter[str] = Counter()
        for block in found:
            for one in self.counts[block.begin : block.end + 1]:
                counts.update(one.parts.get((crowd, way), {}))
        return counts


def total(found: Blocks) -> int:
    return sum(block.counts[0] for block in found)


def _ends(found: Blocks) -> frozenset[int]:
    return frozenset(block.end for block in found)


def months_told(year: int, on: date) -> tuple[date, ...]:
    """Return the months of a fiscal year that are over on a day."""
    return tuple(month for month in months_of(year) if months.last_of(month) <= on)


def newly_after(years: Sequence[YearRelease], since: date) -> int:
    """Count who registered after a day, as far as it is told."""
    return sum(year.newly_after(since) for year in years)
