"""Statuses of an enrolment (申込) and what may follow what."""

from enum import StrEnum

WHY_MAX = 200
NOTE_MAX = 300


class Channel(StrEnum):
    """How the application came in. All are equal."""

    TELEPHONE = "telephone"
    COUNTER = "counter"
    ONLINE = "online"
    WALK_IN = "walk_in"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return CHANNEL_LABELS[self]


class Status(StrEnum):
    """Where an enrolment stands."""

    APPLIED = "applied"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Return the word that staff use."""
        return STATUS_LABELS[self]


CHANNEL_LABELS = {
    Channel.TELEPHONE: "電話",
    Channel.COUNTER: "窓口",
    Channel.ONLINE: "オンライン",
    Channel.WALK_IN: "当日",
}
STATUS_LABELS = {
    Status.APPLIED: "申込",
    Status.ACCEPTED: "確定",
    Status.WAITLISTED: "待ち",
    Status.DECLINED: "辞退",
    Status.CANCELLED: "取消",
}
LIVE = frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED})
NEXT: dict[Status, frozenset[Status]] = {
    Status.APPLIED: frozenset(
        {Status.ACCEPTED, Status.WAITLISTED, Status.DECLINED, Status.CANCELLED}
    ),
    Status.WAITLISTED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.CANCELLED}),
    Status.ACCEPTED: frozenset({Status.DECLINED, Status.CANCELLED}),
    # Someone who cancelled may apply again; the line and its history stay one.
    Status.DECLINED: frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED}),
    Status.CANCELLED: frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED}),
}


def may_become(now: Status, then: Status) -> bool:
    """Tell whether an enrolment may go from one status to the other."""
    return then in NEXT[now]
