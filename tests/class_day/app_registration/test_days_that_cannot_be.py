"""A registration dated before its class, in the future, out of order, doubled or after a death."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from classroom.class_day.app_registration import operations, service
from classroom.class_day.app_registration.models import AppRegistration
from classroom.class_day.attendance.rules import Kind
from classroom.class_day.attendance.values import Carried
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue.values import Act
from classroom.rules.words.app import Stage
from tests import make
from tests.page import PageClient

ACT = Act(make.NOW)
LAST_WEEK = make.TODAY - timedelta(days=7)


def reach(db: Session, who: int, stage: Stage, on: date, session: int | None = None) -> None:
    service.reach(db, who, stage, ACT, session=session, on=on)


def test_not_before_the_class_it_was_at(db: Session) -> None:
    (session,) = make.sessions(db, make.offering(db, LAST_WEEK))
    who = key(make.participant(db))
    with pytest.raises(Refusal, match="教室の日"):
        reach(db, who, Stage.INSTALLED, LAST_WEEK - timedelta(days=1), key(session))
    reach(db, who, Stage.INSTALLED, LAST_WEEK, key(session))


def test_not_in_the_future_nor_after_a_death_nor_before_a_birth(db: Session) -> None:
    person = make.participant(db, died_on=LAST_WEEK)
    for on, why in (
        (make.TODAY + timedelta(days=1), "先の日付"),
        (LAST_WEEK, "亡くなられた"),
        (date(1940, 1, 1), "生年月日より前"),
    ):
        with pytest.raises(Refusal, match=why):
            reach(db, key(person), Stage.INSTALLED, on)
    reach(db, key(person), Stage.INSTALLED, LAST_WEEK - timedelta(days=1))


def test_the_counter_is_told_what_is_there_already(desk: PageClient, db: Session) -> None:
    person = make.participant(db)
    reach(db, key(person), Stage.CARD_LINKED, LAST_WEEK)
    db.commit()
    page = desk.get(f"/participants/{person.id}/app")
    again = desk.submit(page, "form.form", 422, stage="card_linked", on=make.TODAY.isoformat())
    assert again is not None
    assert "に登録してあります" in again.text
    rows = db.exec(select(AppRegistration).where(AppRegistration.stage == Stage.CARD_LINKED)).all()
    assert [row.reached_on for row in rows] == [LAST_WEEK]


def test_not_before_a_stage_that_comes_first(db: Session) -> None:
    who = key(make.participant(db))
    reach(db, who, Stage.INSTALLED, make.TODAY)
    with pytest.raises(Refusal, match="より前の日付"):
        reach(db, who, Stage.CARD_LINKED, LAST_WEEK)


def test_a_terminal_whose_clock_runs_ahead_brings_home_nothing_of_days_to_come(
    db: Session,
) -> None:
    offering = make.offering(db, make.NEXT_WEEK)
    (session,) = make.sessions(db, offering)
    person = make.participant(db)
    make.enrolment(db, person, offering)
    db.commit()
    ahead = make.NOW + timedelta(days=8)
    pressed = Carried(
        "0190a000-0000-7000-8000-000000000001",
        key(session),
        Kind.STAGE,
        {"participant": key(person), "choice": "card_linked", "before": "", "after": "x"},
        ahead,
        "端末1",
        None,
    )
    found = operations.replay(db, [pressed], at=make.NOW)
    assert found.done == 0
    assert "先の日付" in found.conflicts[0].sentence
    assert db.exec(select(AppRegistration)).all() == []
