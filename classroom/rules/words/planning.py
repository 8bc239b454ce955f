"""Words of planning: where an offering (開講) stands."""

from classroom.rules.words.word import Word


class Status(Word):
    """Where an offering stands. A row: code, label, and the kind of the tag on a screen."""

    def __init__(self, _code: str, label: str = "", tone: str = "") -> None:
        self.label = label
        self.tone = tone

    @property
    def is_open(self) -> bool:
        return self is Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self is Status.CLOSED

    @property
    def is_cancelled(self) -> bool:
        return self is Status.CANCELLED

    @property
    def is_over(self) -> bool:
        return self in (Status.FINISHED, Status.CANCELLED)

    @property
    def is_running(self) -> bool:
        """Whether people stand on its list and wait for the day."""
        return self in (Status.OPEN, Status.CLOSED)

    @property
    def is_held(self) -> bool:
        """Whether its sessions take or took place: neither a draft nor cancelled."""
        return self in (Status.OPEN, Status.CLOSED, Status.FINISHED)

    DRAFT = "draft", "下書き", ""
    OPEN = "open", "受付中", "ok"
    CLOSED = "closed", "受付終了", "wait"
    FINISHED = "finished", "終了", ""
    CANCELLED = "cancelled", "中止", "stop"
