"""Statuses of an offering and what may follow what; limits; its code; a weekly series of days."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from classroom.rules.era_calendar import to_era
from classroom.rules.words.planning import Status

CODE_MAX = 20
TITLE_MAX = 60
SHORT_TITLE_MAX = 16
SUMMARY_MAX = 400
BRING_MAX = 200
TOPIC_MAX = 60
REASON_MAX = 200
NOTE_MAX = 1000
CAPACITY_MAX = 300
MINUTES_MIN, MINUTES_MAX = 15, 480
SESSIONS_MAX = 20
AGE_MIN_MAX = 100
PEOPLE_PER_HELPER_MAX = 30


class Level(StrEnum):
    """How much a course asks of its participants."""

    FIRST = "first"
    BASIC = "basic"
    NEXT = "next"

    @property
    def label(self) -> str:
        return {"first": "はじめて", "basic": "基本", "next": "その次"}[self.value]


class CourseDevice(StrEnum):
    """Which telephones a course teaches."""

    BOTH = "both"
    IPHONE = "iphone"
    ANDROID = "android"

    @property
    def label(self) -> str:
        return {"both": "iPhone・Android", "iphone": "iPhone", "android": "Android"}[self.value]


class Selection(StrEnum):
    """How seats are given."""

    ORDER = "order"
    DRAW = "draw"

    @property
    def label(self) -> str:
        return {"order": "先着順", "draw": "抽選"}[self.value]

    @property
    def is_draw(self) -> bool:
        return self is Selection.DRAW


NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.OPEN, Status.CANCELLED}),
    Status.OPEN: frozenset({Status.DRAFT, Status.CLOSED, Status.FINISHED, Status.CANCELLED}),
    Status.CLOSED: frozenset({Status.OPEN, Status.FINISHED, Status.CANCELLED}),
    Status.FINISHED: frozenset({Status.CLOSED}),
    Status.CANCELLED: frozenset(),
}
# What a button says that moves an offering on or back; a cancellation has a dialog of its own.
VERBS = {
    (Status.DRAFT, Status.OPEN): "受付を始める",
    (Status.CLOSED, Status.OPEN): "受付をもう一度始める",
    (Status.OPEN, Status.CLOSED): "受付を終える",
    (Status.FINISHED, Status.CLOSED): "終了を取り消す",
    (Status.OPEN, Status.FINISHED): "終了にする",
    (Status.CLOSED, Status.FINISHED): "終了にする",
    (Status.OPEN, Status.DRAFT): "下書きにもどす",
}


def may_become(now: Status, then: Status) -> bool:
    return then in NEXT[now]


def steps(now: Status) -> list[tuple[Status, str]]:
    """List what an offering may become with the verb of each, the forward step first."""
    return [(then, verb) for (before, then), verb in VERBS.items() if before is now]


@dataclass(frozen=True, slots=True)
class Series:
    """Days a week apart, and the days left out with the reason of each."""

    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


def weekly(first: date, count: int, closing_name: Callable[[date], str | None]) -> Series:
    """Return `count` days, a week apart from the first, leaving out days with a closing name.

    The first day itself is kept even on a holiday: someone chose it.
    """
    days, skipped = [first], []
    day = first
    while len(days) < count:
        day += timedelta(weeks=1)
        reason = closing_name(day)
        if reason is None:
            days.append(day)
        else:
            skipped.append((day, reason))
    return Series(tuple(days), tuple(skipped))


def next_code(fiscal_year: int, taken: Iterable[str]) -> str:
    """Return the code after the highest of a 年度: R8-001, R8-002, …

    Codes of another form are left alone. A year with a change of era takes the new era's letter.
    """
    era = to_era(date(fiscal_year, 12, 31))
    head = f"{era.era.letter}{era.year}-"
    numbers = [int(code.removeprefix(head)) for code in taken if re.fullmatch(rf"{head}\d+", code)]
    return f"{head}{max(numbers, default=0) + 1:03}"


class Mark(StrEnum):
    """How a session stands on a calendar. Its value is its class there."""

    FREE = ""
    SOON = "soon"
    CLOSED = "closed"
    FULL = "full"
    PAST = "past"
    CANCELLED = "x"
    DRAFT = "draft"

    @property
    def is_soon(self) -> bool:
        return self is Mark.SOON

    @property
    def is_closed(self) -> bool:
        return self is Mark.CLOSED

    @property
    def is_past(self) -> bool:
        return self is Mark.PAST

    @property
    def is_cancelled(self) -> bool:
        return self is Mark.CANCELLED

    @property
    def is_draft(self) -> bool:
        return self is Mark.DRAFT


def mark(status: Status, seats_left: int, *, is_past: bool, is_early: bool, is_late: bool) -> Mark:
    """Return how a session stands: what matters most to who looks for a seat comes first.

    `is_early`, `is_late`: before and after the days on which one may apply.
    """
    if status is Status.CANCELLED:
        return Mark.CANCELLED
    if is_past or status is Status.FINISHED:
        return Mark.PAST
    if status is Status.DRAFT:
        return Mark.DRAFT
    if seats_left <= 0:
        return Mark.FULL
    if status is Status.CLOSED or is_late:
        return Mark.CLOSED
    return Mark.SOON if is_early else Mark.FREE


def left_out(
    days: Iterable[date], closing_name: Callable[[date], str | None]
) -> list[tuple[date, str]]:
    """Return the closed days that a weekly series of these days steps over, each with its name."""
    held = sorted(days)
    found = []
    day = held[0]
    while day < held[-1]:
        reason = None if day in held else closing_name(day)
        if reason is not None:
            found.append((day, reason))
        day += timedelta(weeks=1)
    return found
