"""A year's schedule: days become offerings, as drafts, all or nothing."""

from datetime import date, time
from typing import Any

import pytest
from sqlmodel import Session, select

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.office.imports import service
from classroom.office.imports.rules import State
from classroom.office.imports.service import Opened
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.course.values import OfferingDetails
from classroom.planning.place.models import Room, Venue
from classroom.rules.words.planning import Status
from tests import make
from tests.office.imports import files

TITLE = "デジタル身分証アプリをはじめよう"
DAYS = (date(2026, 12, 1), date(2026, 12, 8))


@pytest.fixture
def hall(db: Session) -> Venue:
    make.course(db, code="A1", minutes=90)
    found = make.venue(db, name="矢本東市民センター", short_name="矢本東")
    db.add(Room(venue_id=key(found), name="会議室1", capacity=20))
    db.flush()
    return found


def opened(db: Session, rows: list[list[Any]], **more: Any) -> Opened[OfferingDetails]:
    content = files.workbook(rows, more.pop("heads", files.SCHEDULE_HEADS))
    return service.open_schedule(db, content, "予定.xlsx", today=date(2026, 11, 22), **more)


def test_the_days_of_a_course_become_an_offering(db: Session, hall: Venue) -> None:
    rows = [
        *files.schedule(TITLE, "矢本東市民センター", DAYS, room="会議室1", topic="はじめに"),
        *files.schedule("A1", "矢本東", [date(2027, 1, 12)], hours="13:30-15:00"),
    ]
    found = opened(db, rows)
    assert [line.state for line in found.reading.lines] == [State.NEW] * 3
    assert service.add_schedule(db, found.reading, at=make.NOW) == 2
    first, second = db.exec(select(Offering).order_by("id")).all()
    assert (first.status, first.capacity, first.code) == (Status.DRAFT, 12, "R8-001")
    days = make.sessions(db, first)
    assert [(one.number, one.on, one.starts, one.topic) for one in days] == [
        (1, DAYS[0], time(10), "はじめに"),
        (2, DAYS[1], time(10), "はじめに"),
    ]
    assert days[0].room_id is not None
    (only,) = make.sessions(db, second)
    assert (only.starts, only.ends, only.venue_id) == (time(13, 30), time(15), hall.id)


def test_days_without_their_year_lie_in_the_year_of_the_title(db: Session, hall: Venue) -> None:
    rows = files.schedule("A1", hall.short_name, ["4/8", "1月19日"])  # type: ignore[list-item]  # as typed
    found = opened(db, rows)
    assert found.year == 2026
    (plan,) = found.reading.plans
    assert [one.on for one in plan.details.sessions] == [date(2026, 4, 8), date(2027, 1, 19)]


def test_a_column_of_groups_keeps_its_days_together(db: Session, hall: Venue) -> None:
    heads = ["講座", "コース", "日にち", "開始", "終了", "会場"]
    rows = [
        ["A1", "火曜", DAYS[0], "10:00", "11:30", hall.name],
        ["A1", "水曜", date(2026, 12, 2), "10:00", "11:30", hall.name],
        ["A1", "火曜", DAYS[1], "10:00", "11:30", hall.name],
    ]
    found = opened(db, rows, heads=heads)
    assert [len(plan.details.sessions) for plan in found.reading.plans] == [2, 1]


def test_without_an_end_it_takes_as_long_as_the_course_and_says_so(
    db: Session, hall: Venue
) -> None:
    found = opened(db, files.schedule("A1", hall.name, DAYS[:1], hours="10:00"))
    (line,) = found.reading.lines
    assert line.state is State.CHECK
    assert "講座の90分で11:30まで" in line.notes[0]
    (plan,) = found.reading.plans
    assert plan.details.sessions[0].ends == time(11, 30)


def test_holidays_and_unknown_rooms_are_to_be_looked_at(db: Session, hall: Venue) -> None:
    rows = files.schedule("A1", hall.name, [date(2026, 11, 23)], room="和室")
    (line,) = opened(db, rows).reading.lines
    assert line.state is State.CHECK
    assert any("勤労感謝の日" in note for note in line.notes)
    assert any("和室" in note for note in line.notes)


def test_what_is_in_the_schedule_already_is_left_out(db: Session, hall: Venue) -> None:
    rows = files.schedule("A1", hall.name, DAYS)
    service.add_schedule(db, opened(db, rows).reading, at=make.NOW)
    again = opened(db, rows)
    assert [line.state for line in again.reading.lines] == [State.SAME, State.SAME]
    with pytest.raises(Refusal, match="もう予定にあります"):
        service.add_schedule(db, again.reading, at=make.NOW)
    assert service.add_schedule(db, again.reading, {again.reading.lines[0].choice}, at=make.NOW)


def test_a_number_that_goes_on_from_course_to_course_counts_rows(db: Session, hall: Venue) -> None:
    make.course(db, code="B2", title="スマホの基本操作")
    heads = ["No" if head == "回" else head for head in files.SCHEDULE_HEADS]
    at = heads.index("No")
    rows = [
        *files.schedule("A1", hall.name, DAYS),
        *files.schedule("B2", hall.name, [date(2027, 1, 12)]),
    ]
    for number, row in enumerate(rows, 1):
        row[at] = number
    found = opened(db, rows, heads=heads)
    assert [line.state for line in found.reading.lines] == [State.NEW] * 3
    assert service.add_schedule(db, found.reading, at=make.NOW) == 3
    # Of one course alone it is the day's number.
    alone = [*files.schedule("A1", hall.name, [date(2027, 2, 2), date(2027, 2, 9)])]
    for number, row in enumerate(alone, 1):
        row[at] = number
    found = opened(db, alone, heads=heads)
    assert service.add_schedule(db, found.reading, at=make.NOW) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({0: "書道"}, "「書道」という講座は、一覧にありません"),
        ({0: "〃〃〃"}, "「〃〃〃」という講座は、一覧にありません"),
        ({2: "いつか"}, "日付として読めません"),
        ({2: ""}, "日にちがありません"),
        ({3: "朝"}, "時刻として読めません"),
        ({3: ""}, "始まりの時刻がありません"),
        ({3: "11:30～10:00"}, "始まりより後に"),
        ({4: "体育館"}, "「体育館」という会場は、一覧にありません"),
        ({6: "900人"}, "300人まで"),
        ({1: "第3回"}, "第1回からの続きに"),
    ],
)
def test_a_row_that_cannot_be_read_stops_the_whole_file(
    db: Session, hall: Venue, changed: dict[int, str], sentence: str
) -> None:
    good, bad = files.schedule("A1", hall.name, DAYS)
    for column, value in changed.items():
        bad[column] = value
    if 1 in changed:
        good[1] = "第1回"
    found = opened(db, [good, bad])
    assert sentence in " ".join(note for line in found.reading.refused for note in line.notes)
    with pytest.raises(Refusal, match="何も取り込んでいません"):
        service.add_schedule(db, found.reading, at=make.NOW)
    assert not db.exec(select(CourseSession)).all()
    assert len(db.exec(select(Course)).all()) == 1
