"""Statuses of an offering and what may follow what; limits; a weekly series of days."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

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


class Level(StrEnum):
    """How much a course asks of its participants."""

    FIRST = "first"
    BASIC = "basic"
    NEXT = "next"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return {"first": "はじめて", "basic": "基本", "next": "その次"}[self.value]


class CourseDevice(StrEnum):
    """Which telephones a course teaches."""

    BOTH = "both"
    IPHONE = "iphone"
    ANDROID = "android"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return {"both": "iPhone・Android", "iphone": "iPhone", "android": "Android"}[self.value]


class Status(StrEnum):
    """Where an offering (開講) stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return STATUS_LABELS[self]


class Selection(StrEnum):
    """How seats are given."""

    ORDER = "order"
    DRAW = "draw"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return {"order": "先着順", "draw": "抽選"}[self.value]


STATUS_LABELS = {
    Status.DRAFT: "下書き",
    Status.OPEN: "受付中",
    Status.CLOSED: "受付終了",
    Status.FINISHED: "終了",
    Status.CANCELLED: "中止",
}
NEXT: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.OPEN, Status.CANCELLED}),
    Status.OPEN: frozenset({Status.DRAFT, Status.CLOSED, Status.FINISHED, Status.CANCELLED}),
    Status.CLOSED: frozenset({Status.OPEN, Status.FINISHED, Status.CANCELLED}),
    Status.FINISHED: frozenset({Status.CLOSED}),
    Status.CANCELLED: frozenset(),
}


def may_become(now: Status, then: Status) -> bool:
    """Tell whether an offering may go from one status to the other."""
    return then in NEXT[now]


def weekly(first: date, count: int, is_holiday: Callable[[date], bool]) -> list[date]:
    """Return `count` days, a week apart from the first, leaving out holidays.

    The first day itself is kept even if it is a holiday: someone chose it.
    """
    days = [first]
    day = first
    while len(days) < count:
        day += timedelta(weeks=1)
        if not is_holiday(day):
            days.append(day)
    return days
