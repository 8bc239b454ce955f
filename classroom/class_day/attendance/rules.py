"""What is done on class day, and how a press is dated."""

from datetime import datetime, timedelta
from enum import StrEnum

from classroom.rules.words.app import Stage

DEVICE_MAX = 40
# A press that says it was made longer ago, or later than now, comes from a clock that is wrong.
ON_ITS_WAY_MAX = timedelta(minutes=5)


class Kind(StrEnum):
    """What a class-day operation (教室での操作) did."""

    MARK = "mark"
    WALK_IN = "walk_in"
    WALK_IN_BACK = "walk_in_back"
    FINISH = "finish"
    REOPEN = "reopen"
    MEMO = "memo"
    STAGE = "stage"
    STAGE_BACK = "stage_back"
    ALREADY = Stage.ALREADY.value
    ALREADY_BACK = "already_back"
    NOT_TODAY = "not_today"
    NOT_TODAY_BACK = "not_today_back"
    BLOCKER = "blocker"


def pressed_at(told: str, now: datetime) -> datetime:
    """Return when something was pressed, as the device told it (ISO 8601), never later than now.

    A clock that cannot be right, or says nothing, is not believed: then it was now.
    """
    try:
        instant = datetime.fromisoformat(told)
    except ValueError:
        return now
    if instant.tzinfo is None or abs(now - instant) > ON_ITS_WAY_MAX:
        return now
    return min(instant.astimezone(now.tzinfo), now)


# What helpers must know of a person, in words short enough for a row and for the paper sheet.
NEED_WORDS = {
    "needs_hearing": "補聴器",
    "needs_wheelchair": "車いす",
    "needs_large_print": "大きな字",
    "needs_step_free": "つえ・段差",
}
