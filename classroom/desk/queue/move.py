"""Moving people to another day in one step: their old seat is kept until the new one is theirs."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import queries
from classroom.desk.queue.book import book_party
from classroom.desk.queue.cancel import cancel, restore
from classroom.desk.queue.enrolment import GONE, hold_line, hold_offering, refuse_unless
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act, Asked
from classroom.rules.age import AgeRule
from classroom.rules.words.queue import LIVE


@dataclass(frozen=True, slots=True)
class Target:
    """Where someone is moved to; `together` moves the whole party, `override` sets rules aside."""

    offering_id: int
    age_rule: AgeRule = AgeRule.LAW
    override: str = ""
    together: bool = False


def move(db: Session, enrolment_id: int, to: Target, act: Act) -> list[Enrolment]:
    """Give up an enrolment for a seat in another offering.

    Returns the new lines, the person's own first. Refused (no seat left there, not open, barred by
    a rule) it leaves everything as it was.
    """
    line = _hold_both(db, enrolment_id, to.offering_id)
    refuse_unless(line, *LIVE)
    movers = queries.party_of(db, line, LIVE) if to.together else [line]
    people = [mover.participant_id for mover in movers]
    if any(_is_there(db, number, to.offering_id) for number in people):
        raise Refusal("その開講には、もう申し込んでいます。ほかの日をえらんでください。")
    old_day = _md(queries.days_of(db, line.offering_id)[0])
    new_day = _md(queries.days_of(db, to.offering_id)[0])
    asked = Asked(
        offering_id=to.offering_id,
        channel=line.channel,
        age_rule=to.age_rule,
        proxy=line.proxy,
        override=to.override,
    )
    with db.begin_nested():
        cancel(db, enrolment_id, act, why=f"{new_day}へ変更", together=to.together)
        return book_party(db, people, asked, act, why=f"{old_day}から変更")


def move_back(db: Session, enrolment_id: int, old_enrolment_id: int, act: Act) -> Enrolment:
    """Take a move back: the old seat or place in the queue again, if it is still to be had."""
    old = db.get(Enrolment, old_enrolment_id)
    if old is None:
        raise Refusal(GONE)
    line = _hold_both(db, enrolment_id, old.offering_id)
    if line.participant_id != old.participant_id:
        raise Refusal(GONE)
    with db.begin_nested():
        cancel(db, key(line), act, why="変更を取りやめ", together=True)
        return restore(db, old_enrolment_id, act, together=True)


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
