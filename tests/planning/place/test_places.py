"""Districts, venues and their rooms: made, changed, refused, and never overwritten unseen."""

from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal, Stale
from classroom.planning.place import queries, service
from classroom.planning.place.values import DistrictDetails, RoomDetails, VenueDetails
from classroom.web.pages import new_operation_id
from tests import make
from tests.page import PageClient


def venue_details(**given: object) -> VenueDetails:
    made: dict[str, object] = {
        "name": "赤井市民センター",
        "short_name": "赤井",
        "name_kana": "アカイシミンセンター",
        "capacity": 40,
    }
    return VenueDetails(**{**made, **given})  # type: ignore[arg-type]  # fields by name


def test_a_planner_adds_a_venue_with_its_rooms(planner: PageClient, db: Session) -> None:
    page = planner.get("/venues/new")
    typed: dict[str, Any] = {
        "name": "大曲市民センター",
        "short_name": "大曲",
        "name_kana": "おおまがりしみんせんたー",
        "capacity": "６０",
        "telephone": "82-1111",
        "parking": "20",
        "has_wifi": "y",
        "latitude": "38.42",
        "longitude": "141.2",
        "rooms-0-name": "研修室",
        "rooms-0-capacity": "24",
    }
    planner.submit(page, **typed)
    made = queries.venue_of_name(db, "大曲市民センター")
    assert made is not None
    assert (made.capacity, made.parking, made.has_wifi) == (60, 20, True)
    assert made.name_kana == "オオマガリシミンセンター"
    assert made.telephone == "0225821111"
    assert [(room.name, room.capacity) for room in queries.rooms(db, key(made))] == [("研修室", 24)]
    assert "研修室" in str(planner.get("/venues"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"capacity": "多い"}, "数字で入れてください"),
        ({"capacity": "0"}, "1人から"),
        ({"name": ""}, "会場の名前を入れてください"),
        ({"latitude": "北の方"}, "38.4262 のように"),
        ({"latitude": "141.2"}, "90までの数字"),
        ({"rooms-0-name": "和室"}, "何人入れるか"),
        ({"rooms-0-capacity": "10"}, "部屋の名前を入れてください"),
        (
            {
                "rooms-0-name": "和室",
                "rooms-0-capacity": "10",
                "rooms-1-name": "和室",
                "rooms-1-capacity": "9",
            },
            "部屋「和室」が2つあります",
        ),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(
    planner: PageClient, given: dict[str, Any], said: str
) -> None:
    typed = {
        "name": "小野市民センター",
        "short_name": "小野",
        "name_kana": "オノ",
        "capacity": "30",
        "address": "小野字中央1",
    }
    answer = str(planner.submit(planner.get("/venues/new"), expect=422, **(typed | given)))
    assert said in answer
    assert "小野字中央1" in answer


def test_rooms_change_names_with_each_other_and_keep_their_sessions(db: Session) -> None:
    rooms = (RoomDetails("和室", 10), RoomDetails("研修室", 20))
    venue = service.create_venue(db, venue_details(rooms=rooms))
    small, large = queries.rooms(db, key(venue))
    swapped = (
        RoomDetails("研修室", 20, small.id),
        RoomDetails("和室", 10, large.id),
        RoomDetails("調理室", 8),
    )
    service.change_venue(db, key(venue), venue_details(rooms=swapped), version=1)
    found = queries.rooms(db, key(venue))
    assert [(room.id, room.name) for room in found[:2]] == [
        (small.id, "研修室"),
        (large.id, "和室"),
    ]
    assert found[2].name == "調理室"


def test_a_room_that_is_no_longer_written_is_gone(db: Session) -> None:
    venue = service.create_venue(db, venue_details(rooms=(RoomDetails("和室", 10),)))
    service.change_venue(db, key(venue), venue_details(), version=1)
    assert queries.rooms(db, key(venue)) == []


def test_a_name_that_is_taken_is_refused(db: Session) -> None:
    service.create_venue(db, venue_details())
    with pytest.raises(Refusal, match="もう登録されています"):
        service.create_venue(db, venue_details())


def test_a_venue_changed_meanwhile_is_shown_beside_what_was_typed(
    planner: PageClient, db: Session
) -> None:
    venue = service.create_venue(db, venue_details())
    db.commit()
    page = planner.get(f"/venues/{venue.id}")
    service.change_venue(db, key(venue), venue_details(capacity=45), version=1)
    db.commit()
    again = planner.submit(page, expect=422, capacity="50")
    assert again is not None
    text = again.get_text()
    assert "ほかの方が同じ内容を直しました" in text
    assert "いまの登録" in text
    assert "45" in text
    planner.submit(again)
    db.expire_all()
    db.refresh(venue)
    assert venue.capacity == 50


def test_districts_stand_in_the_citys_own_order(planner: PageClient, db: Session) -> None:
    make.district(db, "矢本", position=2)
    make.district(db, "赤井", position=1, is_active=False)
    db.commit()
    assert [found.name for found in queries.districts(db)] == ["矢本"]
    assert [found.name for found in queries.districts(db, only_active=False)] == ["赤井", "矢本"]
    db.commit()
    page = planner.get("/districts/new")
    planner.submit(page, code="9", name="鳴瀬", name_kana="なるせ", position="0")
    assert queries.districts(db, only_active=False)[0].name == "鳴瀬"


def test_a_district_is_changed_once_and_refused_when_stale(
    planner: PageClient, db: Session
) -> None:
    row = make.district(db, "野蒜")
    db.commit()
    page = planner.get(f"/districts/{row.id}")
    planner.submit(page, name="野蒜ケ丘")
    page_two = planner.submit(page, expect=422, name="東名", operation_id=new_operation_id())
    assert "野蒜ケ丘" in str(page_two)
    db.refresh(row)
    assert row.name == "野蒜ケ丘"


def test_a_district_is_refused_for_a_code_or_name_that_is_taken(db: Session) -> None:
    one = service.create_district(db, DistrictDetails("01", "大塩", "オオシオ"))
    with pytest.raises(Refusal, match="番号「01」は大塩が使っています"):
        service.create_district(db, DistrictDetails("01", "牛網", "ウシアミ"))
    with pytest.raises(Refusal, match="「大塩」はもう登録されています"):
        service.create_district(db, DistrictDetails("02", "大塩", "オオシオ"))
    with pytest.raises(Stale):
        service.change_district(db, key(one), DistrictDetails("01", "小野", "オノ"), version=9)
