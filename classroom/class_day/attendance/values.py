"""What travels between the pages of class day and their service."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from classroom.desk.participant.rules import Device
from classroom.desk.queue.values import Act
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionState


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a session came, did not, and are not marked yet."""

    came: int = 0
    absent: int = 0
    open: int = 0

    @property
    def expected(self) -> int:
        return self.came + self.absent + self.open


@dataclass(frozen=True, slots=True)
class SessionHead:
    """What every page of a session says at its top. `title` is what the posters call it."""

    id: int
    offering_id: int
    code: str
    title: str
    course_title: str
    teaches_app: bool
    number: int
    session_count: int
    on: date
    starts: time
    ends: time
    venue: str
    room: str
    capacity: int
    seats_taken: int
    places: int
    status: Status
    state: SessionState
    state_reason: str
    planned_on: date | None
    memo: str
    closed_at: datetime | None
    version: int

    @property
    def number_label(self) -> str:
        """Return 第2回（全3回）, or nothing for an offering of one day."""
        return f"第{self.number}回（全{self.session_count}回）" if self.session_count > 1 else ""

    @property
    def moved_label(self) -> str:
        """Say that this is another day than the one first announced: 12月17日から変更."""
        day = self.planned_on
        return f"{day.month}月{day.day}日から変更" if day else ""

    @property
    def sheet_label(self) -> str:
        """Return what a 出席簿 says at its head: 第3回／全4回　12月17日から変更."""
        label = f"第{self.number}回／全{self.session_count}回"
        return "　".join(filter(None, (label, self.state.label or self.moved_label)))

    @property
    def off_sentence(self) -> str:
        """Say that the class does not take place, and that it is this day alone where it is."""
        if self.state.is_on or self.session_count == 1:
            return f"この教室は{self.state.sentence or '中止になりました'}。"
        return f"この回は{self.state.sentence}。"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.status is Status.CANCELLED


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A person in a session: no telephone, no address, no birth date, for instructors read this."""

    enrolment_id: int
    participant_id: int
    name: str
    kana: str
    kana_key: str
    age: str
    device: Device
    needs: tuple[str, ...]
    is_first_time: bool
    is_walk_in: bool
    mark: Mark | None
    checked_in_at: datetime | None
    marked_by: str

    @property
    def shown_name(self) -> str:
        """Return the name as written, or the kana until the kanji is known."""
        return self.name or self.kana

    @property
    def came(self) -> bool:
        return self.mark is not None and self.mark.was_there

    @property
    def device_label(self) -> str:
        return "" if self.device is Device.UNKNOWN else self.device.label


@dataclass(frozen=True, slots=True)
class ClassDay:
    """A session on its day: everyone in fixed 五十音 order. `is_before` until its day has come."""

    session: SessionHead
    lines: tuple[ClassLine, ...]
    is_before: bool
    left_out: int = 0  # have a place, and moved away or died by that day

    @property
    def counts(self) -> Counts:
        came = sum(line.came for line in self.lines)
        unmarked = sum(line.mark is None for line in self.lines)
        return Counts(came, len(self.lines) - came - unmarked, unmarked)

    @property
    def is_open(self) -> bool:
        return not (self.session.is_closed or self.session.is_cancelled)


@dataclass(frozen=True, slots=True)
class Namesake:
    """Someone registered under the same フリガナ as a person who walked in."""

    participant_id: int
    name: str
    age: str
    device: Device

    @property
    def label(self) -> str:
        """Return enough to ask "is it you?": the name, the decade, the telephone's kind."""
        device = "" if self.device is Device.UNKNOWN else self.device.label
        about = "・".join(word for word in (self.age, device) if word)
        return f"{self.name}さん（{about}）" if about else f"{self.name}さん"


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of a press: whether it changed anything, and what stands now.

    `before` is what stood until then, for the way back.
    """

    changed: bool
    mark: Mark | None
    before: Mark | None
    name: str
    at: datetime | None = None
    by: str = ""
    enrolment_id: int = 0
    participant_id: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """How an enrolment stands in a session, as a press meets it. `is_listed`: on its roster."""

    on: date
    is_closed: bool
    status: Status
    is_listed: bool
    participant_id: int
    name: str
    attendance_id: int | None
    mark: Mark | None
    checked_in_at: datetime | None
    marked_at: datetime | None
    marked_by: str
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """A write from a page of class day: its operation id, when and on which device, and by whom.

    `at` is the instant it counts at, `received_at` the one at which it arrived.
    """

    id: str
    course_session_id: int
    at: datetime
    received_at: datetime
    device: str
    by: int

    @property
    def act(self) -> Act:
        return Act(self.at, self.by)


@dataclass(frozen=True, slots=True)
class Press:
    """A press on a row: the mark wanted (None takes it back), the one shown, and how it was made.

    `seen` is "" where the mark that the page showed is not known.
    """

    wanted: Mark | None
    seen: Mark | Literal[""] | None = ""
    how: How = How.SCREEN


@dataclass(frozen=True, slots=True)
class Finished:
    """How a class ended: how many came, and how many were marked absent by ending it."""

    came: int
    made_absent: int


@dataclass(frozen=True, slots=True)
class Carried:
    """A class-day write on its way to another database, with what was typed.

    `at` orders operations, with ties by `id`; ids are the same in every database.
    """

    id: str
    course_session_id: int
    kind: str
    payload: dict[str, Any]
    at: datetime
    device: str
    by: int | None

    @property
    def act(self) -> Act:
        return Act(self.at, self.by)


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operation that was not replayed, because this database says something else by now."""

    operation: Carried
    sentence: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a replay: how many were done, how many were known already, what was not done."""

    done: int
    known: int
    conflicts: tuple[Conflict, ...]
