"""What the calls and draws above this feature know about a line, by the names of their tables.

Imports go only down the line of features, yet a seat that a call holds for someone must come free
when that person leaves the queue at another desk.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from classroom.core.db import UTCDateTime, ask, key
from classroom.desk.enrolment.models import Enrolment
from classroom.desk.enrolment.queries import last_waiting_number
from classroom.desk.enrolment.seats import free_seat, number_by_time

call_task = sa.table(
    "call_task",
    sa.column("id"),
    sa.column("kind"),
    sa.column("state"),
    sa.column("enrolment_id"),
    sa.column("holds_seat", sa.Boolean),
    sa.column("hold_until", UTCDateTime),
    sa.column("tries"),
    sa.column("ended_at", UTCDateTime),
    sa.column("version"),
)
draw = sa.table(
    "draw", sa.column("offering_id"), sa.column("result"), sa.column("drawn_at", UTCDateTime)
)
enrolment = sa.table(
    "enrolment",
    sa.column("id"),
    sa.column("offering_id"),
    sa.column("party"),
    sa.column("waiting_number"),
)
OFFERED = sa.and_(call_task.c.kind == "seat_free", call_task.c.state == "open")


def end_offer(db: Session, line: Enrolment, at: datetime) -> None:
    """End the call that offers a seat to this line, and give the seat it held back."""
    _drop(db, line.offering_id, call_task.c.enrolment_id == line.id, at)


def withdraw_untold(db: Session, offering_id: int, at: datetime) -> bool:
    """Take back the latest offer of a seat that nobody was called about; tell if there was one.

    A cancellation made by mistake gets its seat back this way. A party's offers go together.
    """
    wanted = (
        sa.select(call_task.c.id, enrolment.c.id, enrolment.c.party)
        .join(enrolment, enrolment.c.id == call_task.c.enrolment_id)
        .where(OFFERED, call_task.c.tries == 0, enrolment.c.offering_id == offering_id)
        .order_by(call_task.c.id.desc())
    )
    latest = db.connection().execute(wanted).first()
    if latest is None:
        return False
    _, number, party = latest
    same = enrolment.c.id == number if party is None else enrolment.c.party == party
    lines = sa.select(enrolment.c.id).where(enrolment.c.offering_id == offering_id, same)
    _drop(db, offering_id, call_task.c.enrolment_id.in_(lines), at)
    return True


def offers(db: Session, offering_id: int) -> dict[int, datetime]:
    """Return until when a seat is held for whom who waits, by enrolment."""
    return {row[0]: row[1] for row in ask(db, _offers(), offering=offering_id)}


@cache
def _offers() -> Any:
    return (
        sa.select(call_task.c.enrolment_id, call_task.c.hold_until)
        .join(enrolment, enrolment.c.id == call_task.c.enrolment_id)
        .where(OFFERED, call_task.c.holds_seat, enrolment.c.offering_id == sa.bindparam("offering"))
    )


def is_drawn(db: Session, offering_id: int) -> bool:
    """Tell whether the draw of an offering has been run; from then on seats go by the queue."""
    return bool(_order(db, offering_id))


def number_again(db: Session, line: Enrolment) -> int:
    """Return the number with which a line comes back into the queue.

    It is the place at which it was drawn; without a draw the one by the time of applying.
    """
    order = _order(db, line.offering_id)
    if not order:
        return number_by_time(db, line)
    place = order.index(key(line)) + 1 if key(line) in order else None
    if place is None or _is_taken(db, line.offering_id, place):
        return max(last_waiting_number(db, line.offering_id), len(order)) + 1
    return place


def _is_taken(db: Session, offering_id: int, number: int) -> bool:
    wanted = sa.select(sa.literal(1)).where(
        enrolment.c.offering_id == offering_id, enrolment.c.waiting_number == number
    )
    return db.connection().execute(wanted).first() is not None


def _order(db: Session, offering_id: int) -> list[int]:
    wanted = sa.select(draw.c.result).where(
        draw.c.offering_id == offering_id, draw.c.drawn_at.is_not(None)
    )
    found = db.connection().execute(wanted).scalar()
    return [int(number) for number in found.split()] if found else []


def _drop(db: Session, offering_id: int, of: sa.ColumnElement[bool], at: datetime) -> None:
    wanted = sa.select(call_task.c.id, call_task.c.holds_seat).where(OFFERED, of)
    found = list(db.connection().execute(wanted))
    _end(db, [number for number, _ in found], at)
    for _, holds_seat in found:
        if holds_seat:
            free_seat(db, offering_id)


def _end(db: Session, numbers: Collection[int], at: datetime) -> None:
    ended = (
        sa.update(call_task)
        .where(call_task.c.id.in_(numbers))
        .values(state="dropped", holds_seat=False, ended_at=at, version=call_task.c.version + 1)
    )
    db.connection().execute(ended)
