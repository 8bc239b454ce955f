"""Words of the queue: an enrolment's status and channel, calls and their results, draws."""

from typing import Final

from classroom.rules.words.word import Word

# What people say when they cancel; the keys 1 to 3 at the desk.
CANCEL_REASONS: Final = ("都合が悪くなった", "体調", "ほか")


class Channel(Word):
    """How an application came in; all are equal. A row: code, label, where it is taken."""

    def __init__(self, _code: str, label: str = "", taken: str = "") -> None:
        self.label = label
        self.is_at_desk = taken == "desk"

    TELEPHONE = "telephone", "電話", "desk"
    COUNTER = "counter", "窓口", "desk"
    ONLINE = "online", "オンライン", "web"
    WALK_IN = "walk_in", "当日", "class"


AT_DESK: Final = tuple(channel for channel in Channel if channel.is_at_desk)


class Status(Word):
    """Where an enrolment stands.

    A row: code, label, rank (of two enrolments of one person the lower says more), and whether it
    still stands (a seat, a turn, or an open draw) or has ended.
    """

    def __init__(self, _code: str, label: str = "", rank: int = 0, life: str = "") -> None:
        self.label = label
        self.rank = rank
        self.is_live = life == "stands"

    @property
    def is_accepted(self) -> bool:
        return self is Status.ACCEPTED

    APPLIED = "applied", "申込", 3, "stands"
    ACCEPTED = "accepted", "確定", 1, "stands"
    WAITLISTED = "waitlisted", "待ち", 2, "stands"
    DECLINED = "declined", "辞退", 4, "ended"
    CANCELLED = "cancelled", "取消", 5, "ended"


WAITING_LIST: Final = "キャンセル待ち"
"""What the queue for a seat is called towards residents."""

LIVE: Final = frozenset(status for status in Status if status.is_live)
ENDED: Final = frozenset(Status) - LIVE


class CallResult(Word):
    """What came of a try. A row: code, label, the key at the desk, what becomes of the call."""

    def __init__(self, _code: str, label: str = "", key: str = "", call: str = "") -> None:
        self.label = label
        self.key = key
        self.is_end = call == "ends"

    YES = "yes", "承諾", "1", "ends"
    NO = "no", "辞退", "2", "ends"
    NO_ANSWER = "no_answer", "留守", "3", "stays"
    MESSAGE = "message", "家族に伝言", "4", "stays"


class CallKind(Word):
    """Why someone is called.

    A row: code; label with the words on the keys 1 and 2 ("": no such key); place in the list;
    whether each or a party is called; and where the enrolment must still stand for the call to say
    anything (None: anywhere).
    """

    def __init__(
        self,
        _code: str,
        words: tuple[str, str, str] = ("", "", ""),
        order: int = 0,
        who: str = "",
        stands: Status | None = None,
    ) -> None:
        self.label, self.yes, self.no = words
        self.order = order
        self.is_for_party = who == "party"
        self.stands = stands

    SEAT_FREE = "seat_free", ("空席のご案内", "承諾", "辞退"), 1, "party", Status.WAITLISTED
    REMINDER = "reminder", ("前日のご確認", "来ます", "来られない"), 3, "each", Status.ACCEPTED
    CANCELLED = "cancelled", ("中止のお知らせ", "伝えました", ""), 2, "party"
    SESSION_OFF = (
        "session_off",
        ("中止・延期のお知らせ", "伝えました", ""),
        2,
        "party",
        Status.ACCEPTED,
    )
    SESSION_MOVED = (
        "session_moved",
        ("日程のお知らせ", "来られます", "来られない"),
        2,
        "party",
        Status.ACCEPTED,
    )
    DRAW_WON = "draw_won", ("当選のお知らせ", "参加する", "辞退"), 4, "party", Status.ACCEPTED
    DRAW_LOST = (
        "draw_lost",
        ("抽選の結果のお知らせ", "伝えました", ""),
        6,
        "party",
        Status.WAITLISTED,
    )
    FOLLOW_UP = "follow_up", ("その後のご案内", "伝えました", ""), 5, "each"

    def word(self, result: CallResult) -> str:
        """Return the word on a result's button; empty where that result has no sense."""
        words = {CallResult.YES: self.yes, CallResult.NO: self.no}
        return words.get(result, result.label)


# Calls that tell what has become of one day of an offering.
OF_SESSION: Final = (CallKind.SESSION_OFF, CallKind.SESSION_MOVED)


class CallState(Word):
    """Where a call stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class DrawOutcome(Word):
    """What a draw meant for an application. A row: code, the word on the record, a list's head."""

    def __init__(self, _code: str, label: str = "", heading: str = "") -> None:
        self.label = label
        self.heading = heading

    WON = "won", "当選", "当選した方"
    WAITS = "waits", "待ち", "待ちの方"
    GONE = "gone", "取消", "締め切りのあとに取り消した方"
