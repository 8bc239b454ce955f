"""The fictitious year: of a city's size, with hard names, the same each time, and sound."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, SQLModel, col, select

from classroom.core.db import make_engine, reading, writing
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.kit.pdf import fonts
from classroom.planning.course.models import Course, CourseSession, Offering
from classroom.planning.place.models import Venue
from classroom.rules.age import age_on
from classroom.rules.words.queue import CallKind, CallState, Status
from classroom.tools.demo import fill

TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 1, 6, tzinfo=UTC)
RANDOM = {"answer_comment"}
HARD = ("髙﨑", "渡邊", "渡邉", "𠮷田", "齋藤", "葛󠄀西", "𡈽井")


def filled(path: Path, pattern: Path) -> Engine:
    path.write_bytes(pattern.read_bytes())
    engine = make_engine(f"sqlite:///{path}")
    with writing(engine) as db:
        fill(db, today=TODAY, at=AT)
    return engine


@pytest.fixture(scope="module")
def year(pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return filled(tmp_path_factory.mktemp("demo") / "year.sqlite", pattern)


def test_it_has_the_size_of_a_city_like_this(year: Engine) -> None:
    with reading(year) as db:
        assert len(db.exec(select(Course)).all()) == 12
        assert len(db.exec(select(Venue)).all()) == 8
        assert 55 <= len(db.exec(select(Offering)).all()) <= 65
        people = db.exec(select(Participant)).all()
        assert len(people) == 400
        ages = [age_on(p.born_on, TODAY) for p in people if p.born_on]
        assert min(ages) >= 58
        assert 85 < max(ages) <= 97
        assert {o.fiscal_year for o in db.exec(select(Offering))} == {2026}


def test_its_names_are_hard_and_all_of_them_print(year: Engine) -> None:
    with reading(year) as db:
        people = db.exec(select(Participant)).all()
    for name in HARD:
        assert any(p.name.startswith(name) for p in people), name
    assert any(len(p.name_kana.split()[0]) == 1 for p in people), "a family name of one kana"
    chain = fonts.chain()
    assert [p.name for p in people if chain.missing(p.name)] == []


def test_couples_share_a_landline_and_every_number_is_fictitious(year: Engine) -> None:
    with reading(year) as db:
        numbers = db.exec(select(Participant.telephone)).all()
    shared = [n for n, times in Counter(numbers).items() if times > 1 and n.startswith("0225")]
    assert len(shared) > 20
    assert all(n.startswith(("022500", "0900000", "0800000")) for n in numbers)


def test_there_are_classes_today_and_a_cancelled_one_with_its_reason(year: Engine) -> None:
    with reading(year) as db:
        today = db.exec(select(CourseSession).where(CourseSession.on == TODAY)).all()
        assert len(today) >= 3
        reasons = db.exec(select(Offering.cancel_reason).where(Offering.cancel_reason != "")).all()
        assert reasons


def test_its_seats_are_counted_right(year: Engine) -> None:
    with reading(year) as db:
        for offering in db.exec(select(Offering)):
            holding = db.exec(
                select(sa.func.count()).where(
                    Enrolment.offering_id == offering.id, col(Enrolment.holds_seat)
                )
            ).one()
            held = db.exec(
                select(sa.func.count())
                .select_from(CallTask)
                .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
                .where(Enrolment.offering_id == offering.id, col(CallTask.holds_seat))
            ).one()
            assert holding + held == offering.seats_taken <= offering.capacity
        statuses = set(db.exec(select(Enrolment.status)).all())
    assert statuses >= {Status.ACCEPTED, Status.WAITLISTED, Status.CANCELLED}


def test_there_are_calls_to_make_of_each_sort_and_not_too_many(year: Engine) -> None:
    with reading(year) as db:
        calls = db.exec(select(CallTask).where(CallTask.state == CallState.OPEN)).all()
    kinds = {CallKind.SEAT_FREE, CallKind.REMINDER, CallKind.FOLLOW_UP}
    assert {call.kind for call in calls} == kinds
    assert len(calls) < 25
    assert any(call.tries for call in calls)


def test_it_is_the_same_each_time(year: Engine, pattern: Path, tmp_path: Path) -> None:
    again = filled(tmp_path / "again.sqlite", pattern)
    with Session(year) as first, Session(again) as second:
        for table in SQLModel.metadata.sorted_tables:
            if table.name == "staff_member":
                continue  # password hashes are salted
            # A comment's key is random, so that it tells nothing of the order of the sheets.
            known = [column for column in table.c if column.key != "id" or table.name not in RANDOM]
            rows = sa.select(*known).order_by(*known)
            assert first.execute(rows).all() == second.execute(rows).all(), table.name
