"""Whatever is done at the desks, seats, queues, parties and histories add up after every act."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

import hypothesis.strategies as st
import sqlalchemy as sa
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlalchemy.engine import Engine
from sqlmodel import Session, col, select

from classroom.core.db import for_writing, key
from classroom.core.errors import Refusal
from classroom.desk.queue import queries, roster_queries
from classroom.desk.queue.cancel import cancel, decline, restore
from classroom.desk.queue.models import CallTask, Enrolment, EnrolmentChange
from classroom.desk.queue.move import move_back
from classroom.desk.queue.promote import promote, put_back
from classroom.desk.queue.values import Act, WalkIn
from classroom.desk.queue.walk_in import walk_in
from classroom.rules.words.queue import LIVE, Channel, Status
from tests import make
from tests.desk.queue.acts import book, book_party, move

PEOPLE = 6
# What may follow what. A seat offered by mistake is taken back to where the person stood before;
# someone who cancelled may apply again on the same line.
NEXT: dict[Status, frozenset[Status]] = {
    Status.APPLIED: frozenset(Status) - {Status.APPLIED},
    Status.WAITLISTED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.CANCELLED}),
    Status.ACCEPTED: frozenset(Status) - {Status.ACCEPTED},
    Status.DECLINED: LIVE,
    Status.CANCELLED: LIVE,
}
who = st.integers(0, PEOPLE - 1)
where = st.integers(0, 2)
yes = st.booleans()


class Desks(RuleBasedStateMachine):
    """Any order of acts on three small offerings, of which two are held at the same time."""

    engine: Engine

    @initialize(capacity=st.integers(1, 3), first_timers_first=yes)
    def open(self, capacity: int, first_timers_first: bool) -> None:  # noqa: FBT001  drawn by name
        self.db = Session(for_writing(self.engine), expire_on_commit=False)
        self.ticks = 0
        hall = make.venue(self.db, capacity=5)
        self.offerings = [
            make.offering(
                self.db,
                make.NEXT_WEEK,
                starts=start,
                ends=time(start.hour + 1),
                capacity=capacity,
                first_timers_first=first_timers_first,
                place=hall,
            )
            for start in (time(10), time(10, 30), time(14))
        ]
        self.people = [make.participant(self.db, name=f"佐藤 {n}") for n in range(PEOPLE)]
        self.lines_moved: list[tuple[int, int]] = []

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.db.rollback()
            self.db.close()

    def tick(self) -> datetime:
        self.ticks += 1
        return make.NOW + timedelta(seconds=self.ticks)

    def attempt(self, act: Callable[[], object]) -> None:
        """Do an act as a desk does: refused, it leaves nothing behind."""
        with suppress(Refusal), self.db.begin_nested():
            act()

    def on_line(self, act: Callable[..., object], who: int, where: int, **given: Any) -> None:
        line = queries.of(self.db, key(self.people[who]), key(self.offerings[where]))
        if line is not None:
            when = {"act": Act(self.tick())}
            self.attempt(lambda: act(self.db, key(line), **when, **given))

    @rule(who=who, where=where, wait=yes)
    def book(self, who: int, where: int, wait: bool) -> None:  # noqa: FBT001
        at = self.tick()
        person, offering = self.people[who], self.offerings[where]
        self.attempt(lambda: book(self.db, person, offering, wait=wait, at=at))

    @rule(group=st.lists(who, min_size=2, max_size=3, unique=True), where=where, wait=yes)
    def book_party(self, group: list[int], where: int, wait: bool) -> None:  # noqa: FBT001
        people, at = [self.people[n] for n in group], self.tick()
        self.attempt(lambda: book_party(self.db, people, self.offerings[where], wait=wait, at=at))

    @rule(who=who, where=where, together=yes)
    def cancel(self, who: int, where: int, together: bool) -> None:  # noqa: FBT001
        self.on_line(cancel, who, where, why="", together=together)

    @rule(who=who, where=where)
    def decline(self, who: int, where: int) -> None:
        self.on_line(decline, who, where)

    @rule(who=who, where=where)
    def promote(self, who: int, where: int) -> None:
        self.on_line(promote, who, where)

    @rule(who=who, where=where)
    def put_back(self, who: int, where: int) -> None:
        self.on_line(put_back, who, where)

    @rule(who=who, where=where, together=yes)
    def restore(self, who: int, where: int, together: bool) -> None:  # noqa: FBT001
        self.on_line(restore, who, where, together=together)

    @rule(who=who, where=where)
    def walk_in(self, who: int, where: int) -> None:
        session = make.sessions(self.db, self.offerings[where])[0]
        came, at = WalkIn(participant_id=key(self.people[who])), self.tick()
        self.attempt(lambda: walk_in(self.db, key(session), came, act=Act(at)))

    @rule(who=who, where=where, to=where, together=yes)
    def move(self, who: int, where: int, to: int, together: bool) -> None:  # noqa: FBT001
        line = queries.of(self.db, key(self.people[who]), key(self.offerings[where]))
        if line is None:
            return
        at, old = self.tick(), key(line)

        def act() -> None:
            moved = move(self.db, line, self.offerings[to], at=at, together=together)
            self.lines_moved.append((key(moved[0]), old))

        self.attempt(act)

    @rule()
    def move_back(self) -> None:
        if self.lines_moved:
            new, old = self.lines_moved.pop()
            at = self.tick()
            self.attempt(lambda: move_back(self.db, new, old, act=Act(at)))

    @invariant()
    def seats_counted_are_seats_held(self) -> None:
        for offering in self.offerings:
            self.db.refresh(offering)
            held = sa.select(sa.func.count()).where(
                col(Enrolment.offering_id) == offering.id, col(Enrolment.holds_seat)
            )
            kept = (
                sa.select(sa.func.count())
                .select_from(CallTask)
                .join(Enrolment, col(Enrolment.id) == col(CallTask.enrolment_id))
                .where(col(Enrolment.offering_id) == offering.id, col(CallTask.holds_seat))
            )
            both = self.count(held) + self.count(kept)
            assert offering.seats_taken == both <= offering.capacity

    @invariant()
    def nobody_waits_twice_and_each_party_stands_side_by_side(self) -> None:
        for offering in self.offerings:
            queue = roster_queries.waiting(self.db, key(offering))
            assert {line.status for line in queue} <= {Status.WAITLISTED}
            assert max(Counter(line.participant_id for line in queue).values(), default=1) == 1
            parties = [line.party or -line.enrolment_id for line in queue]
            changes = sum(one != other for one, other in pairwise(parties))
            assert changes == max(len(set(parties)) - 1, 0)

    @invariant()
    def who_has_waited_longest_is_next(self) -> None:
        """Within first-timers and within the others, heads of parties are by time."""
        for offering in self.offerings:
            heads: dict[int, Any] = {}
            for line in roster_queries.waiting(self.db, key(offering)):
                heads.setdefault(line.party or -line.enrolment_id, []).append(line)
            for first in (True, False):
                times = [
                    min(line.applied_at for line in group)
                    for group in heads.values()
                    if not offering.first_timers_first
                    or any(line.is_first_time for line in group) is first
                ]
                assert times == sorted(times)

    @invariant()
    def nobody_has_seats_in_two_classes_at_once(self) -> None:
        one, other = (
            roster_queries.roster(self.db, key(offering)) for offering in self.offerings[:2]
        )
        seated = {line.participant_id for line in one} & {line.participant_id for line in other}
        walked_in = self.db.exec(
            select(Enrolment.participant_id).where(Enrolment.channel == Channel.WALK_IN)
        )
        assert seated <= set(walked_in)

    @invariant()
    def every_line_ends_its_own_history(self) -> None:
        for line in self.db.exec(select(Enrolment)):
            wanted = select(EnrolmentChange.status).where(EnrolmentChange.enrolment_id == line.id)
            found = self.db.exec(wanted.order_by(col(EnrolmentChange.id)))
            history = [Status(status) for status in found]
            assert history[-1] is line.status
            assert all(other in NEXT[one] for one, other in pairwise(history))
            assert (line.status in LIVE) or not line.holds_seat

    def count(self, wanted: Any) -> int:
        return int(self.db.connection().execute(wanted).scalar_one())


def test_seats_queues_parties_and_histories_add_up(engine: Engine) -> None:
    class Here(Desks):
        pass

    Here.engine = engine
    run_machine(Here, settings=settings(max_examples=10, stateful_step_count=30, deadline=None))
