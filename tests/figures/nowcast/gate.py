"""How far 推計 is off in simulated towns: `python -m tests.figures.nowcast.gate [TOWNS]`.

The product's own rules are asked about each town 6 and 12 months after its last official count, and
judged by the next one. Events that the town was told of and those it was not stand apart; where an
event falls after the last count and nobody tells of it, no formula can know.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from itertools import pairwise
from math import nan
from statistics import mean

from classroom.figures.nowcast.rules import DAYS_A_MONTH, Count, Span, Why, nowcast
from tests.figures.nowcast.towns import LAST_COUNT, ORDINARY, Towns, towns

START = date(2022, 3, 31)
AHEAD = (6, 12)
COUNTS = {"2 counts": (36, 48), "3 counts": (24, 36, 48), "half-yearly": (36, 42, 48)}
TOWNS = 1000
NUMBER_OFF = 0.15
"""By how much a told number is off at most, as a share."""


class Telling(Enum):
    """What the town knows of its event."""

    NOTHING = auto()
    PERIOD = auto()
    NUMBER = auto()


@dataclass(frozen=True)
class Case:
    """Towns of a kind, what is known of their event, and since when there are records."""

    name: str
    kind: str
    telling: Telling = Telling.NOTHING
    adopted: bool = False


@dataclass(frozen=True)
class Answer:
    """What was said of a town: the error in points, and width and cover of the range; or why not.

    `event_after` tells whether its event falls after the last count.
    """

    why: Why | None = None
    error: float = 0
    width: float = 0
    is_within: bool = False
    event_after: bool = False


def day(month: float) -> date:
    return START + timedelta(days=round(month * DAYS_A_MONTH))


def answers(case: Case, at: Sequence[int], ahead: int, count: int, seed: int) -> Iterator[Answer]:
    """Ask about each town of a case."""
    world = towns(case.kind, count, seed)
    for town in range(count):
        yield _answer(world, town, case, at, ahead)


def _answer(world: Towns, town: int, case: Case, at: Sequence[int], ahead: int) -> Answer:
    told, residents = world.told[town], world.residents[town]
    counts = [Count(day(month), int(told[month]), int(residents[month])) for month in at]
    begun = at[-2] + 1 + town % 6 if case.adopted else 0
    spans = [_span(world, town, case, (first, last), begun) for first, last in pairwise(at)]
    end = at[-1] + ahead
    since = _span(world, town, case, (at[-1], end), 0)
    found = nowcast(counts, spans, since, day(end))
    after = bool(world.by_event[town, LAST_COUNT + 1 : end + 1].any())
    if isinstance(found, Why):
        return Answer(why=found, event_after=after)
    true = 100 * told[end] / residents[end]
    within = bool(found.low <= true <= found.high)
    return Answer(None, found.rate - true, found.high - found.low, within, after)


def _span(world: Towns, town: int, case: Case, months: tuple[int, int], begun: int) -> Span:
    first, last = months
    since = max(first, begun)
    people = float(world.ours[town, since + 1 : last + 1].sum())
    event = float(world.by_event[town, first + 1 : last + 1].sum())
    if event and case.telling is Telling.PERIOD:
        return Span(people, is_told=False)
    if event and case.telling is Telling.NUMBER:
        people += event * (1 + NUMBER_OFF * (town % 7 - 3) / 3)
    return Span(people, max(0.0, (last - since) / (last - first)))


@dataclass(frozen=True)
class Line:
    """What came out for a case: mean error, cover, mean width, and how many were answered."""

    asked: int
    answered: float
    error: float
    cover: float
    width: float


def line(found: Iterable[Answer]) -> Line:
    """Add answers up; the cover is of those answered."""
    every = list(found)
    said = [one for one in every if one.why is None]
    if not said:
        return Line(len(every), 0, nan, nan, nan)
    return Line(
        asked=len(every),
        answered=len(said) / len(every),
        error=mean(one.error for one in said),
        cover=mean(one.is_within for one in said),
        width=mean(one.width for one in said),
    )


def cases() -> Iterator[Case]:
    """Give the cases of which something is promised."""
    yield from (Case(kind, kind) for kind in ORDINARY)
    yield Case("no age bands (as steady: none are asked for)", "steady")
    yield Case("adoption in mid-year", "steady", adopted=True)
    for kind in ("campaign", "cleaning"):
        yield Case(f"{kind}, told without its number", kind, Telling.PERIOD)
        yield Case(f"{kind}, its number told (15 % off)", kind, Telling.NUMBER)


def study(count: int = TOWNS, seed: int = 1) -> Iterator[tuple[Case, str, int, Line]]:
    """Ask about every case, with every set of counts, 6 and 12 months ahead."""
    for case in cases():
        for name, at in COUNTS.items():
            for ahead in AHEAD:
                yield case, name, ahead, line(answers(case, at, ahead, count, seed))


def untold(count: int = TOWNS, seed: int = 1) -> Iterator[tuple[str, str, int, Line]]:
    """Ask about events of which nobody tells, those before and after the last count apart."""
    for kind in ("campaign", "cleaning"):
        for name, at in COUNTS.items():
            for ahead in AHEAD:
                found = list(answers(Case(kind, kind), at, ahead, count, seed))
                for where, after in (("before", False), ("after", True)):
                    these = [one for one in found if one.event_after is after]
                    yield f"{kind}, NOT told, {where} the last count", name, ahead, line(these)


def shown(name: str, counts: str, ahead: int, found: Line) -> str:
    figures = f"{found.error:+.2f} {found.cover:4.0%} w{found.width:.2f}"
    return f"{name:46} {counts:12} {ahead:2} mo  {figures}  {found.answered:4.0%} of {found.asked}"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main(count: int) -> None:
    covers = []
    for case, name, ahead, found in study(count):
        say(shown(case.name, name, ahead, found))
        if case.name in ORDINARY:
            covers.append(found.cover)
    say(f"mean cover of the kinds without an event: {mean(covers):.1%}")
    say("No promise of these; printed apart:")
    for row in untold(count):
        say(shown(*row))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TOWNS)
