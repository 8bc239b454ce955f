"""What the papers for one person show."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from classroom.desk.participant.rules import Card, Device
from classroom.papers.values import ClassFacts, Happened, Office
from classroom.rules.label_sheet import LabelSheet
from classroom.rules.words.queue import WAITING_LIST, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Someone who applied for a class, as a paper addresses them.

    `waiting_place` is theirs in the queue, none for who has a seat. `companions` come with them.
    """

    enrolment_id: int
    participant_id: int
    name: str
    kana: str
    status: Status
    address: str = ""
    district: str = ""
    waiting_place: int | None = None
    companions: tuple[str, ...] = ()

    @property
    def shown_name(self) -> str:
        """Return the name as written, or the kana until the kanji is known."""
        return self.name or self.kana


@dataclass(frozen=True, slots=True)
class Slip:
    """受付票: what someone takes home from the counter, or hears on the telephone."""

    guest: Guest
    about: ClassFacts
    office: Office
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Invitations:
    """参加のご案内, a page a person."""

    guests: tuple[Guest, ...]
    about: ClassFacts
    office: Office
    printed_at: datetime


@dataclass(frozen=True, slots=True)
class Notices:
    """中止・延期・日程変更のお知らせ, a page a person."""

    guests: tuple[Guest, ...]
    about: ClassFacts
    happened: Happened
    office: Office
    printed_at: datetime


class Message(StrEnum):
    """What a はがき says."""

    INVITATION = "invitation"
    LOST = "lost"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        return MESSAGE_LABELS[self]

    @property
    def status(self) -> Status:
        return Status.ACCEPTED if self is Message.INVITATION else Status.WAITLISTED


MESSAGE_LABELS = {
    Message.INVITATION: "参加のご案内",
    Message.LOST: "抽選結果のお知らせ",
    Message.WAITING: f"{WAITING_LIST}のご案内",
}


# To whom labels go, as the page and the command name it.
ADDRESSEES = {Status.ACCEPTED.value: Status.ACCEPTED, "waiting": Status.WAITLISTED}


@dataclass(frozen=True, slots=True)
class Postcards:
    """はがき 100×148 mm, two sides a person: the address, and what it says."""

    message: Message
    guests: tuple[Guest, ...]
    about: ClassFacts
    office: Office


class Addressed(Protocol):
    """Someone a letter may go to."""

    @property
    def shown_name(self) -> str: ...

    @property
    def address(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Labels:
    """宛名ラベル: a label a person, the first one on label `start` of the sheet (from 1)."""

    guests: tuple[Addressed, ...]
    sheet: LabelSheet
    start: int = 1


@dataclass(frozen=True, slots=True)
class Certificates:
    """修了証, a page a person, dated with the last day of the class."""

    names: tuple[str, ...]
    title: str
    sessions: int
    on: date
    city: str
    signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """What an 申込書 is filled in with; empty where nothing is known yet."""

    name: str = ""
    kana: str = ""
    born_on: date | None = None
    telephone: str = ""
    good_times: str = ""
    district: str = ""
    address: str = ""
    device: Device = Device.UNKNOWN
    card: Card = Card.UNKNOWN
    needs: tuple[str, ...] = ()
    family_name: str = ""
    family_relation: str = ""
    family_telephone: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """申込書: blank, or with what is known of someone. It never asks for the 個人番号."""

    applicant: Applicant
    office: Office
    printed_at: datetime
