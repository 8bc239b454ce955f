"""What the papers for a class show."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from classroom.class_day.attendance.sheet import AttendanceSheet
from classroom.class_day.printed.rules import SheetKind
from classroom.kit.handout.blocks import Handout
from classroom.papers.values import ClassFacts, Office


class Order(StrEnum):
    """How a 名簿 is ordered, and where it is cut into parts."""

    KANA = "kana"
    BAND = "band"
    DISTRICT = "district"

    @property
    def label(self) -> str:
        return ORDER_LABELS[self]


ORDER_LABELS = {Order.KANA: "五十音順", Order.BAND: "年代ごと", Order.DISTRICT: "地区ごと"}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person on a 名簿. `telephone` is empty where the reader may not see it."""

    name: str
    kana: str
    band: str = ""
    district: str = ""
    device: str = ""
    needs: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class RosterPart:
    """People under one heading; the heading is empty where the list is not cut."""

    heading: str
    rows: tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """名簿 of a class. Who may not see telephones gets neither them nor the districts."""

    title: str
    about: str
    order: Order | None
    parts: tuple[RosterPart, ...]
    has_telephones: bool
    has_districts: bool
    printed_at: datetime

    @property
    def order_label(self) -> str:
        return self.order.label if self.order else "入力順"

    @property
    def count(self) -> int:
        return sum(len(part.rows) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Tag:
    """名札 of a person; `code` is the enrolment's, to be scanned at the door."""

    name: str
    kana: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSheet:
    """名札 of a class, and the kind of sheet they are printed on."""

    title: str
    on: date
    tags: tuple[Tag, ...]
    sheet: str
    city: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a course on a flyer. `seats` and `age_min` are of the whole run."""

    about: ClassFacts
    seats: int
    age_min: int | None = None
    apply_until: date | None = None
    is_draw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Flyer:
    """募集チラシ: one page that hangs on a wall. `address`, where there is one, is a QR code."""

    title: str
    summary: str
    bring: str
    runs: tuple[Run, ...]
    office: Office
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """アンケート of a class, without a name. After class there is a second half for words."""

    kind: SheetKind
    title: str
    on: date
    venue: str
    statements: tuple[str, ...]
    page_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """忘れ物チェックリスト: what goes to the classroom."""

    title: str
    on: date
    starts: time
    ends: time
    venue: str
    people: int
    loans: int
    has_wifi: bool
    handout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """クラスパック: everything for one session, in the order it is handed out."""

    title: str
    on: date
    sheet: AttendanceSheet
    tags: TagSheet
    questionnaires: tuple[Questionnaire, ...]
    handouts: tuple[Handout, ...]
    checklist: Checklist
