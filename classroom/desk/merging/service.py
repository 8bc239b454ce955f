"""Making two records of one person one, and taking that back within the days set for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from classroom.core.db import locked
from classroom.core.errors import Refusal, Stale
from classroom.desk.merging import queries
from classroom.desk.merging.ledger import Entry, LaterChangeError, Ledger, entries_of, take_back
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.move import Move
from classroom.desk.merging.queries import LINES, PERSON
from classroom.desk.merging.rules import merged_values
from classroom.desk.merging.share import Share
from classroom.desk.merging.values import Pair
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.seats import Full, number_by_time
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering

NOT_FOUND = "この方の記録は見つかりません。もう一度さがしてください。"
IS_MERGED = "この方の記録は、もうほかの記録にまとめられています。"
SINCE = "まとめたあとに{}ため、元にもどせません。いまの記録を直してください。"


def merge(db: Session, pair: Pair, act: Act, shares: Sequence[Share]) -> ParticipantMerge:
    """Let a record live on in another: all that hangs on it moves, and it is found nowhere.

    Of two enrolments in one offering the kept record's carries the better place, the other is
    cancelled, and a second seat is freed; of a stage reached twice the earlier stands.
    """
    db.flush()
    _hold(db, pair.kept_id, pair.gone_id)
    kept, gone = _standing(db, pair.kept_id), _standing(db, pair.gone_id)
    if pair.versions not in (None, (kept["version"], gone["version"])):
        raise Stale
    if queries.waits_for_draw(db, pair.kept_id, pair.gone_id):
        raise Refusal(queries.DRAW_AHEAD)
    ledger = Ledger(db)
    Move(ledger, pair, act, shares).everything()
    ledger.change(PERSON, pair.kept_id, merged_values(kept, gone, pair.chosen))
    ledger.change(PERSON, pair.gone_id, {"merged_into_id": pair.kept_id})
    _forget_old(db, act.at)
    row = ParticipantMerge(
        kept_id=pair.kept_id,
        gone_id=pair.gone_id,
        before=ledger.as_json(),
        merged_at=act.at,
        staff_member_id=act.by,
    )
    db.add(row)
    db.flush()
    db.expire_all()
    return row


def undo(db: Session, merge_id: int, shares: Sequence[Share], *, at: datetime) -> ParticipantMerge:
    """Take a merge apart: every row it changed is as before, but for versions, which only grow.

    What was added to the kept record since stays with it. Refuses after the days set for it,
    and where a later change stands against it.
    """
    db.flush()
    row = locked(db, ParticipantMerge, merge_id)
    if row is None:
        raise Refusal("このまとめは見つかりません。画面を開き直してください。")
    _refuse_if_over(db, row, at)
    _hold(db, row.kept_id, row.gone_id)
    for share in shares:
        if since := share.since(db, row.kept_id, row.merged_at):
            raise Refusal(SINCE.format(since))
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
    kept_for = queries.kept_for(db)
    if at - row.merged_at > kept_for or not row.before:
        raise Refusal(f"まとめてから{kept_for.days}日を過ぎたため、元にもどせません。")
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
    if not queries.is_number_taken(db, line, number):
        return entry
    db.refresh(line)
    free = {"waiting_number": number_by_time(db, line)}
    return replace(entry, was={**(entry.was or {}), **free})


def _forget_old(db: Session, at: datetime) -> None:
    """Let go of what undoing needed, where it can no longer be undone: it holds personal data."""
    old = sa.update(ParticipantMerge).where(
        col(ParticipantMerge.merged_at) < at - queries.kept_for(db)
    )
    db.connection().execute(old.values(before=""))
