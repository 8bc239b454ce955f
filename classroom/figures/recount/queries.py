"""Everybody's cards, read from the raw tables."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from classroom.figures.recount.rules import STEPS, Card, Held
from classroom.figures.recount.values import Desk


def desk(db: Session) -> Desk:
    """Lay everybody's card on a desk."""
    held = {
        number: Held(number, _day(on), course, venue)
        for number, on, course, venue in _rows(
            db,
            'SELECT s.id, s."on", o.course_id, s.venue_id '
            "FROM course_session s JOIN offering o ON o.id = s.offering_id",
        )
    }
    cards = {
        row[0]: Card(
            row[0],
            _maybe(row[1]),
            row[2],
            _maybe(row[3]),
            row[4],
            row[5],
            row[6],
            _maybe(row[7]),
            _maybe(row[8]),
        )
        for row in _rows(
            db,
            "SELECT id, born_on, told_band, told_band_on, district_id, device, residence, "
            "moved_on, died_on FROM participant",
        )
    }
    for person, step, on, where in _rows(
        db, "SELECT participant_id, stage, reached_on, course_session_id FROM app_registration"
    ):
        rank = STEPS.index(step) if step in STEPS else -1
        cards[person].lines.append((_day(on), rank, step, where))
    for person, session in _rows(
        db,
        "SELECT DISTINCT e.participant_id, a.course_session_id FROM attendance a "
        "JOIN enrolment e ON e.id = a.enrolment_id "
        "WHERE a.mark NOT IN ('absent', 'excused')",
    ):
        cards[person].visits.append(held[session])
    for person, session, blocker in _rows(
        db, "SELECT participant_id, course_session_id, blocker FROM app_outcome"
    ):
        if blocker:
            cards[person].stops.append((held[session], blocker))
    return Desk(held, cards)


def official_before(db: Session, on: date) -> tuple[date, int] | None:
    """Return the day and the registrants of the newest official count that holds on a day."""
    found = _rows(
        db, "SELECT id, registered_on, registered FROM official_count WHERE replaced_by_id IS NULL"
    )
    known = [(_day(day), number, people) for number, day, people in found if _day(day) <= on]
    return (max(known)[0], max(known)[2]) if known else None


def _rows(db: Session, statement: str) -> Iterable[Any]:
    return db.connection().execute(sa.text(statement)).all()


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _maybe(value: Any) -> date | None:
    return None if value is None else _day(value)
