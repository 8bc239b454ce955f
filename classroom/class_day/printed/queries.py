"""Reading sheets as they were printed."""

from sqlmodel import Session, col, select

from classroom.class_day.printed.models import PrintedSheet
from classroom.class_day.printed.rules import ASKED, LAYOUTS, SheetKind
from classroom.class_day.printed.values import Kept


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


def newest(db: Session, course_session_id: int, kind: SheetKind) -> Kept | None:
    """Return the sheet of a kind that was printed last for a session."""
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


def statements(db: Session, course_session_id: int) -> list[str]:
    """Return what the アンケート printed last for a session asks; empty where none was."""
    mine = (
        PrintedSheet.course_session_id == course_session_id,
        col(PrintedSheet.kind).in_(ASKED),
    )
    newest = select(PrintedSheet.number).where(*mine).order_by(col(PrintedSheet.printed_at).desc())
    number = db.exec(newest.limit(1)).first()
    pages = select(PrintedSheet.rows).where(*mine, PrintedSheet.number == number)
    return [str(row) for rows in db.exec(pages.order_by(col(PrintedSheet.page))) for row in rows]
