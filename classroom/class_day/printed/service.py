"""Keeping what was printed, so that a page can be read back later by the code on it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from classroom.class_day.attendance import queries as attendance
from classroom.class_day.attendance.values import SessionHead
from classroom.class_day.printed.models import PrintedSheet
from classroom.class_day.printed.page_ids import PAGES_MAX, page_id, sheet_number
from classroom.class_day.printed.rules import LAYOUTS, SheetKind
from classroom.core.errors import Refusal


class Keeper:
    """Keeps the pages of a session's sheets as they are printed, at this instant by this person.

    The same sheet printed again is the same record with a later instant.
    """

    def __init__(self, db: Session, *, key: str, at: datetime, by: int | None) -> None:
        self.db, self.key, self.at, self.by = db, key, at, by

    def keep_roster(self, head: SessionHead) -> int:
        """Keep the 出席簿 of everyone who is expected now; return its number."""
        rows = attendance.expected(self.db, head.id)
        return self.keep(head.id, SheetKind.ATTENDANCE, rows)

    def keep(self, session: int, kind: SheetKind, rows: Sequence[int | str]) -> int:
        """Keep each page of a sheet; return the sheet's number."""
        layout, a_page = LAYOUTS[kind]
        number = sheet_number(kind, session, layout, rows)
        pages = [list(rows[at : at + a_page]) for at in range(0, max(len(rows), 1), a_page)]
        if len(pages) > PAGES_MAX:
            raise Refusal(f"1つの紙は{PAGES_MAX * a_page}人までです。開講を分けてください。")
        if self._again(number, session):
            return number
        try:
            with self.db.begin_nested():
                for page, shown in enumerate(pages, 1):
                    self.db.add(
                        PrintedSheet(
                            page_id=page_id(number, page, layout, self.key),
                            number=number,
                            page=page,
                            pages=len(pages),
                            kind=kind,
                            course_session_id=session,
                            rows=shown,
                            layout=layout,
                            printed_at=self.at,
                            staff_member_id=self.by,
                        )
                    )
        except IntegrityError:
            # Another desk printed the very same sheet at this moment; its record is this one.
            self._again(number, session)
        return number

    def _again(self, number: int, session: int) -> bool:
        """Note that a known sheet was printed again; tells whether it is known."""
        mine = (col(PrintedSheet.number) == number, col(PrintedSheet.course_session_id) == session)
        known = self.db.exec(select(PrintedSheet.id).where(*mine)).first()
        if known is not None:
            printed = {"printed_at": self.at, "staff_member_id": self.by}
            self.db.connection().execute(sa.update(PrintedSheet).where(*mine).values(printed))
        return known is not None
