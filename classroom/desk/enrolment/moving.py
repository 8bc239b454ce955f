"""Moving people to another day in one step: their old seat is kept until the new one is theirs."""

from datetime import date, datetime

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.enrolment import queries
from classroom.desk.enrolment.changing import cancel, restore
from classroom.desk.enrolment.lines import GONE, hold_line, hold_offering, refuse_unless
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.rules import LIVE
from classroom.desk.enrolment.taking import book_party
from classroom.rules.age import AgeRule


def move(  # noqa: PLR0913  who, where to, how and when are all part of a move
    db: Session,
    enrolment_id: int,
    offering_id: int,
    *,
    at: datetime,
    by: int | None,
    today: date,
    age_rule: AgeRule = AgeRule.LAW,
    override: str = "",
    together: bool = False,
) -> list[Enrolment]:
    """Give up an enrolment for a seat in another offering; `together` moves the whole party.

    Returns the new lines, the person's own first. Refused (no seat left there, not open, barred by
    a rule) it leaves everything as it was.
    """
    line = _hold_both(db, enrolment_id, offering_id)
    refuse_unless(line, *LIVE)
    movers = queries.party_of(db, line, LIVE) if together else [line]
    people = [mover.participant_id for mover in movers]
    if any(_is_there(db, number, offering_id) for number in people):
        raise Refusal("その開講には、もう申し込んでいます。ほかの日をえらんでください。")
    old_day = _md(queries.days_of(db, line.offering_id)[0])
    new_day = _md(queries.days_of(db, offering_id)[0])
    with db.begin_nested():
        cancel(db, enrolment_id, why=f"{new_day}へ変更", at=at, by=by, together=together)
        return book_party(
            db,
            people,
            offering_id,
            line.channel,
            at=at,
            by=by,
            today=today,
            age_rule=age_rule,
            proxy=line.proxy,
            override=override,
            why=f"{old_day}から変更",
        )


def move_back(
    db: Session, enrolment_id: int, old_enrolment_id: int, *, at: datetime, by: int | None
) -> Enrolment:
    """Take a move back: the old seat or place in the queue again, if it is still to be had."""
    old = db.get(Enrolment, old_enrolment_id)
    if old is None:
        raise Refusal(GONE)
    line = _hold_both(db, enrolment_id, old.offering_id)
    if line.participant_id != old.participant_id:
        raise Refusal(GONE)
    with db.begin_nested():
        cancel(db, key(line), why="変更を取りやめ", at=at, by=by, together=True)
        return restore(db, old_enrolment_id, at=at, by=by, together=True)


def _hold_both(db: Session, enrolment_id: int, offering_id: int) -> Enrolment:
    """Hold both offerings, the lower number first, so that two moves never wait for one another."""
    line = db.get(Enrolment, enrolment_id)
    if line is None:
        raise Refusal(GONE)
    for number in sorted({line.offering_id, offering_id}):
        hold_offering(db, number)
    return hold_line(db, enrolment_id)


def _is_there(db: Session, participant_id: int, offering_id: int) -> bool:
    line = queries.of(db, participant_id, offering_id)
    return line is not None and line.status in LIVE


def _md(day: date) -> str:
    return f"{day.month}/{day.day}"
