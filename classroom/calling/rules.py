"""Calls to make: why, what came of them, how long a seat is held."""

from enum import StrEnum

SAY_MAX = 400
NOTE_MAX = 200
HOLD_DAYS = 2


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
