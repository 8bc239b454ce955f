"""Moving what hangs on one record to another, row by row, each change in the ledger."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from classroom.desk.calling.rules import CallKind, CallState
from classroom.desk.enrolment.rules import LIVE, Status
from classroom.desk.merging import queries
from classroom.desk.merging.ledger import Ledger, Row, rows
from classroom.desk.merging.queries import CALLS, CHANGES, LINES, MARKS, OUTCOMES, STAGES
from classroom.desk.merging.rules import Side, better_line, standing_stages

WHY = "同じ方の記録とまとめたため"
# What an enrolment is: its place, how and when it came, and what was said about it.
_PLACE = (
    "status",
    "holds_seat",
    "waiting_number",
    "channel",
    "applied_at",
    "decided_at",
    "party",
    "is_first_time",
    "note",
    "proxy",
    "override_reason",
)
_NO_PLACE = {"status": Status.CANCELLED, "holds_seat": False, "waiting_number": None}


class Move:
    """Moves everything of one record to the other."""

    def __init__(self, ledger: Ledger, kept_id: int, gone_id: int, at: datetime, by: int | None):
        self.ledger, self.at, self.by = ledger, at, by
        self.kept_id, self.gone_id = kept_id, gone_id

    @property
    def _db(self) -> Session:
        return self.ledger.db

    def everything(self) -> None:
        """Move enrolments with their attendance, calls, stages and outcomes."""
        both = queries.in_both(self._db, self.kept_id, self.gone_id)
        for kept, gone in both.values():
            self._join(kept, gone)
        apart = [
            line
            for line in queries.of_person(self._db, LINES, self.gone_id)
            if line["offering_id"] not in both
        ]
        for line in apart:
            self.ledger.change(LINES, line["id"], {"participant_id": self.kept_id})
        for call in queries.of_person(self._db, CALLS, self.gone_id):
            self.ledger.change(CALLS, call["id"], {"participant_id": self.kept_id})
        self._stages()
        self._outcomes()

    def _join(self, kept: Row, gone: Row) -> None:
        """Make two enrolments in one offering one: the kept record's line carries the better."""
        seats = kept["holds_seat"] + gone["holds_seat"]
        place = gone if better_line(kept, gone) is Side.GONE else kept
        self._calls_of(kept, gone, place["status"])
        if gone["status"] in LIVE:
            self.ledger.change(LINES, gone["id"], {**_NO_PLACE, "decided_at": self.at})
            self._note(gone["id"], Status.CANCELLED)
        if place is gone:
            self.ledger.change(LINES, kept["id"], {column: gone[column] for column in _PLACE})
            if kept["status"] is not gone["status"]:
                self._note(kept["id"], gone["status"])
        for _ in range(seats - place["holds_seat"]):
            self.ledger.free_seat(kept["offering_id"])
        self._marks(kept["id"], gone["id"])

    def _note(self, line: int, status: Status) -> None:
        """Write in the line's own history what it became, and why."""
        given = {"status": status, "at": self.at, "staff_member_id": self.by, "why": WHY}
        self.ledger.add(CHANGES, {"enrolment_id": line, **given})

    def _marks(self, kept_line: int, gone_line: int) -> None:
        """Leave one mark a session: of two the one that says they were there, or the earlier."""
        mine = {mark["course_session_id"]: mark for mark in self._marks_of(kept_line)}
        for mark in self._marks_of(gone_line):
            other = mine.get(mark["course_session_id"])
            if other is not None and _mark_rank(other) <= _mark_rank(mark):
                self.ledger.delete(MARKS, mark["id"])
                continue
            if other is not None:
                self.ledger.delete(MARKS, other["id"])
            self.ledger.change(MARKS, mark["id"], {"enrolment_id": kept_line})

    def _marks_of(self, line: int) -> list[Row]:
        return rows(self._db, MARKS, MARKS.c.enrolment_id == line)

    def _calls_of(self, kept: Row, gone: Row, status: Status) -> None:
        """Hand open calls on to the one line, and drop those that its place makes needless."""
        kinds: set[CallKind] = set()
        for call in [*self._open_calls(kept["id"]), *self._open_calls(gone["id"])]:
            if call["kind"] in kinds or not _is_needed(call["kind"], status):
                self._drop(call, kept["offering_id"])
            else:
                self.ledger.change(CALLS, call["id"], {"enrolment_id": kept["id"]})
                kinds.add(call["kind"])

    def _open_calls(self, line: int) -> list[Row]:
        of_line = (CALLS.c.state == CallState.OPEN, CALLS.c.enrolment_id == line)
        return rows(self._db, CALLS, *of_line)

    def _drop(self, call: Row, offering_id: int) -> None:
        ended = {"state": CallState.DROPPED, "holds_seat": False, "ended_at": self.at}
        self.ledger.change(CALLS, call["id"], ended)
        if call["holds_seat"]:
            self.ledger.free_seat(offering_id)

    def _stages(self) -> None:
        found = queries.of_person(self._db, STAGES, self.kept_id, self.gone_id)
        standing = standing_stages(found)
        for row in found:
            if row["id"] not in standing:
                self.ledger.delete(STAGES, row["id"])
        for row in found:
            if row["id"] in standing:
                self.ledger.change(STAGES, row["id"], {"participant_id": self.kept_id})

    def _outcomes(self) -> None:
        """Leave one outcome a session, the one entered last."""
        of_kept = queries.of_person(self._db, OUTCOMES, self.kept_id)
        mine = {row["course_session_id"]: row for row in of_kept}
        for row in queries.of_person(self._db, OUTCOMES, self.gone_id):
            other = mine.get(row["course_session_id"])
            if other is not None and other["recorded_at"] >= row["recorded_at"]:
                self.ledger.delete(OUTCOMES, row["id"])
                continue
            if other is not None:
                self.ledger.delete(OUTCOMES, other["id"])
            self.ledger.change(OUTCOMES, row["id"], {"participant_id": self.kept_id})


def _mark_rank(mark: Mapping[str, object]) -> tuple[bool, object]:
    return not getattr(mark["mark"], "was_there", False), mark["marked_at"]


def _is_needed(kind: CallKind, status: Status) -> bool:
    """Tell whether a call about an enrolment still has something to say."""
    if kind is CallKind.SEAT_FREE:
        return status is Status.WAITLISTED
    if kind is CallKind.DRAW_LOST:
        return status is not Status.ACCEPTED
    return True
