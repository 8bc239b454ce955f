"""Reading the timetable: what clashes with sessions as they are, or as someone would have them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlmodel import Session, col, select

from classroom.core.db import RowSelect, ask, key
from classroom.planning.course.holidays import closing
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.queries import IS_ON, TITLE
from classroom.planning.course.values import SessionDetails
from classroom.planning.offering import need_queries
from classroom.planning.offering.clash_rules import (
    SEARCH_DAYS,
    Finding,
    Kind,
    Need,
    Place,
    Slot,
    Timetable,
    crowd,
)
from classroom.planning.offering.day_rules import Terms, doubts
from classroom.planning.place import queries as places
from classroom.planning.place.models import Room, Venue

HAS_ROOMS = sa.exists().where(col(Room.venue_id) == col(Venue.id)).correlate(Venue)


def held(db: Session, first: date, last: date) -> list[Slot]:
    """Return all sessions of a period with what they need, drafts too.

    What is called off needs nothing: its room, its people and its telephones are free.
    """
    rows = ask(db, _held(), first=first, last=last).all()
    needs = need_queries.needs(db, [row.id for row in rows])
    return [_slot(row, needs.get(row.id, [])) for row in rows]


@cache  # see `desk.queue.roster_queries`: for each roster
def _held() -> RowSelect:
    first, last = (sa.bindparam(name, type_=sa.Date()) for name in ("first", "last"))
    return (
        sa.select(
            col(CourseSession.id),
            col(CourseSession.offering_id),
            col(CourseSession.on),
            col(CourseSession.starts),
            col(CourseSession.ends),
            col(CourseSession.room_id),
            col(CourseSession.clash_reason),
            TITLE.label("title"),
            col(Venue.id).label("venue_id"),
            col(Venue.short_name).label("venue"),
            col(Venue.latitude),
            col(Venue.longitude),
            HAS_ROOMS.label("has_rooms"),
            sa.func.coalesce(col(Room.name), "").label("room"),
            sa.func.coalesce(col(Room.capacity), col(Venue.capacity)).label("seats"),
        )
        .select_from(CourseSession)
        .join(Offering, col(CourseSession.offering_id) == col(Offering.id))
        .join(Course, col(Offering.course_id) == col(Course.id))
        .join(Venue, col(CourseSession.venue_id) == col(Venue.id))
        .outerjoin(Room, col(CourseSession.room_id) == col(Room.id))
        .where(col(CourseSession.on).between(first, last), IS_ON)
    )


def _slot(row: Row[Any], needs: list[Need]) -> Slot:
    place = Place(row.venue_id, row.venue, row.latitude, row.longitude)
    return Slot(
        on=row.on,
        starts=row.starts,
        ends=row.ends,
        place=place,
        needs=(*_room_need(place, row.room_id, row.room, has_rooms=row.has_rooms), *needs),
        title=row.title,
        session_id=row.id,
        offering_id=row.offering_id,
        room_name=row.room,
        seats=row.seats,
        clash_reason=row.clash_reason,
    )


def of_offering(db: Session, offering_id: int) -> dict[int, Finding]:
    """Return what clashes with each session of an offering as it stands, by the session's key."""
    wanted = select(col(CourseSession.on)).where(CourseSession.offering_id == offering_id)
    days = db.exec(wanted).all()
    if not days:
        return {}
    slots = held(db, min(days), max(days))
    timetable, capacity = Timetable.of(slots), _capacity(db, offering_id)
    return {
        slot.session_id or 0: _finding(timetable, slot, capacity)
        for slot in slots
        if slot.offering_id == offering_id
    }


def of_days(db: Session, first: date, last: date) -> dict[int, Finding]:
    slots = held(db, first, last)
    timetable = Timetable.of(slots)
    findings = {slot.session_id or 0: _finding(timetable, slot) for slot in slots}
    return {number: found for number, found in findings.items() if found.clashes}


def planned(
    db: Session,
    offering_id: int,
    sessions: Sequence[SessionDetails],
    today: date,
    *,
    ways_out: bool = False,
) -> list[Finding]:
    """Return what would clash, and what speaks against the day, if an offering had these sessions.

    The one place for these warnings, whether a day is chosen first or changed later. Its people and
    telephones stay with a session. With `ways_out`, each clash comes with the next free time later
    than today. Sessions that are called off are not among them.
    """
    if not sessions:
        return []
    wanted = _drafts(db, offering_id, sessions)
    after = today if ways_out else None

    def around(until: date) -> Timetable:
        others = held(db, min(slot.on for slot in wanted), until)
        kept = [slot for slot in others if slot.offering_id != offering_id]
        return Timetable.of([*kept, *wanted])

    found = _with_ways_out(db, wanted, around, after, _capacity(db, offering_id))
    return _with_doubts(db, offering_id, sessions, found, today)


