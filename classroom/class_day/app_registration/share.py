"""What app registration keeps of a person: the stages reached, and the outcome of each session."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, col, select

from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.desk.merging.ledger import Ledger, Row, table_of
from classroom.desk.merging.queries import of_person
from classroom.desk.merging.share import Said, Share
from classroom.rules.words.app import Stage

STAGES = table_of(AppRegistration)
OUTCOMES = table_of(AppOutcome)


class AppShare(Share):
    tables = (STAGES.name, OUTCOMES.name)

    def move(self, ledger: Ledger, kept_id: int, gone_id: int) -> None:
        """Leave the stages that stand for one person, and one outcome a session."""
        found = of_person(ledger.db, STAGES, kept_id, gone_id)
        standing = standing_stages(found)
        for row in found:
            if row["id"] not in standing:
                ledger.delete(STAGES, row["id"])
        for row in found:
            if row["id"] in standing:
                ledger.change(STAGES, row["id"], {"participant_id": kept_id})
        _move_outcomes(ledger, kept_id, gone_id)

    def said(self, db: Session, kept_id: int, gone_id: int) -> Said:
        stages = of_person(db, STAGES, kept_id, gone_id)
        standing = standing_stages(stages)
        mine = [_words(row) for row in stages if row["participant_id"] == gone_id]
        outcomes = of_person(db, OUTCOMES, gone_id)
        return Said(
            moves=(
                ("アプリの段階", "、".join(mine) or "なし"),
                ("教室のあとの記録", f"{len(outcomes)}件"),
            ),
            drops=tuple(
                f"アプリの「{row['stage'].label}」（{_day(row['reached_on'])}）は、"
                "早いほうの記録を残すため、数えなくなります。"
                for row in stages
                if row["id"] not in standing
            ),
        )

    def since(self, db: Session, participant_id: int, at: datetime) -> str:
        wanted = select(AppRegistration.id).where(
            AppRegistration.participant_id == participant_id, col(AppRegistration.recorded_at) > at
        )
        return "アプリの段階が加わった" if db.exec(wanted.limit(1)).first() else ""


def standing_stages(rows: Iterable[Row]) -> set[int]:
    """Return the ids of the stages that stand for one person: each where it first happened.

    Whichever came first decides whether the person registered with us or before us, so nobody is
    counted twice, nor as ours who came registered.
    """
    in_order = sorted(rows, key=lambda row: (row["reached_on"], row["recorded_at"], row["id"]))
    if not in_order:
        return set()
    was_before_us = in_order[0]["stage"] is Stage.ALREADY
    first: dict[Stage, int] = {}
    for row in in_order:
        if (row["stage"] is Stage.ALREADY) == was_before_us:
            first.setdefault(row["stage"], row["id"])
    return set(first.values())


def _move_outcomes(ledger: Ledger, kept_id: int, gone_id: int) -> None:
    """Leave one outcome a session, the one entered last."""
    of_kept = of_person(ledger.db, OUTCOMES, kept_id)
    mine = {row["course_session_id"]: row for row in of_kept}
    for row in of_person(ledger.db, OUTCOMES, gone_id):
        other = mine.get(row["course_session_id"])
        if other is not None and other["recorded_at"] >= row["recorded_at"]:
            ledger.delete(OUTCOMES, row["id"])
            continue
        if other is not None:
            ledger.delete(OUTCOMES, other["id"])
        ledger.change(OUTCOMES, row["id"], {"participant_id": kept_id})


def _words(row: Row) -> str:
    return f"{row['stage'].label}（{_day(row['reached_on'])}）"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
