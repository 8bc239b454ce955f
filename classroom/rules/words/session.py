"""Words of one day of an offering: whether it takes place, and what has become of it."""

from typing import Final

from classroom.rules.words.word import Word


class SessionState(Word):
    """Whether a session takes place. A row: code, the tag on a screen, what is said of it."""

    def __init__(self, _code: str, label: str = "", sentence: str = "") -> None:
        self.label = label
        self.sentence = sentence

    @property
    def is_on(self) -> bool:
        """Tell whether the session takes place on its day."""
        return self is SessionState.PLANNED

    PLANNED = "planned", "", ""
    CANCELLED = "cancelled", "中止", "中止になりました"
    POSTPONED = "postponed", "延期", "延期になりました（新しい日は未定）"


class SessionAct(Word):
    """What was done to a session's day.

    A row: code, label, the title of the notice about it, and what is said of it when it is done.
    """

    def __init__(self, _code: str, label: str = "", notice: str = "", done: str = "") -> None:
        self.label = label
        self.notice = notice
        self.done = done

    @property
    def is_move(self) -> bool:
        return self is SessionAct.MOVED

    @property
    def is_restored(self) -> bool:
        return self is SessionAct.RESTORED

    CANCELLED = "cancelled", "中止", "中止のお知らせ", "中止にしました"
    POSTPONED = "postponed", "延期（新しい日は未定）", "延期のお知らせ", "延期にしました"
    MOVED = "moved", "別の日時・会場に変更", "日程変更のお知らせ", "新しい日時・会場にしました"
    RESTORED = "restored", "取り消し", "予定どおり行うお知らせ", "もとどおりにしました"


# What someone may choose to do; a restoration has a button of its own.
CHOICES: Final = (SessionAct.CANCELLED, SessionAct.POSTPONED, SessionAct.MOVED)
# Where a session stands after it was called off, for good or until a new day is found.
STANDS: Final = {
    SessionAct.CANCELLED: SessionState.CANCELLED,
    SessionAct.POSTPONED: SessionState.POSTPONED,
}
