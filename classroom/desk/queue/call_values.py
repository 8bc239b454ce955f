"""What the list of calls and its paper show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from classroom.core import clock
from classroom.desk.participant.values import Named
from classroom.rules.words.queue import CallKind, CallResult, CallState, Status
from classroom.rules.words.residence import Departure, departure


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a call."""

    result: CallResult
    at: datetime
    note: str

    def label(self, kind: CallKind) -> str:
        """Return what came of it, as the button said it."""
        return kind.word(self.result)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Named):
    """Someone to be called: who, on which numbers, when, and what to say."""

    id: int
    kind: CallKind
    state: CallState
    say: str
    due_on: date
    holds_seat: bool
    hold_until: datetime | None
    ended_at: datetime | None
    version: int
    participant_id: int
    name: str
    name_kana: str
    telephone: str
    telephone2: str
    good_times: str
    family_name: str
    family_relation: str
    family_telephone: str
    needs_hearing: bool
    enrolment_id: int | None
    offering_id: int | None
    course_session_id: int | None = None
    party: int | None = None
    tries: tuple[Try, ...] = ()
    companions: tuple[str, ...] = ()
    asks_residence: bool = False  # nobody knows whether they live in the city
    MESSAGE: ClassVar = CallResult.MESSAGE

    @property
    def answers(self) -> tuple[CallResult, ...]:
        """Return the results that make sense and are one press; a message is also written."""
        one_press = (CallResult.YES, CallResult.NO, CallResult.NO_ANSWER)
        return tuple(each for each in one_press if self.kind.word(each))

    @property
    def last_try(self) -> Try | None:
        return self.tries[-1] if self.tries else None

    @property
    def tried(self) -> str:
        """Return the tries so far in one line: 留守 2回（最後は11/25 10:12）."""
        last = self.last_try
        if last is None:
            return ""
        at = clock.local(last.at)
        counts: dict[str, int] = {}
        for each in self.tries:
            counts[each.label(self.kind)] = counts.get(each.label(self.kind), 0) + 1
        words = "・".join(f"{label}{number}回" for label, number in counts.items())
        return f"{words}（最後は{at.month}/{at.day} {at.hour}:{at.minute:02}）"

    @property
    def ran_out(self) -> bool:
        """Tell whether the seat was held in vain until its time had passed."""
        return (
            self.state is CallState.DROPPED
            and self.hold_until is not None
            and self.ended_at is not None
            and self.ended_at >= self.hold_until
        )

    @property
    def outcome(self) -> str:
        if self.ran_out:
            return "期限切れ。順番はそのまま"
        last = self.last_try
        if self.state is CallState.DROPPED or last is None:
            return "いらなくなりました"
        return last.label(self.kind)


@dataclass(frozen=True, slots=True)
class CallList:
    """The calls of a day: those to make now, those that can wait, and the latest that ended."""

    now: tuple[Call, ...]
    later: tuple[Call, ...]
    ended: tuple[Call, ...]
    uncalled: tuple["FreeSeats", ...]
    untold: tuple["UntoldTeam", ...] = ()
    left: tuple["LeftBooking", ...] = ()
    left_out: int = 0  # people who are not called, because they have moved away or died

    @property
    def held(self) -> int:
        calls = (*self.now, *self.later)
        return sum(1 + len(each.companions) for each in calls if each.holds_seat)


@dataclass(frozen=True, slots=True)
class FreeSeats:
    """Seats that are free while people wait, and nobody has been called yet."""

    offering_id: int
    title: str
    on: date
    seats_left: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LeftBooking(Named):
    """What somebody who has moved away or died is still booked on, or waits for."""

    enrolment_id: int
    participant_id: int
    status: Status
    name: str
    name_kana: str
    moved_on: date | None
    died_on: date | None
    title: str
    on: date

    @property
    def departure(self) -> Departure | None:
        return departure(self.moved_on, self.died_on)


@dataclass(frozen=True, slots=True)
class UntoldTeam:
    """A day that was called off or moved, and how many of its team do not know yet."""

    course_session_id: int
    title: str
    number: int
    on: date
    people: int


@dataclass(frozen=True, slots=True)
class Answered:
    """What a result has done: to whom, and what the desk must know."""

    name: str
    result: CallResult
    word: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """The 電話連絡票: the calls of a day on paper.

    `about` says why all of them are called, where that is not the kind of each call.
    """

    calls: tuple[Call, ...]
    printed_at: datetime
    contact: str
    about: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What the desk says came of a try, on the version of the call that was on its screen."""

    result: CallResult
    note: str
    version: int
