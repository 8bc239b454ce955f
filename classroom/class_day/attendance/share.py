"""What attendance keeps of a person: the marks on their enrolments."""

from collections.abc import Sequence

from sqlmodel import Session

from classroom.class_day.attendance.models import Attendance
from classroom.desk.merging.ledger import Ledger, Row, rows, table_of
from classroom.desk.merging.share import Share

MARKS = table_of(Attendance)


class AttendanceShare(Share):
    tables = (MARKS.name,)

    def join(self, ledger: Ledger, kept_line: int, gone_line: int) -> None:
        """Leave one mark a session: of two the one that says they were there, or the earlier."""
        mine = {mark["course_session_id"]: mark for mark in _of_lines(ledger.db, [kept_line])}
        for mark in _of_lines(ledger.db, [gone_line]):
            other = mine.get(mark["course_session_id"])
            if other is not None and _rank(other) <= _rank(mark):
                ledger.delete(MARKS, mark["id"])
                continue
            if other is not None:
                ledger.delete(MARKS, other["id"])
            ledger.change(MARKS, mark["id"], {"enrolment_id": kept_line})

    def marks(self, db: Session, enrolment_ids: Sequence[int]) -> list[int]:
        return [mark["enrolment_id"] for mark in _of_lines(db, enrolment_ids)]


def _of_lines(db: Session, enrolment_ids: Sequence[int]) -> list[Row]:
    return rows(db, MARKS, MARKS.c.enrolment_id.in_(enrolment_ids))


def _rank(mark: Row) -> tuple[bool, object]:
    return not mark["mark"].was_there, mark["marked_at"]
