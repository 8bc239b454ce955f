"""Reading sheets as they were printed, and all the papers of a session put together."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance import sheet_layout
from classroom.class_day.attendance.sheet import AttendanceSheet
from classroom.class_day.attendance.values import SessionHead
from classroom.papers import class_queries, questionnaire_layout
from classroom.papers.class_rules import SheetKind
from classroom.papers.class_values import Pack, Questionnaire
from classroom.papers.models import PrintedSheet

# A layout's version, and how many rows a page has that carry something printed.
LAYOUTS = {
    SheetKind.ATTENDANCE: (sheet_layout.VERSION, sheet_layout.NAMED_ROWS),
    SheetKind.BEFORE: (questionnaire_layout.VERSION, questionnaire_layout.ROWS),
    SheetKind.AFTER: (questionnaire_layout.VERSION, questionnaire_layout.ROWS),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet as it was printed: its rows over all pages, and the code of each page."""

    number: int
    kind: SheetKind
    rows: tuple[int | str, ...]
    page_ids: tuple[str, ...]
    printed_at: datetime

    @property
    def enrolment_ids(self) -> tuple[int, ...]:
        return tuple(row for row in self.rows if isinstance(row, int))

    @property
    def statements(self) -> tuple[str, ...]:
        return tuple(str(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Look:
    """What the settings say of papers: the kind of 名札, the city, the key that signs codes."""

    tag_sheet: str
    city: str
    key: str


def kept(db: Session, course_session_id: int, number: int) -> Kept | None:
    """Return a sheet that was printed; None where there is none, or only of an older layout."""
    wanted = (
        select(PrintedSheet)
        .where(PrintedSheet.number == number, PrintedSheet.course_session_id == course_session_id)
        .order_by(col(PrintedSheet.page))
    )
    pages = list(db.exec(wanted))
    if not pages or pages[0].layout != LAYOUTS[pages[0].kind][0]:
        return None
    return Kept(
        number,
        pages[0].kind,
        tuple(row for page in pages for row in page.rows),
        tuple(page.page_id for page in pages),
        pages[0].printed_at,
    )


def sheet(db: Session, head: SessionHead, found: Kept) -> AttendanceSheet:
    """Return a 出席簿 as it was printed: the same people in the same rows."""
    lines = attendance.lines_of(db, head, found.enrolment_ids)
    drawn = attendance.sheet_of(db, head, lines, found.printed_at)
    return replace(drawn, page_ids=found.page_ids)


def questionnaire(head: SessionHead, found: Kept) -> Questionnaire:
    """Return an アンケート as it was printed."""
    return Questionnaire(
        kind=found.kind,
        title=head.title,
        on=head.on,
        venue=head.venue,
        statements=found.statements,
        page_ids=found.page_ids,
    )


def newest(db: Session, course_session_id: int, kind: SheetKind) -> Kept | None:
    wanted = (
        select(PrintedSheet.number)
        .where(
            PrintedSheet.course_session_id == course_session_id,
            PrintedSheet.kind == kind,
            PrintedSheet.layout == LAYOUTS[kind][0],
        )
        .order_by(col(PrintedSheet.printed_at).desc(), col(PrintedSheet.id).desc())
    )
    number = db.exec(wanted).first()
    return kept(db, course_session_id, number) if number is not None else None


def pack(db: Session, head: SessionHead, found: Kept, look: Look) -> Pack:
    """Return everything for a session; its 出席簿 and アンケート were kept before."""
    people = found.enrolment_ids
    handouts = class_queries.handouts(db, head)
    asked = (newest(db, head.id, kind) for kind in (SheetKind.BEFORE, SheetKind.AFTER))
    return Pack(
        title=head.title,
        on=head.on,
        sheet=sheet(db, head, found),
        tags=class_queries.tags(db, head, people, look=(look.tag_sheet, look.city), key=look.key),
        questionnaires=tuple(questionnaire(head, one) for one in asked if one is not None),
        handouts=handouts,
        checklist=class_queries.checklist(
            db, head, len(people), handouts[0].name if handouts else ""
        ),
    )
