"""What travels between the queries, the files and the page of open data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from classroom.core.config import Settings
from classroom.figures.opendata.rules import Measure, prefecture_of
from classroom.planning.course.rules import Selection
from classroom.rules.words.bands import AgeGroup
from classroom.rules.words.planning import Status
from classroom.rules.words.session import SessionState


@dataclass(frozen=True, slots=True)
class City:
    """Who publishes."""

    code: str
    name: str
    prefecture: str
    contact: str
    telephone: str
    apply_address: str


def city_of(settings: Settings) -> City:
    return City(
        code=settings.city_code,
        name=settings.city_name,
        prefecture=prefecture_of(settings.city_code),
        contact=settings.contact,
        telephone=settings.telephone,
        apply_address=settings.apply_address,
    )


@dataclass(frozen=True, slots=True)
class Event:
    """A day of an offering as the public may know it: no draft, nobody's name, no reason."""

    session_id: int
    title: str
    summary: str
    bring: str
    status: Status
    on: date
    starts: time
    ends: time
    number: int
    count: int
    venue: str
    room: str
    address: str
    latitude: float | None
    longitude: float | None
    parking: int
    capacity: int
    selection: Selection
    age_min: int | None
    apply_until: date | None
    changes: int
    state: SessionState = SessionState.PLANNED
    planned_on: date | None = None

    @property
    def id(self) -> str:
        """Return what the day is known by in every file, whatever is changed about it."""
        return f"SC{self.session_id:08}"

    @property
    def is_cancelled(self) -> bool:
        return self.status is Status.CANCELLED

    @property
    def public_title(self) -> str:
        """Return the title, with the word 中止, 延期 or 日程変更 where readers look first."""
        word = self.state.label or "中止" if self.is_cancelled else ""
        if self.planned_on and not word:
            word = "日程変更"
        return f"【{word}】{self.title}" if word else self.title

    @property
    def public_note(self) -> str:
        """Return what is said beside it, never a reason: that may be about a person."""
        if not self.state.is_on:
            return self.state.sentence
        if self.planned_on and not self.is_cancelled:
            return f"{self.planned_on.month}月{self.planned_on.day}日から変更しました"
        return {
            Status.CANCELLED: "中止になりました",
            Status.CLOSED: "受付は終わりました",
            Status.FINISHED: "終わりました",
        }.get(self.status, "")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an edition; without a `field` it stays empty."""

    head: str
    field: str
    format: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of イベント一覧: its columns in order, and what to mind before publishing."""

    name: str
    label: str
    caution: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A column whose cells miss something: required but empty, or in another form than asked."""

    head: str
    rows: int
    what: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A character that a CP932 file cannot hold, what stands for it, and how often."""

    letter: str
    by: str
    times: int

    @property
    def code(self) -> str:
        return f"U+{ord(self.letter):04X}"

    @property
    def said(self) -> str:
        return f"「{self.letter}」（{self.code}）→{self.by_said}　{self.times}か所"

    @property
    def by_said(self) -> str:
        """Return what stands for it, or that nothing does."""
        return f"「{self.by}」" if self.by else "（省きます）"


@dataclass(frozen=True, slots=True)
class MonthCounts:
    """Distinct people of a month by age group and district, for each measure."""

    first: date
    counts: Mapping[Measure, Mapping[tuple[AgeGroup, str], int]]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A row of the monthly file; `people` is None where the count stays hidden."""

    month: str
    measure: str
    district: str
    age: str
    people: int | None
