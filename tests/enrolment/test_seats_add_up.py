"""Whatever is done at the desks, the seats counted are those held and the queue keeps its order."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import pairwise

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from classroom.course.models import Offering
from classroom.db import for_writing, key
from classroom.enrolment import queries, service
from classroom.enrolment.models import Enrolment
from classroom.enrolment.rules import Status
from classroom.enrolment.values import WalkIn
from classroom.errors import Refusal
from classroom.participant.models import Participant
from tests import make
from tests.enrolment.acts import book

PEOPLE = 6
ACTS = ("book", "wait", "cancel", "decline", "promote", "restore", "walk_in")
steps = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, PEOPLE - 1)), max_size=30)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps, capacity=st.integers(1, 3))
def test_seats_and_queue_add_up_after_every_act(
    engine: Engine, steps: list[tuple[str, int]], capacity: int
) -> None:
    with forgotten(engine) as db:
        hall = make.venue(db, capacity=5)
        offering = make.offering(db, capacity=capacity, place=hall)
        people = [make.participant(db, name=f"佐藤 {n}") for n in range(PEOPLE)]
        for number, (act, who) in enumerate(steps):
            with suppress(Refusal), db.begin_nested():
                do(db, act, people[who], offering, number)
            check(db, offering)


def do(db: Session, act: str, person: Participant, offering: Offering, number: int) -> None:
    at = make.NOW + timedelta(seconds=number)
    if act in ("book", "wait"):
        book(db, person, offering, wait=act == "wait", at=at)
        return
    if act == "walk_in":
        session = make.sessions(db, offering)[0]
        service.walk_in(db, key(session), WalkIn(participant_id=key(person)), at=at, by=None)
        return
    line = queries.of(db, key(person), key(offering))
    if line is None:
        return
    if act == "cancel":
        service.cancel(db, key(line), why="", at=at, by=None)
    elif act == "decline":
        service.decline(db, key(line), at=at, by=None)
    elif act == "promote":
        service.promote(db, key(line), at=at, by=None)
    else:
        service.restore(db, key(line), at=at, by=None)


def check(db: Session, offering: Offering) -> None:
    held = select(func.count()).where(
        Enrolment.offering_id == offering.id, col(Enrolment.holds_seat)
    )
    db.refresh(offering)
    assert offering.seats_taken == db.exec(held).one() <= offering.capacity
    queue = queries.waiting(db, key(offering))
    assert all(line.status is Status.WAITLISTED for line in queue)
    assert all(one.applied_at <= other.applied_at for one, other in pairwise(queue))


@contextmanager
def forgotten(engine: Engine) -> Iterator[Session]:
    """Give a session of which nothing stays, so that each example begins anew."""
    with Session(for_writing(engine), expire_on_commit=False) as db:
        yield db
        db.rollback()