def _with_doubts(
    db: Session,
    offering_id: int,
    sessions: Sequence[SessionDetails],
    found: list[Finding],
    today: date,
) -> list[Finding]:
    offering = db.get_one(Offering, offering_id)
    terms = Terms(
        today, offering.fiscal_year, closing(db), offering.apply_from, offering.apply_until
    )
    wanted = select(CourseSession).where(CourseSession.offering_id == offering_id)
    stored = {one.id: (one.on, one.venue_id) for one in db.exec(wanted)}
    closed = dict(db.exec(select(Venue.id, Venue.closed_weekdays)).all())
    return [
        replace(
            finding,
            on=one.on,
            is_new=stored.get(one.id) != (one.on, one.venue_id),
            is_sure=one.is_sure,
            doubts=doubts(
                one.on,
                # A day that has been is no mistake.
                terms if stored.get(one.id, (None,))[0] != one.on else replace(terms, today=one.on),
                closed.get(one.venue_id, ""),
            ),
        )
        for one, finding in zip(sessions, found, strict=True)
    ]


def unwritten(db: Session, sessions: Sequence[SessionDetails]) -> list[Slot]:
    """Return sessions of no offering yet with the rooms they need; of people they have none."""
    return _drafts(db, 0, sessions)


def on_day(db: Session, session: CourseSession) -> tuple[Slot | None, Timetable]:
    """Return a session within the timetable of its day; None if its offering is cancelled."""
    slots = held(db, session.on, session.on)
    own = next((slot for slot in slots if slot.session_id == session.id), None)
    return own, Timetable.of(slots)


def with_needs(
    db: Session, slot: Slot, needs: Iterable[Need], after: date | None = None
) -> Finding:
    """Return what would clash if a session had these people and telephones instead of its own."""
    rooms = [need for need in slot.needs if need.kind is Kind.ROOM]
    wanted = replace(slot, needs=(*rooms, *needs))

    def around(until: date) -> Timetable:
        return Timetable.of(held(db, slot.on, until))

    return _with_ways_out(db, [wanted], around, after)[0]


def _with_ways_out(
    db: Session,
    wanted: list[Slot],
    around: Callable[[date], Timetable],
    after: date | None,
    capacity: int | None = None,
) -> list[Finding]:
    last = max(slot.on for slot in wanted)
    timetable = around(last)
    found = [_finding(timetable, slot, capacity) for slot in wanted]
    if after is None or not any(one.clashes for one in found):
        return found
    timetable, name = around(last + timedelta(days=SEARCH_DAYS)), closing(db)

    def is_open(day: date) -> bool:
        return name(day) is None

    return [
        replace(one, next_free=timetable.next_free(slot, is_open, after)) if one.clashes else one
        for one, slot in zip(found, wanted, strict=True)
    ]


def _finding(timetable: Timetable, slot: Slot, capacity: int | None = None) -> Finding:
    return Finding(
        timetable.clashes(slot),
        reason=slot.clash_reason,
        crowd=crowd(capacity, slot) if capacity else "",
    )


def _capacity(db: Session, offering_id: int) -> int | None:
    return db.exec(select(Offering.capacity).where(Offering.id == offering_id)).first()


def _drafts(db: Session, offering_id: int, sessions: Sequence[SessionDetails]) -> list[Slot]:
    venues = {key(found): found for found in places.venues(db, only_active=False)}
    rooms = places.all_rooms(db)
    needs = need_queries.needs(db, [one.id for one in sessions if one.id is not None])
    return [
        _draft(offering_id, one, venues[one.venue_id], rooms.get(one.venue_id, []), needs)
        for one in sessions
    ]


def _draft(
    offering_id: int,
    one: SessionDetails,
    venue: Venue,
    rooms: list[Room],
    needs: dict[int, list[Need]],
) -> Slot:
    room = next((found for found in rooms if found.id == one.room_id), None)
    name = room.name if room else ""
    place = Place(key(venue), venue.short_name, venue.latitude, venue.longitude)
    taken = _room_need(place, one.room_id, name, has_rooms=bool(rooms))
    return Slot(
        on=one.on,
        starts=one.starts,
        ends=one.ends,
        place=place,
        needs=(*taken, *needs.get(one.id or 0, [])),
        title="この開講の別の回",
        session_id=one.id,
        offering_id=offering_id,
        room_name=name,
        seats=room.capacity if room else venue.capacity,
        clash_reason=one.clash_reason,
    )


def _room_need(
    place: Place, room_id: int | None, room: str, *, has_rooms: bool
) -> tuple[Need, ...]:
    """Take a venue without rooms as one; while a room is undecided, none is taken."""
    if room_id is not None:
        return (Need(Kind.ROOM, f"room-{room_id}", room),)
    return () if has_rooms else (Need(Kind.ROOM, f"venue-{place.venue_id}", place.name),)
