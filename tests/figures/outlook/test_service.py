"""What the database gives to the outlook."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.config import Settings
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.figures.outlook import queries, service, story
from classroom.figures.outlook.rules import Key
from classroom.figures.outlook.values import Kind
from classroom.figures.registrations import queries as registrations
from classroom.figures.report.service import kpi
from classroom.rules.words.app import Stage
from classroom.rules.words.bands import ToldBand
from classroom.rules.words.planning import Status
from tests import make
from tests.figures.outlook import worlds
from tests.figures.report import months

ON = date(2026, 11, 22)
STAGE = Stage.CARD_LINKED
FROM_65: dict[str, Any] = {
    "born_on": None,
    "told_band": ToldBand.FROM_65,
    "told_band_on": date(2026, 10, 1),
}


def test_who_registered_in_a_period_is_counted_once_and_by_the_first_time(db: Session) -> None:
    where = months.class_on(db, date(2026, 10, 15))

    def person(reached: date, place: object = None, **given: Any) -> None:
        who = make.participant(db, **given)
        months.reached(db, who, STAGE, reached, where if place else None)

    person(date(2026, 10, 15), where)  # in class
    person(date(2026, 10, 20))  # at the counter
    person(date(2026, 9, 30))  # on the day after which we count
    person(date(2026, 11, 23))  # after the last day
    person(date(2026, 10, 15), where, born_on=date(1956, 11, 23))  # 69 on the last day
    person(date(2026, 10, 15), where, born_on=date(1956, 11, 22))  # 70 on it
    person(date(2026, 10, 20), told_band=ToldBand.SEVENTIES, told_band_on=date(2026, 10, 1))
    person(date(2026, 10, 20), told_band=ToldBand.SIXTIES, told_band_on=date(2026, 10, 1))
    came_so = make.participant(db)
    months.reached(db, came_so, Stage.ALREADY, date(2026, 10, 15), where)
    months.reached(db, came_so, STAGE, date(2026, 10, 15), where)
    installed = make.participant(db)
    months.reached(db, installed, Stage.INSTALLED, date(2026, 10, 15), where)
    further = make.participant(db)
    months.reached(db, further, STAGE, date(2026, 9, 1))
    db.add(_opened(key(further), date(2026, 10, 15)))
    db.flush()
    after = date(2026, 9, 30)
    assert registrations.newly_since(db, after, ON, STAGE) == 4
    days = registrations.newly_days(db, date(2026, 10, 1), ON, STAGE)
    assert sum(day.people for day in days if day.at_counter) == 2
    assert registrations.newly_since(db, after, ON, Stage.INSTALLED) == 5


def test_the_day_a_band_was_told_counts(db: Session) -> None:
    """Who told 65–69 in 2026 is surely 70 five years later."""
    for told in ({"born_on": date(1950, 1, 1)}, FROM_65):
        who = make.participant(db, **told)
        months.reached(db, who, STAGE, date(2031, 10, 15))
    on = date(2031, 10, 31)
    assert registrations.newly_since(db, date(2031, 9, 30), on, STAGE) == 2
    assert registrations.classes(db, on, STAGE).newly_registered == 2
    days = registrations.newly_days(db, date(2031, 10, 1), on, STAGE)
    assert sum(day.people for day in days if day.at_counter) == 2


def _opened(person: int, on: date) -> object:
    from classroom.class_day.app_registration.models import AppRegistration  # noqa: PLC0415  one row

    return AppRegistration(
        participant_id=person, stage=Stage.OPENED_ALONE, reached_on=on, recorded_at=make.NOW
    )


def test_a_town_with_six_classes_has_its_outlook(db: Session, settings: Settings) -> None:
    worlds.town(db, ON)
    found = service.outlook(db, settings, kpi(db, settings, ON))
    # Six classes of five people, four of whom registered: 80%, five a class.
    assert (found.pace.classes, found.pace.fresh, found.pace.newly) == (6, 30, 24)
    assert found.pace.first == date(2026, 10, 1)  # the month of the first class of all
    # Half of 2,310 are 1,155; 980 are registered, and 24 since 13 October or later.
    assert found.missing == 1_155 - 980 - _since(ON - timedelta(days=40))
    assert found.needed is not None
    assert found.needed.conversion.middle == pytest.approx(0.8)
    assert found.fan is not None
    assert found.fan.points[0].on == ON - timedelta(days=40)
    values = {line.key: line for line in found.assumptions}
    assert values[Key.TURNING].value == (325 + 185 + 67) / 5
    assert values[Key.OTHER].kind is Kind.DATA  # two official counts a year apart
    assert story.reach_sentence(found).startswith("今のペースなら、令和")


def _since(day: date) -> int:
    return sum(4 for number in range(6) if ON - timedelta(days=1 + 7 * number) > day)


def test_the_same_day_gives_the_same_outlook(db: Session, settings: Settings) -> None:
    worlds.town(db, ON)
    rate = kpi(db, settings, ON)
    assert service.outlook(db, settings, rate) == service.outlook(db, settings, rate)


def test_classes_that_do_not_teach_the_app_are_left_out(db: Session, settings: Settings) -> None:
    worlds.town(db, ON)
    before = service.outlook(db, settings, kpi(db, settings, ON)).pace
    photos = make.course(db, teaches_app=False)
    run = make.offering(db, date(2026, 11, 10), course_id=key(photos), status=Status.FINISHED)
    (session,) = make.sessions(db, run)
    months.came(db, make.participant(db), session)
    lucky = months.came(db, make.participant(db), session)
    months.reached(db, lucky, STAGE, date(2026, 11, 10), session)
    after = service.outlook(db, settings, kpi(db, settings, ON)).pace
    assert (after.classes, after.newly) == (before.classes, before.newly)
    assert after.counter == before.counter + 1


def test_few_classes_are_said_in_a_sentence(db: Session, settings: Settings) -> None:
    worlds.town(db, ON, classes=3)
    found = service.outlook(db, settings, kpi(db, settings, ON))
    assert found.needed is None
    assert found.fan is not None
    assert "いま3回、のべ15人" in story.too_few(found)


def test_without_population_there_is_no_fan_and_no_sentence(
    db: Session, settings: Settings
) -> None:
    found = service.outlook(db, settings, kpi(db, settings, ON))
    assert (found.missing, found.fan, found.needed, found.reach) == (None, None, None, None)
    assert story.reach_sentence(found) == ""
    assert story.headline(found) == ("目標までの見通しは、まだ計算できません。",)


def test_without_an_official_count_it_starts_at_the_plan(db: Session, settings: Settings) -> None:
    worlds.residents(db, date(2026, 10, 1), {"大曲": 2_000})
    found = service.outlook(db, settings, kpi(db, settings, ON))
    assert found.fan is not None
    first = found.fan.points[0]
    assert (first.on, first.p50) == (date(2025, 3, 31), 42)
    # The plan says whole per cents: ±0.29 points, ×1.2816 for eight of ten.
    assert first.p90 - first.p50 == pytest.approx(0.29 * 1.2816, abs=0.001)
    assert any("公式値が2つそろうまで" in line for line in story.sources(found))


def test_once_the_plan_is_over_there_is_no_fan(db: Session, settings: Settings) -> None:
    worlds.town(db, ON)
    found = service.outlook(db, settings, kpi(db, settings, date(2031, 4, 1)))
    assert found.fan is None
    assert "終わった" in story.lead(found)


def test_a_target_that_is_reached_is_said_so(db: Session, settings: Settings) -> None:
    worlds.residents(db, date(2026, 10, 1), {"大曲": 2_000})
    months.official(db, date(2026, 10, 1), 1_200, 2_000)
    found = service.outlook(db, settings, kpi(db, settings, ON))
    assert story.headline(found) == ("目標の50%に届いています。",)
    assert story.reach_sentence(found) == ""


def test_saved_assumptions_hold_and_older_ones_stay(db: Session, settings: Settings) -> None:
    worlds.town(db, ON)
    service.save_assumptions(db, {Key.CLASSES: 6}, "来年度の予定", at=make.NOW, by=None)
    service.save_assumptions(db, {Key.CLASSES: 8}, "もっと増やす", at=make.NOW, by=None)
    found = service.outlook(db, settings, kpi(db, settings, ON))
    line = next(line for line in found.assumptions if line.key is Key.CLASSES)
    assert (line.value, line.kind) == (8, Kind.SAVED)
    assert [old.note for old in queries.saved(db)] == ["もっと増やす", "来年度の予定"]
    assert story.reach_sentence(found).startswith("保存した前提では、")


@pytest.mark.parametrize(
    ("values", "note", "sentence"),
    [
        ({Key.CLASSES: 6}, " ", "理由を入れてください"),
        ({Key.CLASSES: 6}, "あ" * 201, "200文字まで"),
        ({Key.CONVERSION: 101}, "試し", "0から100まで"),
        ({}, "試し", "値が変わっていません"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    db: Session, values: dict[Key, float], note: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        service.save_assumptions(db, values, note, at=make.NOW, by=None)


def test_districts_are_matched_by_name_and_the_others_named(
    db: Session, settings: Settings
) -> None:
    worlds.town(db, ON)
    make.district(db, "小野")
    rate = kpi(db, settings, ON)
    held = service.recent_classes(db, STAGE, ON)
    found, unmatched = service.next_places(db, settings, rate, held, published=False)
    assert [(place.name, place.aged, place.classes) for place in found] == [
        ("野蒜", 740, 0),
        ("大曲", 1_300, 6),
    ]
    assert unmatched == ("宮戸", "小野")
    assert found[0].nearest is not None
