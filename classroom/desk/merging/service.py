"""Making two records of one person one, and taking that back within thirty days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from classroom.core.db import locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.seats import Full, number_by_time
from classroom.desk.merging import queries
from classroom.desk.merging.comparison import DRAW_AHEAD, compare
from classroom.desk.merging.ledger import (
    Entry,
    LaterChangeError,
    Ledger,
    entries_of,
    rows,
    take_back,
)
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.moving import Move
from classroom.desk.merging.queries import LINES, PERSON
from classroom.desk.merging.rules import KEPT_FOR, UNDO_DAYS, Side, merged_values
from classroom.desk.participant.models import Participant
from classroom.planning.course.models import Offering

__all__ = ["merge", "preview", "undo"]

preview = compare
NOT_FOUND = "この方の記録は見つかりません。もう一度さがしてください。"
IS_MERGED = "この方の記録は、もうほかの記録にまとめられています。"
SINCE = "まとめたあとに{}ため、元にもどせません。いまの記録を直してください。"


def merge(  # noqa: PLR0913  which two, what was chosen, when and by whom
    db: Session,
    kept_id: int,
    gone_id: int,
    *,
    at: datetime,
    by: int | None,
    chosen: Mapping[str, Side] | None = None,
    versions: tuple[int, int] | None = None,
) -> ParticipantMerge:
    """Let a record live on in another: all that hangs on it moves, and it is found nowhere.

    Of two enrolments in one offering the kept record's carries the better place, the other is
    cancelled, and a second seat is freed; of a stage reached twice the earlier stands. `chosen`
    says whose value stands where both differ; `versions` are those of the two as someone saw them.
    """
    db.flush()
    _hold(db, kept_id, gone_id)
    kept, gone = _standing(db, kept_id), _standing(db, gone_id)
    if versions not in (None, (kept["version"], gone["version"])):
        raise Stale
    if queries.waits_for_draw(db, kept_id, gone_id):
        raise Refusal(DRAW_AHEAD)
    ledger = Ledger(db)
    Move(ledger, kept_id, gone_id, at, by).everything()
    ledger.change(PERSON, kept_id, merged_values(kept, gone, chosen or {}))
    ledger.change(PERSON, gone_id, {"merged_into_id": kept_id})
    _forget_old(db, at)
    row = ParticipantMerge(
        kept_id=kept_id, gone_id=gone_id, before=ledger.as_json(), merged_at=at, staff_member_id=by
    )
    db.add(row)
    db.flush()
    db.expire_all()
    return row


def undo(db: Session, merge_id: int, *, at: datetime, by: int | None) -> ParticipantMerge:
    """Take a merge apart: every row it changed is as before, but for versions, which only grow.

    What was added to the kept record since stays with it. Refuses after thirty days, and where a
    later change stands against it.
    """
    del by  # who did it is in the audit log
    db.flush()
    row = locked(db, ParticipantMerge, merge_id)
    if row is None:
        raise Refusal("このまとめは見つかりません。画面を開き直してください。")
    _refuse_if_over(db, row, at)
    _hold(db, row.kept_id, row.gone_id)
    if queries.stages_since(db, row.kept_id, row.merged_at):
        raise Refusal(SINCE.format("アプリの段階が加わった"))
    try:
        for entry in reversed(entries_of(row.before)):
            take_back(db, _with_free_number(db, entry), at)
    except (LaterChangeError, IntegrityError):
        raise Refusal(SINCE.format("登録が変わった")) from None
    except Full:
        raise Refusal(SINCE.format("空いた席にほかの方が入った")) from None
    row.undone_at = at
    db.add(row)
    db.flush()
    db.expire_all()
    return row


def _hold(db: Session, kept_id: int, gone_id: int) -> None:
    """Hold the offerings of both first and then the people, as a booking does: no deadlock."""
    if kept_id == gone_id:
        raise Refusal("同じ記録どうしは、まとめられません。もう1つの記録をえらんでください。")
    lines = queries.of_person(db, LINES, kept_id, gone_id)
    for offering_id in sorted({line["offering_id"] for line in lines}):
        locked(db, Offering, offering_id)
    for number in sorted((kept_id, gone_id)):
        locked(db, Participant, number)


def _standing(db: Session, number: int) -> dict[str, object]:
    found = queries.person(db, number)
    if found is None:
        raise Refusal(IS_MERGED if db.get(Participant, number) else NOT_FOUND)
    return found


def _refuse_if_over(db: Session, row: ParticipantMerge, at: datetime) -> None:
    if row.undone_at is not None:
        raise Refusal("このまとめは、もう元にもどしてあります。")
    if at - row.merged_at > KEPT_FOR or not row.before:
        raise Refusal(f"まとめてから{UNDO_DAYS}日を過ぎたため、元にもどせません。")
    if queries.later_merge(db, row) is not None:
        raise Refusal(
            "この方の記録は、あとからもう一度まとめられています。先に、あとのまとめを元にもどしてください。"
        )


def _with_free_number(db: Session, entry: Entry) -> Entry:
    """Give someone who waits again a new number, by the time they applied, if theirs is taken."""
    number = (entry.was or {}).get("waiting_number")
    line = db.get(Enrolment, entry.id) if entry.table == LINES.name and number else None
    if line is None:
        return entry
    queue = (LINES.c.offering_id == line.offering_id, LINES.c.waiting_number == number)
    if not rows(db, LINES, *queue, LINES.c.id != entry.id):
        return entry
    db.refresh(line)
    free = {"waiting_number": number_by_time(db, line)}
    return replace(entry, was={**(entry.was or {}), **free})


def _forget_old(db: Session, at: datetime) -> None:
    """Let go of what undoing needed, where it can no longer be undone: it holds personal data."""
    old = sa.update(ParticipantMerge).where(col(ParticipantMerge.merged_at) < at - KEPT_FOR)
    db.connection().execute(old.values(before=""))
