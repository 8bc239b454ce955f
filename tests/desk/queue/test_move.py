"""Another day in one step: the old seat is kept until the new one is theirs."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.queue import roster_queries
from classroom.desk.queue.cancel import cancel
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.move import move_back
from classroom.desk.queue.seats import Full
from classroom.desk.queue.values import Act
from classroom.planning.course.models import Offering
from classroom.rules.words.queue import Channel, Status
from tests import make
from tests.desk.queue.acts import book, book_party, couple, move

DONE: dict[str, Any] = {"act": Act(make.NOW)}


@pytest.fixture
def old(db: Session) -> Offering:
    return make.offering(db)


@pytest.fixture
def new(db: Session) -> Offering:
    return make.offering(db, make.NEXT_WEEK + timedelta(days=1), capacity=1)


@pytest.fixture
def line(db: Session, old: Offering) -> Enrolment:
    return book(db, make.participant(db), old, channel=Channel.COUNTER, proxy="長女 千葉さん")


def taken(db: Session, *offerings: Offering) -> list[int]:
    for offering in offerings:
        db.refresh(offering)
    return [offering.seats_taken for offering in offerings]


def test_one_step_frees_the_old_seat_and_takes_the_new(
    db: Session, old: Offering, new: Offering, line: Enrolment
) -> None:
    (moved,) = move(db, line, new)
    assert (line.status, moved.status) == (Status.CANCELLED, Status.ACCEPTED)
    assert (old.seats_taken, new.seats_taken) == (0, 1)
    assert (moved.channel, moved.proxy) == (Channel.COUNTER, "長女 千葉さん")
    days = [
        f"{day.month}/{day.day}" for day in (make.NEXT_WEEK + timedelta(days=1), make.NEXT_WEEK)
    ]
    assert roster_queries.history(db, key(old))[0].why == f"{days[0]}へ変更"
    assert roster_queries.history(db, key(new))[0].why == f"{days[1]}から変更"


def test_without_a_seat_there_everything_stays(
    db: Session, old: Offering, new: Offering, line: Enrolment
) -> None:
    book(db, make.participant(db, "佐藤 実", "サトウ ミノル"), new)
    with pytest.raises(Full):
        move(db, line, new)
    assert line.status is Status.ACCEPTED
    assert taken(db, old, new) == [1, 1]
    assert len(roster_queries.history(db, key(old))) == 1


def test_the_way_back_is_one_step_too(
    db: Session, old: Offering, new: Offering, line: Enrolment
) -> None:
    (moved,) = move(db, line, new)
    move_back(db, key(moved), key(line), **DONE)
    assert (line.status, moved.status) == (Status.ACCEPTED, Status.CANCELLED)
    assert (old.seats_taken, new.seats_taken) == (1, 0)


def test_there_is_no_way_back_once_the_old_seat_is_gone(
    db: Session, old: Offering, new: Offering, line: Enrolment
) -> None:
    old.capacity = 1
    db.flush()
    (moved,) = move(db, line, new)
    book(db, make.participant(db, "佐藤 実", "サトウ ミノル"), old)
    with pytest.raises(Full):
        move_back(db, key(moved), key(line), **DONE)
    assert moved.status is Status.ACCEPTED
    assert taken(db, old, new) == [1, 1]


def test_a_class_at_the_same_time_is_no_clash_with_the_one_given_up(
    db: Session, line: Enrolment
) -> None:
    at_the_same_time = make.offering(db, make.NEXT_WEEK)
    (moved,) = move(db, line, at_the_same_time)
    assert moved.holds_seat


def test_a_couple_moves_together_or_one_of_them_alone(db: Session, old: Offering) -> None:
    new = make.offering(db, make.NEXT_WEEK + timedelta(days=1), starts=time(14), ends=time(15))
    lines = book_party(db, couple(db), old)
    moved = move(db, lines[0], new, together=True)
    assert (old.seats_taken, new.seats_taken) == (0, 2)
    assert moved[0].party == moved[1].party is not None
    move_back(db, key(moved[0]), key(lines[0]), **DONE)
    assert (old.seats_taken, new.seats_taken) == (2, 0)
    (alone,) = move(db, lines[1], new)
    assert (old.seats_taken, new.seats_taken, alone.party) == (1, 1, None)


def test_who_waits_moves_to_a_free_seat_and_back_to_the_old_place(
    db: Session, new: Offering
) -> None:
    full = make.offering(db, capacity=1)
    book(db, make.participant(db, "佐藤 実", "サトウ ミノル"), full)
    first = book(db, make.participant(db), full, wait=True)
    book(
        db,
        make.participant(db, "後藤 実", "ゴトウ ミノル"),
        full,
        wait=True,
        at=make.NOW + timedelta(minutes=1),
    )
    (moved,) = move(db, first, new)
    assert moved.holds_seat
    move_back(db, key(moved), key(first), **DONE)
    assert roster_queries.waiting(db, key(full))[0].enrolment_id == first.id


def test_nonsense_is_refused_in_japanese(
    db: Session, old: Offering, new: Offering, line: Enrolment
) -> None:
    with pytest.raises(Refusal, match="もう申し込んでいます"):
        move(db, line, old)
    with pytest.raises(Refusal, match="見つかりません"):
        move_back(db, key(line), 999, **DONE)
    other = book(db, make.participant(db, "佐藤 実", "サトウ ミノル"), new)
    with pytest.raises(Refusal, match="見つかりません"):
        move_back(db, key(line), key(other), **DONE)
    cancel(db, key(line), why="", **DONE)
    with pytest.raises(Refusal, match="もう取消になっています"):
        move(db, line, new)
