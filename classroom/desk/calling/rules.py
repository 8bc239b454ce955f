"""Calls to make: why, what came of them, how long a seat is held."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum

SAY_MAX = 400
NOTE_MAX = 200
# A seat is held until this time on the second day on which the office is open.
HOLD_DAYS = 2
HOLD_UNTIL = time(17)
# Who was not there is called again on the same day only before this time.
LAST_TRY = time(16)
IsClosed = Callable[[date], bool]
SATURDAY = 5


class CallKind(StrEnum):
    """Why someone is called."""

    SEAT_FREE = "seat_free"
    REMINDER = "reminder"
    CANCELLED = "cancelled"
    DRAW_WON = "draw_won"
    DRAW_LOST = "draw_lost"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        """Return the words that staff use."""
        return CALL_LABELS[self]


class CallResult(StrEnum):
    """What came of a try; the keys 1 to 4 at the desk."""

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"
    MESSAGE = "message"

    @property
    def is_yes(self) -> bool:
        return self is CallResult.YES

    @property
    def label(self) -> str:
        """Return the word on the button."""
        return {"yes": "承諾", "no": "辞退", "no_answer": "留守", "message": "家族に伝言"}[
            self.value
        ]


class CallState(StrEnum):
    """Where a call stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


CALL_LABELS = {
    CallKind.SEAT_FREE: "空席のご案内",
    CallKind.REMINDER: "前日のご確認",
    CallKind.CANCELLED: "中止のお知らせ",
    CallKind.DRAW_WON: "当選のお知らせ",
    CallKind.DRAW_LOST: "抽選の結果のお知らせ",
    CallKind.FOLLOW_UP: "その後のご案内",
}
# The words on keys 1 and 2 where they are not 承諾 and 辞退; without a word there is no key.
YES_WORDS = {
    CallKind.REMINDER: "来ます",
    CallKind.CANCELLED: "伝えました",
    CallKind.DRAW_WON: "参加する",
    CallKind.DRAW_LOST: "伝えました",
    CallKind.FOLLOW_UP: "伝えました",
}
NO_WORDS = {
    CallKind.SEAT_FREE: CallResult.NO.label,
    CallKind.REMINDER: "来られない",
    CallKind.DRAW_WON: CallResult.NO.label,
}
# People who come together are called once about these.
TOGETHER = frozenset(
    {CallKind.SEAT_FREE, CallKind.CANCELLED, CallKind.DRAW_WON, CallKind.DRAW_LOST}
)
# These say nothing any more once the class is called off.
OF_A_CLASS = frozenset(
    {CallKind.SEAT_FREE, CallKind.REMINDER, CallKind.DRAW_WON, CallKind.DRAW_LOST}
)
# And these nothing to who cancelled meanwhile, or got in.
OF_WHO_HAS_A_SEAT = frozenset({CallKind.REMINDER, CallKind.DRAW_WON})
OF_WHO_WAITS = frozenset({CallKind.SEAT_FREE, CallKind.DRAW_LOST})
ENDING = frozenset({CallResult.YES, CallResult.NO})


def word(kind: CallKind, result: CallResult) -> str:
    """Return the word on a result's button for this kind of call; empty where it has no sense."""
    if result is CallResult.YES:
        return YES_WORDS.get(kind, result.label)
    if result is CallResult.NO:
        return NO_WORDS.get(kind, "")
    return result.label


def next_open_day(day: date, is_closed: IsClosed) -> date:
    """Return the first day after this one on which the office is open."""
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY or is_closed(day):
        day += timedelta(days=1)
    return day


def last_open_day(day: date, is_closed: IsClosed) -> date:
    """Return the last day before this one on which the office is open."""
    day -= timedelta(days=1)
    while day.weekday() >= SATURDAY or is_closed(day):
        day -= timedelta(days=1)
    return day


def hold_until(now: datetime, starts: datetime, is_closed: IsClosed) -> datetime:
    """Return until when a seat is held: 17:00 two office days on, never past the class's start.

    Instants are on the office's clock; the answer is in the same zone.
    """
    day = now.date()
    for _ in range(HOLD_DAYS):
        day = next_open_day(day, is_closed)
    return min(datetime.combine(day, HOLD_UNTIL, now.tzinfo), starts)


def due_again(now: datetime, is_closed: IsClosed) -> date:
    """Return when to call someone again who was not there: later today, or the next office day."""
    return now.date() if now.time() < LAST_TRY else next_open_day(now.date(), is_closed)
