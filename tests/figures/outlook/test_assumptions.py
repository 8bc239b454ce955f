from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from classroom.figures.official.values import Official
from classroom.figures.outlook import projection
from classroom.figures.outlook.assumptions import Default, Gain, Town, assumptions, defaults
from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.values import Kind, Pace
from classroom.figures.population.values import BandResidents, ProjectedDay
from classroom.figures.report.values import Kpi
from tests.figures.outlook.coverage import kpi_of
from tests.figures.outlook.worlds import held

ON = date(2026, 3, 31)
BANDS = [BandResidents(ON, 65, 2_700), BandResidents(ON, 70, 2_900), BandResidents(ON, 75, 6_290)]
NOTHING = Town([], [], [])


def counted(registered: int, on: date, population: int = 9_190) -> Official:
    rate = Decimal(registered) * 100 / population
    return Official(rate, registered, population, on, on, "県提供")


def found(
    town: Town = NOTHING,
    kpi: Kpi | None = None,
    pace: Pace | None = None,
    gain: Gain | None = None,
) -> dict[Key, Default]:
    held_none = projection.pace([], date(2025, 4, 1), ON, 0)
    return defaults(kpi or kpi_of([counted(3_900, ON)]), pace or held_none, gain, town)


def test_classes_tell_pace_people_and_share() -> None:
    pace = projection.pace([held(5, 3)] * 24, date(2025, 4, 1), ON, counter=6)
    made = found(pace=pace)
    assert made[Key.CLASSES][0] == pytest.approx(2, abs=0.01)
    assert (made[Key.FRESH][0], made[Key.CONVERSION][0]) == (5, 60)
    assert made[Key.COUNTER][0] == pytest.approx(0.5, abs=0.01)
    assert made[Key.CONVERSION][1] == "のべ120人のうち72人"
    assert made[Key.CLASSES][2] is Kind.DATA


def test_without_records_everything_has_a_stand_in_that_says_so() -> None:
    made = found()
    assert made[Key.CLASSES][0] == made[Key.FRESH][0] == made[Key.TURNING][0] == 0
    assert {made[key][2] for key in (Key.CLASSES, Key.TURNING, Key.ENTRY, Key.LEAVING)} == {
        Kind.PROVISIONAL
    }
    assert all(source for _, source, _ in made.values())


def test_a_fifth_of_the_band_below_turns_70_each_year() -> None:
    assert found(Town(BANDS, [], []))[Key.TURNING][0] == 540


def test_the_projection_tells_who_leaves() -> None:
    # 9,190 become 9,000 in five years though 2,700 turn 70: 540 + 38 leave a year, of 9,095.
    projected = [ProjectedDay(date(2031, 3, 31), 9_000, None, "p.csv")]
    value, source, kind = found(Town(BANDS, [], projected))[Key.LEAVING]
    assert value == pytest.approx(100 * 578 / 9_095, abs=0.01)
    assert source.startswith("将来推計人口")
    assert kind is Kind.DATA


def test_two_counts_of_residents_tell_who_leaves() -> None:
    # In a year 9,250 became 9,190; (2,700 + 2,900) ÷ 2 ÷ 5 = 560 turned 70: 620 left, of 9,220.
    kpi = kpi_of([counted(3_800, date(2025, 3, 31), 9_250), counted(3_900, ON)])
    value, _, kind = found(Town(BANDS, [], []), kpi)[Key.LEAVING]
    assert value == pytest.approx(100 * 620 / 9_220, abs=0.02)
    assert kind is Kind.DATA


def test_what_makes_no_sense_is_not_believed() -> None:
    # Residents doubled: nobody can have left.
    kpi = kpi_of([counted(3_800, date(2025, 3, 31), 4_500), counted(3_900, ON)])
    assert found(Town(BANDS, [], []), kpi)[Key.LEAVING][2] is Kind.PROVISIONAL


def test_what_official_counts_gained_beside_us_is_reckoned_back() -> None:
    # 120 in twelve months, 72 of them ours: 4 a month. 560 ÷ 12 × 42.4% turn 70 registered,
    # 3,900 × 5% ÷ 12 × 0.8 leave.
    gain = Gain(date(2025, 3, 31), ON, 120, 72)
    made = found(Town(BANDS, [], []), gain=gain)
    joining = 560 / 12 * made[Key.ENTRY][0] / 100
    going = 3_900 * made[Key.LEAVING][0] / 1_200 * made[Key.RATIO][0]
    assert made[Key.OTHER][0] == pytest.approx(4 - joining + going, abs=0.05)
    assert "うち教室・窓口72人" in made[Key.OTHER][1]
    assert found()[Key.OTHER] == (
        *(0.0, "公式値が2つそろうまで、ないものとする", Kind.PROVISIONAL),
    )


def test_ages_of_our_registrants_tell_how_much_less_they_leave() -> None:
    from classroom.figures.registrations.values import BandLine  # noqa: PLC0415  only here

    kpi = kpi_of([counted(3_900, ON)])
    young = BandLine("70-74", "70–74歳", 40, 0, 40)
    kpi = replace(kpi, classes=replace(kpi.classes, bands=(young,)))
    value, source, kind = found(Town(BANDS, [], []), kpi)[Key.RATIO]
    # 1.3% leave of 70–74; residents: (2,900 × 1.3 + 6,290 × 2.1) ÷ 9,190 = 1.848%.
    assert value == pytest.approx(1.3 / 1.848, abs=0.002)
    assert kind is Kind.DATA
    assert "40人" in source


def test_a_value_is_tried_before_it_is_saved_before_it_is_reckoned() -> None:
    made = found(Town(BANDS, [], []))

    def line(saved: dict[Key, float], tried: dict[Key, float] | None) -> tuple[float, Kind]:
        (one,) = [each for each in assumptions(made, saved, tried) if each.key is Key.TURNING]
        return one.value, one.kind

    assert line({}, None) == (540, Kind.DATA)
    assert line({Key.TURNING: 500}, None) == (500, Kind.SAVED)
    assert line({Key.TURNING: 500}, {Key.TURNING: 480}) == (480, Kind.TRIED)
    assert line({Key.TURNING: 500}, {Key.TURNING: 500}) == (500, Kind.SAVED)
    assert line({Key.TURNING: 500}, {}) == (540, Kind.DATA)


def test_a_value_typed_as_it_is_shown_is_the_value_itself() -> None:
    pace = projection.pace([held(7, 3)] * 24, date(2025, 4, 1), ON, counter=0)
    lines = assumptions(found(pace=pace), {}, {Key.CONVERSION: 42.9})  # 42.857…
    (one,) = [each for each in lines if each.key is Key.CONVERSION]
    assert one.value == pytest.approx(100 * 3 / 7)
    assert one.kind is Kind.DATA


def test_what_is_left_for_others_follows_what_is_assumed() -> None:
    # A rate of those who turn 70 that is ten points higher leaves 560 ÷ 12 × 10% less for others.
    gain, kpi = Gain(date(2025, 3, 31), ON, 120, 72), kpi_of([counted(3_900, ON)])
    pace, town = projection.pace([], date(2025, 4, 1), ON, 0), Town(BANDS, [], [])
    as_now = defaults(kpi, pace, gain, town)
    higher = defaults(kpi, pace, gain, town, {Key.ENTRY: as_now[Key.ENTRY][0] + 10})
    assert as_now[Key.OTHER][0] - higher[Key.OTHER][0] == pytest.approx(560 / 12 / 10)
