"""What travels between the desk, the offering's page, class day and their services."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from classroom.core import clock
from classroom.desk.participant.rules import NEED_SHORT, Device
from classroom.desk.participant.values import Named
from classroom.planning.course.rules import Selection
from classroom.planning.course.values import OffDay, OpenOffering
from classroom.rules import telephone
from classroom.rules.age import AgeRule, age_on
from classroom.rules.era_calendar import weekday
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.queue import Channel, Status
from classroom.rules.words.residence import Departure, left_by

WAIT = "wait-"


@dataclass(frozen=True, slots=True)
class Act:
    """When something is done, and by whom (None: nobody who signed in)."""

    at: datetime
    by: int | None = None

    @property
    def today(self) -> date:
        return clock.local(self.at).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an application asks for, and how it came in.

    `wait` takes the end of the queue where no seat is free; `proxy` is who applied for the person;
    `override` the reason to set the rules of age and of clashing classes aside.
    """

    offering_id: int
    channel: Channel
    wait: bool = False
    age_rule: AgeRule = AgeRule.LAW
    proxy: str = ""
    override: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn:
    """Who came on the day without an application: someone registered, or the least of a new one."""

    participant_id: int | None = None
    name_kana: str = ""
    name: str = ""
    told_band: ToldBand | None = None
    device: Device = Device.UNKNOWN
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class RosterLine(Named):
    """Someone who has a place in an offering, or waits for one."""

    enrolment_id: int
    participant_id: int
    name: str
    name_kana: str
    born_on: date | None
    told_band: ToldBand | None
    telephone: str
    good_times: str
    device: Device
    needs_hearing: bool
    needs_wheelchair: bool
    needs_large_print: bool
    needs_step_free: bool
    channel: Channel
    status: Status
    holds_seat: bool
    is_first_time: bool
    applied_at: datetime
    party: int | None
    proxy: str
    override_reason: str
    note: str
    moved_on: date | None = None
    died_on: date | None = None

    def left_by(self, day: date) -> Departure | None:
        """Return how the person has left by a day."""
        return left_by(day, self.moved_on, self.died_on)

    def age_label(self, day: date) -> str:
        """Return the age on a day, or the band as it was told: what a roster shows."""
        if self.born_on is not None:
            return f"{age_on(self.born_on, day)}歳"
        known = self.told_band is not None and self.told_band is not ToldBand.UNKNOWN
        return self.told_band.label if self.told_band and known else "不明"

    @property
    def needs_short(self) -> tuple[str, ...]:
        """What the class must provide for, in as few characters as a narrow column has."""
        return tuple(word for field, word in NEED_SHORT.items() if getattr(self, field))

    def cells(self, day: date) -> tuple[Any, ...]:
        """Return what the list of an offering shows of everyone, in its order.

        At once, because a template that asks three hundred lines for each part is slow.
        """
        applied_on = self.applied_on
        return (
            self.participant_id,
            self.name_kana if self.name else "",
            self.shown_name,
            self.age_label(day),
            telephone.shown(self.telephone) if self.telephone else "",
            self.device.label,
            self.needs_short,
            f"{self.channel.label} {applied_on.month}/{applied_on.day}",
            self.is_first_time,
            self.remarks,
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what is written of the line: who applied, why a rule was set aside, the note."""
        if not (self.proxy or self.override_reason or self.note):
            return ()
        labelled = (("代理：", self.proxy), ("特例：", self.override_reason), ("", self.note))
        return tuple(label + text for label, text in labelled if text)

    @property
    def applied_on(self) -> date:
        return clock.local(self.applied_at).date()


@dataclass(frozen=True, slots=True)
class Booking:
    """A line of a person's enrolments."""

    enrolment_id: int
    participant_id: int
    offering_id: int
    title: str
    status: Status
    waiting_place: int | None
    holds_seat: bool
    is_cancelled: bool
    first_on: date
    last_on: date
    starts: time
    ends: time
    venue: str
    sessions: int
    applied_at: datetime
    channel: Channel
    proxy: str
    override_reason: str

    @property
    def is_live(self) -> bool:
        """Tell whether it still stands: a seat, a place in the queue, or an open draw."""
        return self.status.is_live and not self.is_cancelled

    @property
    def waits_for_draw(self) -> bool:
        return self.status is Status.APPLIED

    @property
    def ending(self) -> str:
        """Say how it ended; nothing where the class was taught with them in it."""
        taught = self.status is Status.ACCEPTED
        return "中止" if self.is_cancelled else "" if taught else self.status.label


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the history of an offering's enrolments."""

    at: datetime
    name: str
    status: Status
    why: str
    by: str

    @property
    def on(self) -> date:
        return clock.local(self.at).date()


@dataclass(frozen=True, slots=True)
class Told:
    """How far the calls about a change have come."""

    done: int
    open: int

    @property
    def all(self) -> int:
        return self.done + self.open


@dataclass(frozen=True, slots=True)
class Clash:
    """A seat someone holds at the very time of another class."""

    title: str
    on: date
    starts: time

    @property
    def sentence(self) -> str:
        """Name the other booking: 12/1（火）10:00「スマホ入門」と時間が重なります。"""
        day = f"{self.on.month}/{self.on.day}（{weekday(self.on)}）"
        return f"{day}{self.starts:%H:%M}「{self.title}」と時間が重なります。"


@dataclass(frozen=True, slots=True)
class Companion:
    """Someone who may be booked together with a person: of the same telephone, or sought."""

    id: int
    name: str
    why: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Pick:
    """An offering to be offered to someone at the desk.

    `fits` says whether they are of the age it is for; None where only an age band is known.
    """

    offering: OpenOffering
    waiting: int
    fits: bool | None
    clash: Clash | None = None
    allows_override: bool = False
    # Its days that do not take place: who books is told.
    off: tuple[OffDay, ...] = ()

    @property
    def is_barred(self) -> bool:
        """Tell whether a rule stands against it: the age it is for, or another class then."""
        return self.fits is False or self.clash is not None

    @property
    def must_wait(self) -> bool:
        """Tell whether only a place in the queue is left; a freed seat is for who waits."""
        by_order = self.offering.selection is Selection.ORDER
        return by_order and (self.offering.seats_left <= 0 or self.waiting > 0)

    @property
    def value(self) -> str:
        """Return what choosing it sends: a seat, or a place in the queue, as it was shown."""
        return f"{WAIT if self.must_wait else ''}{self.offering.id}"

    @property
    def is_draw(self) -> bool:
        return self.offering.selection is Selection.DRAW


@dataclass(frozen=True, slots=True)
class LatestClass:
    """The class by which a clerk remembers someone: the next one, or the last."""

    title: str
    on: date
    is_ahead: bool
    is_waiting: bool
