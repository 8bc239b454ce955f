"""The files of open data by name and content, for the page and the command alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.errors import Refusal
from classroom.figures.opendata import event_files, monthly, queries
from classroom.figures.opendata.editions import STANDARD, editions
from classroom.figures.opendata.rules import Measure, fits_cp932, instead
from classroom.figures.opendata.values import City, Edition, Event, Replaced, Unfit, city_of
from classroom.figures.results.month_ends import year_release
from classroom.rules import months
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.text_file import BOM, csv_text
from classroom.rules.words.app import Stage

Rows = Sequence[Sequence[str]]


class Encoding(StrEnum):
    """In which characters a CSV is written."""

    UTF8 = "utf-8"
    CP932 = "cp932"


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV before it is written: its rows, heads first, and what a CP932 file would replace."""

    name: str
    rows: Rows
    replaced: tuple[Replaced, ...]

    def content(self, encoding: Encoding = Encoding.UTF8) -> bytes:
        return encoded(csv_text(self.rows), encoding)

    def file_name(self, encoding: Encoding = Encoding.UTF8) -> str:
        return f"{self.name}{'_sjis' if encoding is Encoding.CP932 else ''}.csv"


@dataclass(frozen=True, slots=True)
class EventList:
    """The days of classes that may be published."""

    city: City
    events: Sequence[Event]

    @property
    def name(self) -> str:
        """Return the file name that the data set asks for, without its ending."""
        return f"{self.city.code}_event"

    def table(self, edition: Edition) -> Table:
        rows = event_files.event_rows(edition, self.events, self.city)
        return Table(self.name, rows, replaced(csv_text(rows)))

    def unfit(self, edition: Edition) -> list[Unfit]:
        return event_files.unfit(edition, event_files.event_rows(edition, self.events, self.city))

    def json(self) -> bytes:
        return f"{event_files.as_json(self.events, self.city)}\n".encode()

    def calendar(self, at: datetime) -> bytes:
        return event_files.as_calendar(self.events, self.city, at)


def event_list(db: Session, settings: Settings, today: date) -> EventList:
    return EventList(city_of(settings), queries.events(db, queries.first_published(today)))


def known_editions(settings: Settings) -> Mapping[str, Edition]:
    return editions(settings.instance)


def edition_named(settings: Settings, name: str | None) -> Edition:
    """Return an edition; the standard's newest where none is named."""
    known = known_editions(settings)
    found = known.get(name or STANDARD)
    if found is None:
        raise Refusal(f"イベント一覧の版「{name}」はありません。{'・'.join(known)} のどれかです。")
    return found


def month_table(db: Session, settings: Settings, month: date) -> Table:
    """Return the counts of a month, which its first day names."""
    city = city_of(settings)
    stage = Stage(settings.registered_stage)
    counts = queries.month_counts(db, month, stage)
    year = year_release(db, stage, fiscal_year(month), months.last_of(month))
    told = {
        Measure.ATTENDED: year.told(year.came, month),
        Measure.NEWLY: year.told(year.newly, month),
    }
    waits = frozenset(measure for measure, count in told.items() if count is None)
    found = monthly.month_rows(counts, queries.district_names(db, counts), waits)
    rows = monthly.as_rows(found, city)
    name = f"{city.code}_smartphone_class_{month:%Y%m}"
    return Table(name, rows, replaced(csv_text(rows)))


def closed_month(text: str | None, today: date) -> date:
    """Return the first day of a month that is over; the last one where none is named."""
    latest = months.later(today, -1)
    if not text:
        return latest
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Refusal(f"「{text}」は月として読めません。2026-10 のように書いてください。") from None
    if month > latest:
        raise Refusal("その月はまだ終わっていません。終わった月をえらんでください。")
    return month


def encoded(text: str, encoding: Encoding) -> bytes:
    """Return the bytes of a CSV; CP932 has 〓 or a near character for what it cannot hold."""
    if encoding is Encoding.UTF8:
        return f"{BOM}{text}".encode()
    return "".join(map(_fitting, text)).encode("cp932")


def replaced(text: str) -> tuple[Replaced, ...]:
    """Return what the CP932 file of a text replaces, in the order in which it first occurs."""
    counts = Counter(letter for letter in text if not fits_cp932(letter))
    return tuple(Replaced(letter, instead(letter), times) for letter, times in counts.items())


def _fitting(letter: str) -> str:
    return letter if fits_cp932(letter) else instead(letter)
