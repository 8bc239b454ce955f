"""What clashes: one thing at two places, with the time to bring it from here to there."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.planning.offering.clash_rules import (
    READY_MINUTES,
    UNKNOWN_TRAVEL_MINUTES,
    Kind,
    Need,
    Place,
    Slot,
    Timetable,
    crowd,
    gap,
    travel_minutes,
)

DAY = date(2026, 12, 2)
YAMOTO = Place(1, "矢本東", 38.4270, 141.2130)
MIYATO = Place(2, "宮戸", 38.3340, 141.1480)
NOWHERE = Place(3, "赤井")
TEACHER = Need(Kind.PERSON, "instructor-1", "講師の遠藤 久美さん")
ROOM = Need(Kind.ROOM, "room-1", "研修室")
PHONES = tuple(Need(Kind.PHONE, f"phone-{n}", f"{n}番") for n in range(1, 4))

places = st.builds(
    Place,
    st.integers(1, 4),
    st.just("会場"),
    st.none() | st.floats(35, 39),
    st.none() | st.floats(139, 142),
)


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(st.integers(8 * 60, 18 * 60))
    end = start + draw(st.integers(15, 240))
    needs = draw(st.sets(st.sampled_from((TEACHER, ROOM, *PHONES))))
    place = YAMOTO if ROOM in needs else draw(places)
    on = DAY + timedelta(days=draw(st.integers(0, 3)))
    return Slot(on, time(*divmod(start, 60)), time(*divmod(end, 60)), place, tuple(needs))


def at(starts: time, ends: time, place: Place, *needs: Need, on: date = DAY) -> Slot:
    return Slot(on, starts, ends, place, needs, "スマホ入門")


def sentences(wanted: Slot, *others: Slot) -> list[str]:
    return [clash.sentence for clash in Timetable.of(others).clashes(wanted)]


@given(slots(), slots())
def test_a_clash_is_one_from_either_side(one: Slot, other: Slot) -> None:
    assert bool(Timetable.of([other]).clashes(one)) == bool(Timetable.of([one]).clashes(other))


@given(slots(), slots())
def test_what_overlaps_and_shares_clashes_and_what_shares_nothing_never_does(
    one: Slot, other: Slot
) -> None:
    shared = {need.key for need in one.needs} & {need.key for need in other.needs}
    found = Timetable.of([other]).clashes(one)
    if not shared or one.on != other.on:
        assert not found
    elif gap(one, other) < 0:
        assert found


@given(places, places)
def test_the_way_back_is_as_long_as_the_way_there(here: Place, there: Place) -> None:
    assert travel_minutes(here, there) == travel_minutes(there, here)


@given(places)
def test_within_a_venue_nobody_travels(place: Place) -> None:
    assert travel_minutes(place, replace(place, latitude=None)) == 0


@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_farther_is_never_quicker(near: float, more: float) -> None:
    here, there = (Place(n, "", 38 + degrees, 141) for n, degrees in ((2, near), (3, near + more)))
    home = Place(1, "", 38, 141)
    assert READY_MINUTES <= travel_minutes(home, here) <= travel_minutes(home, there)


def test_travel_is_the_straight_line_at_thirty_kilometres_an_hour_and_ten_minutes() -> None:
    # 0.093 degrees of latitude are 10.3 km, 0.065 of longitude 5.7 km: 11.8 km, 23.6 minutes.
    assert travel_minutes(YAMOTO, MIYATO) == READY_MINUTES + 24
    assert travel_minutes(YAMOTO, NOWHERE) == UNKNOWN_TRAVEL_MINUTES


def test_a_teacher_reaches_the_afternoon_class_and_not_the_one_right_after() -> None:
    morning = at(time(10), time(11, 30), YAMOTO, TEACHER)
    assert not sentences(at(time(13, 30), time(15), MIYATO, TEACHER), morning)
    assert not sentences(at(time(12, 4), time(13), MIYATO, TEACHER), morning)
    assert sentences(at(time(12, 3), time(13), MIYATO, TEACHER), morning) == [
        (
            "講師の遠藤 久美さんは、11:30まで矢本東で「スマホ入門」です。"
            "移動に34分かかりますが、間は33分です。"
        )
    ]


def test_a_teacher_stays_in_the_building_for_the_next_class() -> None:
    morning = at(time(10), time(11, 30), YAMOTO, TEACHER, ROOM)
    assert not sentences(at(time(11, 30), time(13), YAMOTO, TEACHER, ROOM), morning)


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ((ROOM,), "研修室は、10:00–11:30に「スマホ入門」で使います。"),
        ((TEACHER,), "講師の遠藤 久美さんは、10:00–11:30に矢本東で「スマホ入門」です。"),
        (PHONES[:2], "貸出スマホ2台（1番、2番）は、10:00–11:30に矢本東で「スマホ入門」です。"),
    ],
)
def test_each_clash_is_a_sentence(need: tuple[Need, ...], said: str) -> None:
    morning = at(time(10), time(11, 30), YAMOTO, TEACHER, ROOM, *PHONES[:2])
    assert sentences(at(time(11), time(12), YAMOTO, *need), morning) == [said]


@given(st.lists(slots(), max_size=30), slots())
def test_the_next_free_time_is_free_open_and_still_to_come(held: list[Slot], wanted: Slot) -> None:
    timetable = Timetable.of([*held, wanted])
    found = timetable.next_free(wanted, lambda day: day.day != 3, DAY)
    if found is None:
        assert wanted.ends > time(23)
        return
    assert not timetable.clashes(found)
    assert found.on > DAY
    assert found.on.day != 3
    assert (found.place, found.needs) == (wanted.place, wanted.needs)
    assert gap(found, replace(found, starts=found.ends, ends=found.ends)) == 0


def test_the_next_free_time_is_the_same_weekday_then_the_other_half_of_the_day() -> None:
    wanted = at(time(10), time(11, 30), YAMOTO, ROOM)
    held = [replace(wanted, session_id=1)]

    def free() -> tuple[date, time] | None:
        found = Timetable.of(held).next_free(wanted, lambda _day: True, date(2026, 12, 1))
        return (found.on, found.starts) if found else None

    assert free() == (date(2026, 12, 9), time(10))
    held.append(replace(wanted, on=date(2026, 12, 9), session_id=2))
    assert free() == (DAY, time(13, 30))
    held.append(replace(wanted, starts=time(13), ends=time(17), session_id=3))
    assert free() == (date(2026, 12, 3), time(10))


def test_a_weekday_class_is_not_sent_to_a_weekend() -> None:
    friday = at(time(10), time(11, 30), YAMOTO, ROOM, on=date(2026, 12, 4))
    busy = [
        replace(friday, on=friday.on + timedelta(days=days), starts=time(8), ends=time(20))
        for days in (0, 7)
    ]
    found = Timetable.of(busy).next_free(friday, lambda _day: True, DAY)
    assert found is not None
    assert found.on == date(2026, 12, 7)


def test_more_people_than_the_room_holds_are_warned_about() -> None:
    slot = replace(at(time(10), time(11), YAMOTO), seats=20, room_name="研修室")
    assert crowd(24, slot) == "研修室は20人までです。定員は24人です。"
    assert not crowd(20, slot)
