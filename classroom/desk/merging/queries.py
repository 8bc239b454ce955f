"""Reading two records that may be one person's, and the merges of the last days."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, ask, named
from classroom.core.settings.queries import whole_in_force
from classroom.core.staff.models import StaffMember
from classroom.desk.merging.ledger import Row, rows, table_of
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.values import MergeLine
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import CallTask, Draw, Enrolment, EnrolmentChange
from classroom.rules.words.queue import Status

PERSON = table_of(Participant)
LINES = table_of(Enrolment)
CHANGES = table_of(EnrolmentChange)
CALLS = table_of(CallTask)
DRAW_AHEAD = (
    "2つの記録が、まだ引いていない抽選の名簿に両方のっています。抽選のあとで、まとめてください。"
)


def person(db: Session, number: int) -> Row | None:
    """Return a participant whose record stands."""
    standing = (PERSON.c.merged_into_id.is_(None), PERSON.c.erased_at.is_(None))
    return next(iter(rows(db, PERSON, PERSON.c.id == number, *standing)), None)


def of_person(db: Session, table: sa.Table, *people: int) -> list[Row]:
    """Return the rows of a table that hang on these people."""
    return rows(db, table, table.c.participant_id.in_(people))


def in_both(db: Session, kept_id: int, gone_id: int) -> dict[int, tuple[Row, Row]]:
    """Return the enrolments of both in one offering, by the offering."""
    mine = {line["offering_id"]: line for line in of_person(db, LINES, kept_id)}
    return {
        line["offering_id"]: (mine[line["offering_id"]], line)
        for line in of_person(db, LINES, gone_id)
        if line["offering_id"] in mine
    }


def waits_for_draw(db: Session, kept_id: int, gone_id: int) -> bool:
    """Tell whether both have a line, one of them in a list that was closed and not drawn yet.

    The list names the lines by their numbers, so none may take another's place in it.
    """
    both = [
        offering
        for offering, lines in in_both(db, kept_id, gone_id).items()
        if any(line["status"] is Status.APPLIED for line in lines)
    ]
    wanted = select(Draw.id).where(col(Draw.offering_id).in_(both), col(Draw.drawn_at).is_(None))
    return db.exec(wanted).first() is not None


def is_number_taken(db: Session, line: Enrolment, number: int | None) -> bool:
    """Tell whether someone else has this number in the queue."""
    queue = (LINES.c.offering_id == line.offering_id, LINES.c.waiting_number == number)
    return bool(rows(db, LINES, *queue, LINES.c.id != line.id))


def later_merge(db: Session, merge: ParticipantMerge) -> ParticipantMerge | None:
    """Return a later merge of either of the two that still stands."""
    people = (merge.kept_id, merge.gone_id)
    wanted = select(ParticipantMerge).where(
        col(ParticipantMerge.id) > (merge.id or 0),
        col(ParticipantMerge.undone_at).is_(None),
        col(ParticipantMerge.kept_id).in_(people) | col(ParticipantMerge.gone_id).in_(people),
    )
    return db.exec(wanted.order_by(col(ParticipantMerge.id).desc())).first()


def recent(db: Session, now: datetime) -> list[MergeLine]:
    """Return the merges that can still be undone, and those that were, the newest first."""
    kept, gone = aliased(Participant), aliased(Participant)
    wanted: RowSelect = (
        sa.select(
            col(ParticipantMerge.id),
            col(ParticipantMerge.kept_id),
            _shown(kept).label("kept_name"),
            _shown(gone).label("gone_name"),
            sa.func.coalesce(col(StaffMember.name), "").label("by"),
            col(ParticipantMerge.merged_at),
            col(ParticipantMerge.undone_at),
        )
        .join(kept, col(kept.id) == col(ParticipantMerge.kept_id))
        .join(gone, col(gone.id) == col(ParticipantMerge.gone_id))
        .outerjoin(StaffMember, col(StaffMember.id) == col(ParticipantMerge.staff_member_id))
        .where(col(ParticipantMerge.merged_at) >= now - kept_for(db))
        .order_by(col(ParticipantMerge.id).desc())
    )
    return named(MergeLine, ask(db, wanted))


def kept_for(db: Session) -> timedelta:
    """Return how long a merge can be undone."""
    return timedelta(days=whole_in_force(db, "merge_undo_days"))


def _shown(who: type[Participant]) -> sa.ColumnElement[str]:
    return sa.func.coalesce(sa.func.nullif(col(who.name), ""), col(who.name_kana))
