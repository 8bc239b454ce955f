"""Moving what hangs on one record to another, row by row, each change in the ledger."""

from collections.abc import Sequence

from sqlmodel import Session

from classroom.desk.merging import queries
from classroom.desk.merging.ledger import Ledger, Row, rows
from classroom.desk.merging.queries import CALLS, CHANGES, LINES
from classroom.desk.merging.rules import Side, better_line
from classroom.desk.merging.share import Share
from classroom.desk.merging.values import Pair
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import LIVE, CallKind, CallState, Status

WHY = "同じ方の記録とまとめたため"
# What an enrolment is: its place, how and when it came, and what was said about it.
_PLACE = (
    *("status", "holds_seat", "waiting_number", "channel", "applied_at", "decided_at"),
    *("party", "is_first_time", "note", "proxy", "override_reason"),
)
_NO_PLACE = {"status": Status.CANCELLED, "holds_seat": False, "waiting_number": None}


class Move:
    """Moves everything of one record to the other."""

    def __init__(self, ledger: Ledger, pair: Pair, act: Act, shares: Sequence[Share]) -> None:
        self.ledger, self.pair, self.act, self.shares = ledger, pair, act, shares

    @property
    def _db(self) -> Session:
        return self.ledger.db

    def everything(self) -> None:
        """Move enrolments and calls, and what rooms above keep of the person."""
        kept_id, gone_id = self.pair.kept_id, self.pair.gone_id
        both = queries.in_both(self._db, kept_id, gone_id)
        for kept, gone in both.values():
            self._join(kept, gone)
        for line in queries.of_person(self._db, LINES, gone_id):
            if line["offering_id"] not in both:
                self.ledger.change(LINES, line["id"], {"participant_id": kept_id})
        for call in queries.of_person(self._db, CALLS, gone_id):
            self.ledger.change(CALLS, call["id"], {"participant_id": kept_id})
        for share in self.shares:
            share.move(self.ledger, kept_id, gone_id)

    def _join(self, kept: Row, gone: Row) -> None:
        """Make two enrolments in one offering one: the kept record's line carries the better."""
        seats = kept["holds_seat"] + gone["holds_seat"]
        place = gone if better_line(kept, gone) is Side.GONE else kept
        self._calls_of(kept, gone, place["status"])
        if gone["status"] in LIVE:
            self.ledger.change(LINES, gone["id"], {**_NO_PLACE, "decided_at": self.act.at})
            self._note(gone["id"], Status.CANCELLED)
        if place is gone:
            self.ledger.change(LINES, kept["id"], {column: gone[column] for column in _PLACE})
            if kept["status"] is not gone["status"]:
                self._note(kept["id"], gone["status"])
        for _ in range(seats - place["holds_seat"]):
            self.ledger.free_seat(kept["offering_id"])
        for share in self.shares:
            share.join(self.ledger, kept["id"], gone["id"])

    def _note(self, line: int, status: Status) -> None:
        """Write in the line's own history what it became, and why."""
        given = {"status": status, "at": self.act.at, "staff_member_id": self.act.by, "why": WHY}
        self.ledger.add(CHANGES, {"enrolment_id": line, **given})

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
        ended = {"state": CallState.DROPPED, "holds_seat": False, "ended_at": self.act.at}
        self.ledger.change(CALLS, call["id"], ended)
        if call["holds_seat"]:
            self.ledger.free_seat(offering_id)


def _is_needed(kind: CallKind, status: Status) -> bool:
    """Tell whether a call about an enrolment still has something to say."""
    if kind is CallKind.SEAT_FREE:
        return status is Status.WAITLISTED
    if kind is CallKind.DRAW_LOST:
        return status is not Status.ACCEPTED
    return True
