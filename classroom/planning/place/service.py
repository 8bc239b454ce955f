"""Districts and venues: made and changed."""

from sqlmodel import Session

from classroom.core.db import key, unchanged, write_fields
from classroom.core.errors import Refusal
from classroom.planning.place import queries
from classroom.planning.place.models import District, Room, Venue
from classroom.planning.place.values import DistrictDetails, RoomDetails, VenueDetails


def create_district(db: Session, details: DistrictDetails) -> District:
    """Make a district. Refuses a code or a name that is taken."""
    _refuse_taken_district(db, details, None)
    row = District(code=details.code, name=details.name, name_kana=details.name_kana)
    write_fields(row, details)
    db.add(row)
    db.flush()
    return row


def change_district(
    db: Session, district_id: int, details: DistrictDetails, *, version: int
) -> District:
    row = unchanged(db, District, district_id, version)
    _refuse_taken_district(db, details, district_id)
    write_fields(row, details)
    row.version += 1
    db.flush()
    return row


def _refuse_taken_district(db: Session, details: DistrictDetails, own: int | None) -> None:
    same_code = queries.district_of_code(db, details.code)
    if same_code is not None and same_code.id != own:
        raise Refusal(
            f"番号「{details.code}」は{same_code.name}が使っています。別の番号にしてください。"
        )
    same_name = queries.district_of_name(db, details.name)
    if same_name is not None and same_name.id != own:
        raise Refusal(f"「{details.name}」はもう登録されています。")


def create_venue(db: Session, details: VenueDetails) -> Venue:
    """Make a venue with its rooms. Refuses a name that is taken."""
    _refuse_taken_venue(db, details, None)
    row = Venue(
        name=details.name,
        short_name=details.short_name,
        name_kana=details.name_kana,
        capacity=details.capacity,
    )
    write_fields(row, details, leave=["rooms"])
    db.add(row)
    db.flush()
    _write_rooms(db, row, details.rooms)
    return row


def change_venue(db: Session, venue_id: int, details: VenueDetails, *, version: int) -> Venue:
    """Change a venue; a room that is no longer written is gone, and its sessions have no room."""
    row = unchanged(db, Venue, venue_id, version)
    _refuse_taken_venue(db, details, venue_id)
    write_fields(row, details, leave=["rooms"])
    row.version += 1
    db.flush()
    _write_rooms(db, row, details.rooms)
    return row


def _refuse_taken_venue(db: Session, details: VenueDetails, own: int | None) -> None:
    same = queries.venue_of_name(db, details.name)
    if same is not None and same.id != own:
        raise Refusal(f"会場「{details.name}」はもう登録されています。")
    names = [room.name for room in details.rooms]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise Refusal(f"部屋「{twice}」が2つあります。名前をちがうものにしてください。")


def _write_rooms(db: Session, venue: Venue, wanted: tuple[RoomDetails, ...]) -> None:
    present = {key(room): room for room in queries.rooms(db, key(venue))}
    kept = {one.id for one in wanted if one.id is not None}
    for gone in present.keys() - kept:
        db.delete(present[gone])
    db.flush()
    # Two rooms may have changed names with each other, so no name is written twice on the way.
    for number in kept & present.keys():
        present[number].name = f"\x1f{number}"
    db.flush()
    for one in wanted:
        row = present.get(one.id or 0) or Room(venue_id=key(venue), name=one.name, capacity=1)
        row.name, row.capacity = one.name, one.capacity
        db.add(row)
    db.flush()
