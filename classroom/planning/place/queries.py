"""Reading districts, venues and rooms."""

from collections import defaultdict

from sqlmodel import Session, col, select

from classroom.core.db import key
from classroom.planning.place.models import District, Room, Venue
from classroom.planning.place.values import VenueLine


def districts(db: Session, only_active: bool = True) -> list[District]:  # noqa: FBT001, FBT002  reads well at the call
    wanted = select(District).order_by(col(District.position), District.code)
    if only_active:
        wanted = wanted.where(col(District.is_active))
    return list(db.exec(wanted))


def venues(db: Session, only_active: bool = True) -> list[Venue]:  # noqa: FBT001, FBT002  reads well at the call
    wanted = select(Venue).order_by(Venue.name_kana, Venue.name)
    if only_active:
        wanted = wanted.where(col(Venue.is_active))
    return list(db.exec(wanted))


def first_venue(db: Session, district_id: int | None) -> int | None:
    """Return the venue of a district that stands first among those in use; None for no district."""
    found = (each for each in venues(db) if each.district_id == district_id)
    return None if district_id is None else next((key(each) for each in found), None)


def rooms(db: Session, venue_id: int) -> list[Room]:
    return list(db.exec(select(Room).where(Room.venue_id == venue_id).order_by(col(Room.id))))


def all_rooms(db: Session) -> dict[int, list[Room]]:
    """Return the rooms of every venue, by the venue's key."""
    found: dict[int, list[Room]] = defaultdict(list)
    for room in db.exec(select(Room).order_by(col(Room.id))):
        found[room.venue_id].append(room)
    return found


def venue_lines(db: Session) -> list[VenueLine]:
    """Return all venues for their list, those in use first."""
    names = {key(district): district.name for district in districts(db, only_active=False)}
    inside = all_rooms(db)
    lines = [
        VenueLine(
            id=key(found),
            name=found.name,
            name_kana=found.name_kana,
            short_name=found.short_name,
            district=names.get(found.district_id or 0, ""),
            telephone=found.telephone,
            capacity=found.capacity,
            has_wifi=found.has_wifi,
            is_step_free=found.is_step_free,
            parking=found.parking,
            rooms=tuple(room.name for room in inside.get(key(found), ())),
            is_active=found.is_active,
        )
        for found in venues(db, only_active=False)
    ]
    return sorted(lines, key=lambda line: not line.is_active)


def district_of_code(db: Session, code: str) -> District | None:
    return db.exec(select(District).where(District.code == code)).first()


def district_of_name(db: Session, name: str) -> District | None:
    return db.exec(select(District).where(District.name == name)).first()


def venue_of_name(db: Session, name: str) -> Venue | None:
    return db.exec(select(Venue).where(Venue.name == name)).first()
