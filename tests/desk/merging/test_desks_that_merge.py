"""The desks' acts with calls, merges and their undoing among them: everything adds up still."""

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlalchemy.engine import Engine
from sqlmodel import col, select

from classroom.app import SHARES
from classroom.core.db import key
from classroom.desk.merging import service as merging
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.queue import roster_queries
from classroom.desk.queue.answer import answer, take_back_answer
from classroom.desk.queue.call_values import Result
from classroom.desk.queue.models import CallTask, Enrolment
from classroom.desk.queue.offer import offer_seats
from classroom.desk.queue.values import Act
from classroom.rules.words.queue import CallResult, Status
from tests import make
from tests.desk.queue.test_seats_add_up import Desks, where, who


class MergingDesks(Desks):
    """Any order of acts, with records that turn out to be one person's and freed seats offered."""

    @rule(kept=who, gone=who)
    def merge(self, kept: int, gone: int) -> None:
        if kept == gone:
            return
        pair, at = (self.people[kept], self.people[gone]), self.tick()
        self.attempt(lambda: make.merge(self.db, *pair, at=at))

    @rule(number=st.integers(0, 2))
    def unmerge(self, number: int) -> None:
        merges = self.db.exec(select(ParticipantMerge).order_by(col(ParticipantMerge.id))).all()
        if number < len(merges):
            row, at = key(merges[number]), self.tick()
            self.attempt(lambda: merging.undo(self.db, row, SHARES, at=at))

    @rule(where=where)
    def offer(self, where: int) -> None:
        offering, at = key(self.offerings[where]), self.tick()
        self.attempt(lambda: offer_seats(self.db, offering, at=at))

    @rule(number=st.integers(0, 3), result=st.sampled_from(CallResult))
    def answer(self, number: int, result: CallResult) -> None:
        calls = self.db.exec(select(CallTask).order_by(col(CallTask.id))).all()
        if number < len(calls):
            task, at = calls[number], self.tick()
            given = Result(result, "", task.version)
            self.attempt(lambda: answer(self.db, key(task), given, act=Act(at)))

    @rule(number=st.integers(0, 3))
    def take_answer_back(self, number: int) -> None:
        calls = self.db.exec(select(CallTask).order_by(col(CallTask.id))).all()
        if number < len(calls):
            task, at = key(calls[number]), self.tick()
            self.attempt(lambda: take_back_answer(self.db, task, act=Act(at)))

    @invariant()
    def a_seat_is_held_only_for_who_waits(self) -> None:
        held = select(Enrolment.status).join(
            CallTask, col(CallTask.enrolment_id) == col(Enrolment.id)
        )
        statuses = self.db.exec(held.where(col(CallTask.holds_seat))).all()
        assert set(statuses) <= {Status.WAITLISTED}

    @invariant()
    def a_merged_record_has_no_place_and_no_turn(self) -> None:
        gone = {key(person) for person in self.people if person.merged_into_id is not None}
        for offering in self.offerings:
            number = key(offering)
            lines = [
                *roster_queries.roster(self.db, number),
                *roster_queries.waiting(self.db, number),
            ]
            assert not gone & {line.participant_id for line in lines}

    def nobody_has_seats_in_two_classes_at_once(self) -> None:
        """Two records of one person may: the page of the merge says so, and people decide."""


def test_seats_and_queues_add_up_with_merges_and_calls_among_the_acts(engine: Engine) -> None:
    class Here(MergingDesks):
        pass

    Here.engine = engine
    run_machine(Here, settings=settings(max_examples=12, stateful_step_count=30, deadline=None))
