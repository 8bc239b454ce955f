"""Statuses of an enrolment (申込) and what may follow what."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from classroom.planning.course.rules import Status as OfferingStatus
from classroom.rules.age import AgeRule, ToldBand, is_at_least

WHY_MAX = 200
NOTE_MAX = 300
PROXY_MAX = 60
REASON_MAX = 200
# What people say when they cancel; the keys 1 to 3 at the desk.
CANCEL_REASONS = ("都合が悪くなった", "体調", "ほか")
PARTY_MAX = 4


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

    @property
    def is_applied(self) -> bool:
        return self is Status.APPLIED

    @property
    def is_accepted(self) -> bool:
        return self is Status.ACCEPTED


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
# Where a clerk takes applications; the others come in elsewhere.
AT_DESK = (Channel.TELEPHONE, Channel.COUNTER)
LIVE = frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED})
NEXT: dict[Status, frozenset[Status]] = {
    Status.APPLIED: frozenset(
        {Status.ACCEPTED, Status.WAITLISTED, Status.DECLINED, Status.CANCELLED}
    ),
    Status.WAITLISTED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.CANCELLED}),
    # A seat offered by mistake is taken back to where the person stood before.
    Status.ACCEPTED: frozenset(
        {Status.DECLINED, Status.CANCELLED, Status.WAITLISTED, Status.APPLIED}
    ),
    # Someone who cancelled may apply again; the line and its history stay one.
    Status.DECLINED: frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED}),
    Status.CANCELLED: frozenset({Status.APPLIED, Status.ACCEPTED, Status.WAITLISTED}),
}
NOT_OPEN = {
    OfferingStatus.DRAFT: "この開講はまだ下書きです。受付を始めてから申し込んでください。",
    OfferingStatus.CLOSED: "この開講の受付は終わりました。ほかの開講をご案内ください。",
    OfferingStatus.FINISHED: "この開講は終わりました。ほかの開講をご案内ください。",
    OfferingStatus.CANCELLED: "この開講は中止になりました。ほかの開講をご案内ください。",
}


def may_become(now: Status, then: Status) -> bool:
    """Tell whether an enrolment may go from one status to the other."""
    return then in NEXT[now]


def why_not_open(
    status: OfferingStatus, apply_from: date | None, apply_until: date | None, today: date
) -> str | None:
    """Return the sentence why an offering takes no application today; None if it does."""
    if status is not OfferingStatus.OPEN:
        return NOT_OPEN[status]
    if apply_from is not None and today < apply_from:
        return f"申込は{_day(apply_from)}からです。その日から受け付けられます。"
    if apply_until is not None and today > apply_until:
        return f"申込は{_day(apply_until)}で締め切りました。ほかの開講をご案内ください。"
    return None


@dataclass(frozen=True, slots=True)
class KnownAge:
    """What is known of someone's age: the birth date, or a band with the day it was told."""

    born_on: date | None
    told_band: ToldBand | None
    told_band_on: date | None


def is_old_enough(age: KnownAge, least: int | None, first_day: date, rule: AgeRule) -> bool | None:
    """Say whether someone is of the age an offering is for, on the day of its first session.

    None where only an age band was told and it could be either.
    """
    if least is None:
        return True
    return is_at_least(least, age.born_on, age.told_band, age.told_band_on, first_day, rule)


def age_wanted(least: int, first_day: date) -> str:
    """Return whom an offering is for, as a phrase: 65歳以上（12月2日現在）."""
    return f"{least}歳以上（{_day(first_day)}現在）"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
