"""What travels between the pages, the services and the imports of places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DistrictDetails:
    """A district as someone wrote it."""

    code: str
    name: str
    name_kana: str
    position: int = 0
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class RoomDetails:
    """A room as someone wrote it; `id` of a room that is there already."""

    name: str
    capacity: int
    id: int | None = None


@dataclass(frozen=True, slots=True)
class VenueDetails:
    """A venue as someone wrote it. Its rooms become exactly these."""

    name: str
    short_name: str
    name_kana: str
    capacity: int
    district_id: int | None = None
    address: str = ""
    telephone: str = ""
    has_wifi: bool = False
    is_step_free: bool = False
    parking: int = 0
    closed_weekdays: str = ""
    latitude: float | None = None
    longitude: float | None = None
    note: str = ""
    is_active: bool = True
    rooms: tuple[RoomDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class VenueLine:
    """A venue as the list of venues shows it."""

    id: int
    name: str
    name_kana: str
    short_name: str
    district: str
    telephone: str
    capacity: int
    has_wifi: bool
    is_step_free: bool
    parking: int
    rooms: tuple[str, ...]
    is_active: bool
