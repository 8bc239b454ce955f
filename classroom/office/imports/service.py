"""Reading the city's own files and taking them in, all or nothing."""

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Generic, TypeVar

from sqlmodel import Session

from classroom.core.errors import Refusal
from classroom.desk.participant import service as participants
from classroom.desk.participant.values import ParticipantDetails
from classroom.kit.workbook.reading import Sheet
from classroom.office.imports import schedule_queries
from classroom.office.imports.matching import Chosen, match, rows_below, year_of
from classroom.office.imports.people_queries import PeopleReader
from classroom.office.imports.rules import Kind, Matching, is_forbidden
from classroom.office.imports.tables import read_sheets
from classroom.office.imports.values import Reading
from classroom.planning.course.values import OfferingDetails
from classroom.planning.offering import service as offerings
from classroom.rules.fiscal_year import fiscal_year
from classroom.rules.text import harmless_cell

T = TypeVar("T")
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Opened(Generic[T]):
    """A file with its matching, what was read of it, and the columns that must not be read."""

    sheets: tuple[Sheet, ...]
    matching: Matching
    reading: Reading[T]
    forbidden: tuple[str, ...]
    year: int


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
    sheets = read_sheets(content, file_name)
    matching = match(sheets, Kind.PARTICIPANTS, chosen or Chosen())
    rows = rows_below(sheets[matching.sheet], matching)
    reader = PeopleReader(db, matching.columns, matching.heads, today=today, area_code=area_code)
    return Opened(sheets, matching, reader.read(rows), _forbidden(matching), fiscal_year(today))


def open_schedule(
    db: Session,
    content: bytes,
    file_name: str,
    *,
    today: date,
    chosen: Chosen | None = None,
) -> Opened[OfferingDetails]:
    """Read a year's schedule. Writes nothing. Raises Refusal where it is no such file."""
    sheets = read_sheets(content, file_name)
    matching = match(sheets, Kind.SESSIONS, chosen or Chosen())
    sheet = sheets[matching.sheet]
    year = year_of(sheet, matching, file_name, fiscal_year(today))
    rows = rows_below(sheet, matching)
    reading = schedule_queries.read(db, matching.columns, matching.heads, rows, year=year)
    return Opened(sheets, matching, reading, _forbidden(matching), year)


def add_people(
    db: Session, reading: Reading[ParticipantDetails], chosen: Collection[int] = (), *, at: datetime
) -> int:
    """Register everybody who is new, and of those who are there already the chosen rows.

    All or nothing: raises Refusal while any row is refused. Returns how many were added.
    """
    found = reading.to_add(chosen)
    if not found:
        raise Refusal("新しく加える方はいません。どの行の方も、もう登録されています。")
    for details in found:
        participants.register(db, details, at=at)
    return len(found)


def add_schedule(
    db: Session, reading: Reading[OfferingDetails], chosen: Collection[int] = (), *, at: datetime
) -> int:
    """Make every offering that is new as a draft. All or nothing; returns how many were made."""
    found = reading.to_add(chosen)
    if not found:
        raise Refusal("新しくつくる開講はありません。どの日も、もう予定にあります。")
    for details in found:
        offerings.create_offering(db, details, at=at)
    return len(found)


def refused_csv(opened: Opened[T]) -> bytes:
    """Return the refused rows with their reasons, to be put right in Excel: BOM, CRLF, harmless."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    heads = (harmless_cell(head) for head in opened.matching.heads)
    writer.writerow(["行", "直すところ", *heads])
    for line in opened.reading.refused:
        cells = (harmless_cell(cell) for cell in line.cells)
        writer.writerow([line.number, harmless_cell(" ".join(line.notes)), *cells])
    return (BOM + out.getvalue()).encode()


def _forbidden(matching: Matching) -> tuple[str, ...]:
    return tuple(head.strip() for head in matching.heads if is_forbidden(head))
