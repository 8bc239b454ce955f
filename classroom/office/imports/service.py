"""Reading the city's own files and taking them in, all or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.desk.participant import service as participants
from classroom.desk.participant.values import ParticipantDetails
from classroom.kit.workbook.book import Book, Cell, Grid, Number
from classroom.kit.workbook.reading import Sheet
from classroom.office.imports import schedule_queries
from classroom.office.imports.matching import (
    Chosen,
    Table,
    forbidden_columns,
    match,
    table_of,
    year_of,
)
from classroom.office.imports.people_queries import PeopleReader
from classroom.office.imports.rules import Kind, Matching
from classroom.office.imports.tables import read_sheets
from classroom.office.imports.values import Line, Reading
from classroom.planning.course.holidays import closing
from classroom.planning.course.values import OfferingDetails
from classroom.planning.offering import service as offerings
from classroom.planning.offering.day_rules import Terms
from classroom.rules.fiscal_year import fiscal_year

T = TypeVar("T")
ROW_WIDTH, REASON_WIDTH, CELL_WIDTH = 5, 40, 16


@dataclass(frozen=True, slots=True)
class Opened(Generic[T]):
    """A file with its matching, what was read of it, and what was left aside."""

    sheets: tuple[Sheet, ...]
    matching: Matching
    reading: Reading[T]
    table: Table
    year: int

    @property
    def sheet(self) -> Sheet:
        return self.sheets[self.matching.sheet]

    @property
    def hidden_rows(self) -> tuple[int, ...]:
        """Rows that were read though Excel does not show them, as Excel counts them."""
        rows = (line.number for line in self.reading.lines)
        return tuple(number for number in rows if number - 1 in self.sheet.hidden_rows)

    @property
    def hidden_columns(self) -> tuple[str, ...]:
        """Heads of columns that were read though Excel does not show them."""
        columns = enumerate(zip(self.matching.heads, self.matching.columns, strict=True))
        hidden = self.sheet.hidden_columns
        return tuple(
            head.replace("\n", " ").strip() or field.label
            for place, (head, field) in columns
            if place in hidden and field is not None
        )


def read_allowed(content: bytes, file_name: str, kind: Kind) -> tuple[Sheet, ...]:
    """Read a file's sheets. Refuses one with a column of 個人番号 or of secrets (番号法第20条)."""
    sheets = read_sheets(content, file_name)
    if found := forbidden_columns(sheets, kind):
        raise Refusal(
            f"「{found[0]}」の列があるため、このファイルは受け付けません。何も保存していません。"
            "その列を消して別の名前で保存し、えらび直してください。"
        )
    return sheets


def open_people(
    db: Session,
    content: bytes,
    file_name: str,
    *,
    today: date,
    area_code: str,
    chosen: Chosen | None = None,
) -> Opened[ParticipantDetails]:
    """Read a file of participants. Writes nothing. Raises Refusal where it is no such file."""
    sheets = read_allowed(content, file_name, Kind.PARTICIPANTS)
    chosen = chosen or Chosen()
    matching = match(sheets, Kind.PARTICIPANTS, chosen)
    table = table_of(sheets[matching.sheet], matching, Kind.PARTICIPANTS)
    reader = PeopleReader(
        db, matching.columns, matching.heads, today=today, area_code=area_code, era=chosen.era
    )
    reading = reader.read(table.rows, sheets[matching.sheet].readings)
    return Opened(sheets, matching, reading, table, fiscal_year(today))


def open_schedule(
    db: Session,
    content: bytes,
    file_name: str,
    *,
    today: date,
    chosen: Chosen | None = None,
) -> Opened[OfferingDetails]:
    """Read a year's schedule. Writes nothing. Raises Refusal where it is no such file."""
    sheets = read_allowed(content, file_name, Kind.SESSIONS)
    matching = match(sheets, Kind.SESSIONS, chosen or Chosen())
    sheet = sheets[matching.sheet]
    year = year_of(sheet, matching, file_name, fiscal_year(today))
    table = table_of(sheet, matching, Kind.SESSIONS)
    measure = Terms(today, year, closing(db))
    reading = schedule_queries.read(
        db, matching.columns, matching.heads, table.rows, measure=measure
    )
    return Opened(sheets, matching, reading, table, year)


def add_people(
    db: Session,
    reading: Reading[ParticipantDetails],
    chosen: Collection[int] = (),
    without: Collection[int] = (),
    *,
    at: datetime,
) -> int:
    """Register everybody who is new, and of those who are there already the chosen rows.

    All or nothing but for the rows `without` which it is to go on: raises Refusal while any other
    row is refused. Returns how many were added.
    """
    found = reading.to_add(chosen, without)
    if not found:
        raise Refusal("新しく加える方はいません。どの行の方も、もう登録されています。")
    for details in found:
        participants.register(db, details, at=at)
    return len(found)


def add_schedule(
    db: Session,
    reading: Reading[OfferingDetails],
    chosen: Collection[int] = (),
    without: Collection[int] = (),
    *,
    at: datetime,
) -> int:
    """Make every offering that is new as a draft. All or nothing; returns how many were made."""
    found = reading.to_add(chosen, without)
    if not found:
        raise Refusal("新しくつくる開講はありません。どの日も、もう予定にあります。")
    for details in found:
        offerings.create_offering(db, details, at=at)
    return len(found)


def list_of(opened: Opened[T], lines: Sequence[Line], city: str, at: datetime) -> bytes:
    """Return rows with their reasons as an Excel file, to be put right and chosen again."""
    heads = tuple(head.replace("\n", " ").strip() for head in opened.matching.heads)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Number.of(line.number, ""), " ".join(line.notes), *_as_wide(line.cells, len(heads)))
        for line in lines
    )
    widths = (ROW_WIDTH, REASON_WIDTH, *(CELL_WIDTH for _ in heads))
    book = Book("取り込まなかった行", "取り込み", city)
    leaf = book.leaf("取り込まなかった行", landscape=True)
    leaf.repeat(leaf.table(Grid("取り込まなかった行", ("行", "わけ", *heads), widths, rows)))
    return book.content(at)


def _as_wide(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *("" for _ in range(width - len(cells))))[:width]
