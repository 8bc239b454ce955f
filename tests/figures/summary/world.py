"""A small city to which anything may happen, and its figures counted in the plain way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from classroom.app import SHARES
from classroom.class_day.app_registration.models import AppOutcome, AppRegistration
from classroom.class_day.attendance.models import Attendance
from classroom.core.db import key
from classroom.core.errors import Refusal
from classroom.desk.merging import service as merging
from classroom.desk.merging.models import ParticipantMerge
from classroom.desk.merging.values import Pair
from classroom.desk.participant.models import Participant
from classroom.desk.queue.models import Enrolment
from classroom.desk.queue.values import Act
from classroom.figures.results import counts, indicators, queries
from classroom.figures.results.values import Classes
from classroom.figures.summary import service
from classroom.planning.course.models import CourseSession
from classroom.planning.course.rules import Status
from classroom.rules.fiscal_year import fiscal_year, start_of
from classroom.rules.words.app import Blocker, Stage
from classroom.rules.words.attendance import How, Mark
from classroom.rules.words.bands import ToldBand
from tests import make

BEGINNING = date(2026, 3, 20)
AGES: Sequence[tuple[date | None, ToldBand | None, date | None]] = (
    (date(1940, 5, 5), None, None),
    (date(1956, 3, 25), None, None),  # 70 in a few days
    (date(1951, 4, 5), None, None),  # 75 soon
    (date(1956, 2, 29), None, None),
    (None, ToldBand.SIXTIES, date(2025, 3, 30)),  # nobody knows from 30 March on
    (None, ToldBand.SEVENTIES, date(2026, 3, 1)),
    (None, ToldBand.SIXTIES, date(2016, 4, 10)),  # certainly 70 from 10 April on
    (None, ToldBand.EIGHTIES, date(2028, 1, 1)),  # told later than the figures' day
    (None, None, None),
)


def table(of: type[SQLModel]) -> sa.Table:
    """Return a table as its rows are written by hand."""
    found: sa.Table = of.__table__  # type: ignore[attr-defined]  # every table of ours has one
    return found


@dataclass
class World:
    """People, sessions and districts by number; each method is one write."""

    db: Session
    today: date = BEGINNING
    stage: Stage = Stage.CARD_LINKED
    people: list[int] = field(default_factory=list)
    offerings: list[int] = field(default_factory=list)
    sessions: list[int] = field(default_factory=list)
    districts: list[int | None] = field(default_factory=lambda: [None])

    def settle(self) -> None:
        """Let people live, classes be held in March and April, and some of them come."""
        for number, name in enumerate(("大曲", "野蒜"), 1):
            made = make.district(self.db, name=name, position=number)
            self.districts.append(key(made))
        for ages in AGES[:5]:
            self.add_person(*ages)
        for days in (-30, -2, 3, 15, 400):
            on = BEGINNING + timedelta(days=days)
            offering = make.offering(self.db, on, status=Status.FINISHED, capacity=300)
            self.offerings.append(key(offering))
            self.sessions.append(key(make.sessions(self.db, offering)[0]))
        for who in range(5):
            self.come(who, who % 2, Mark.PRESENT)
            self.come(who, 2, Mark.PRESENT)
            self.stop(who, 1, Blocker.NO_CARD)
            self.reach(who, Stage.INSTALLED, -20, 0)
            if who % 2:
                self.reach(who, Stage.CARD_LINKED, -2 + who, who)
        self.kept()

    def run(self, statement: Any) -> Any:
        """Write by hand, past everything the program does."""
        self.db.flush()
        return self.db.connection().execute(statement)

    def add_person(self, born_on: date | None, told: ToldBand | None, told_on: date | None) -> None:
        """Take someone new down."""
        given: dict[str, Any] = {"born_on": born_on, "told_band": told, "told_band_on": told_on}
        district = self.districts[len(self.people) % len(self.districts)]
        self.people.append(key(make.participant(self.db, district_id=district, **given)))

    def reach(self, who: int, stage: Stage, days: int, where: int | None) -> None:
        """Record a stage, or put another day to it."""
        reached = table(AppRegistration)
        values = {
            "reached_on": self.today + timedelta(days=days),
            "course_session_id": None if where is None else self._session(where),
        }
        is_this = (reached.c.participant_id == self._person(who)) & (reached.c.stage == stage)
        if not self.run(sa.update(reached).where(is_this).values(values)).rowcount:
            whose = {"participant_id": self._person(who), "stage": stage}
            self.run(sa.insert(reached).values(recorded_at=make.NOW, **whose, **values))

    def take_back(self, who: int, stage: Stage) -> None:
        """Delete a stage."""
        reached = table(AppRegistration)
        is_this = (reached.c.participant_id == self._person(who)) & (reached.c.stage == stage)
        self.run(sa.delete(reached).where(is_this))

    def come(self, who: int, where: int, mark: Mark) -> None:
        """Mark an attendance, or mark it anew."""
        marks = table(Attendance)
        line, session = self._line(who, where), self._session(where)
        is_this = (marks.c.enrolment_id == line) & (marks.c.course_session_id == session)
        if not self.run(sa.update(marks).where(is_this).values(mark=mark)).rowcount:
            which = {"enrolment_id": line, "course_session_id": session}
            new = sa.insert(marks).values(mark=mark, marked_at=make.NOW, how=How.SCREEN, **which)
            self.run(new)

    def unmark(self, who: int, where: int) -> None:
        """Delete a mark."""
        marks = table(Attendance)
        self.run(sa.delete(marks).where(marks.c.enrolment_id == self._line(who, where)))

    def stop(self, who: int, where: int, blocker: Blocker | None) -> None:
        """Record what stopped someone, or that nothing did."""
        stops = table(AppOutcome)
        is_this = (stops.c.participant_id == self._person(who)) & (
            stops.c.course_session_id == self._session(where)
        )
        if not self.run(sa.update(stops).where(is_this).values(blocker=blocker)).rowcount:
            which = {
                "participant_id": self._person(who),
                "course_session_id": self._session(where),
            }
            self.run(sa.insert(stops).values(blocker=blocker, recorded_at=make.NOW, **which))

    def correct(self, who: int, ages: int) -> None:
        """Correct a birth date, or what was told of it."""
        born_on, told, told_on = AGES[ages % len(AGES)]
        self._change(who, born_on=born_on, told_band=told, told_band_on=told_on)

    def move(self, who: int, district: int) -> None:
        """Let someone live elsewhere."""
        self._change(who, district_id=self.districts[district % len(self.districts)])

    def postpone(self, where: int, days: int) -> None:
        """Put a session on another day."""
        held = table(CourseSession)
        on = self.today + timedelta(days=days)
        self.run(sa.update(held).where(held.c.id == self._session(where)).values(on=on))

    def strike(self, where: int) -> None:
        """Delete a session with its marks, and hold another on the same day."""
        held = table(CourseSession)
        old = self.run(sa.select(held).where(held.c.id == self._session(where))).one()._asdict()
        self.run(sa.delete(held).where(held.c.id == old.pop("id")))
        new = self.run(sa.insert(held).values(old)).inserted_primary_key
        self.sessions[where % len(self.sessions)] = new[0]

    def withdraw(self, who: int, where: int) -> None:
        """Delete an enrolment, which takes its marks along."""
        lines = table(Enrolment)
        self.run(sa.delete(lines).where(lines.c.id == self._line(who, where)))

    def hand_over(self, who: int, to: int, where: int) -> None:
        """Write an enrolment to another person's name."""
        lines = table(Enrolment)
        self.withdraw(to, where)
        change = sa.update(lines).values(participant_id=self._person(to))
        self.run(change.where(lines.c.id == self._line(who, where)))

    def delete(self, who: int) -> None:
        """Delete someone with all that hangs on them; another person takes the place."""
        number = self._person(who)
        for of in (AppOutcome, AppRegistration, Enrolment):
            self.run(sa.delete(table(of)).where(table(of).c.participant_id == number))
        merges, persons = table(ParticipantMerge), table(Participant)
        self.run(
            sa.delete(merges).where(sa.or_(merges.c.kept_id == number, merges.c.gone_id == number))
        )
        was_merged = sa.update(persons).where(persons.c.merged_into_id == number)
        self.run(was_merged.values(merged_into_id=None))
        self.run(sa.delete(table(Participant)).where(table(Participant).c.id == number))
        self.add_person(*AGES[number % len(AGES)])
        self.people[who % 5] = self.people.pop()

    def merge(self, who: int, other: int, *, and_undo: bool) -> None:
        """Make two records one; or do so and take it back."""
        if self._person(who) == self._person(other):
            return
        self.db.expire_all()
        try:
            with self.db.begin_nested():
                made = merging.merge(
                    self.db, Pair(self._person(who), self._person(other)), Act(make.NOW), SHARES
                )
        except Refusal:
            return
        if and_undo:
            merging.undo(self.db, key(made), SHARES, at=make.NOW)

    def shift_all(self, days: int) -> None:
        """Put another day to every stage at once."""
        self.run(sa.update(table(AppRegistration)).values(reached_on=self.today - timedelta(days)))

    def wait(self, days: int) -> None:
        """Let days pass."""
        self.today += timedelta(days=days)

    def choose(self, stage: Stage) -> None:
        """Let another stage count as registered."""
        self.stage = stage

    def _change(self, who: int, **values: Any) -> None:
        people = table(Participant)
        self.run(sa.update(people).where(people.c.id == self._person(who)).values(values))

    def _person(self, who: int) -> int:
        return self.people[who % 5]

    def _session(self, where: int) -> int:
        return self.sessions[where % len(self.sessions)]

    def _line(self, who: int, where: int) -> int:
        lines = table(Enrolment)
        person, offering = self._person(who), self.offerings[where % len(self.offerings)]
        is_this = (lines.c.participant_id == person) & (lines.c.offering_id == offering)
        found: int | None = self.run(sa.select(lines.c.id).where(is_this)).scalar()
        if found is None:
            new = sa.insert(lines).values(
                participant_id=person,
                offering_id=offering,
                channel="telephone",
                status="accepted",
                applied_at=make.NOW,
            )
            found = self.run(new).inserted_primary_key[0]
        return found

    def kept(self) -> service.Counted:
        """Return the kept counts, brought up to date two people at a time."""
        while service.fold(self.db, self.stage, self.today, at_most=2) is False:
            pass
        return service.Counted(self.db, self.today, self.stage, is_kept=True)

    def counted(self) -> service.Counted:
        """Return what the database counts anew."""
        return service.Counted(self.db, self.today, self.stage, is_kept=False)

    def year(self) -> indicators.Year:
        """Return the tables of which the figures are defined."""
        first = start_of(fiscal_year(self.today))
        return indicators.Year(
            people=queries.people(self.db),
            stages=queries.stages(self.db, self.today),
            attended=queries.attended(self.db, first, self.today),
            outcomes=queries.outcomes(self.db, first, self.today),
            first=first,
            on=self.today,
            registered_stage=self.stage,
        )


def figures_of(found: service.Counted) -> tuple[Classes, list[int], dict[date, int]]:
    """Return all that can be asked of counts."""
    days = (BEGINNING - timedelta(days=400), BEGINNING, found.on)
    return found.classes(), [found.newly_since(day) for day in days], found.newly_by_month()


def defined(year: indicators.Year) -> tuple[Classes, list[int], dict[date, int]]:
    """Return the same by the definition."""
    days = (BEGINNING - timedelta(days=400), BEGINNING, year.on)
    newly = [indicators.newly_registered_since(year, day) for day in days]
    aged = set(indicators._aged(year.people, year.on)["participant_id"])
    months = counts.by_month({}, year.on)
    reached = indicators._first_reached(year.stages, year.registered_stage)
    for person, day in zip(reached["participant_id"], reached["reached_on"], strict=True):
        if person in aged and day >= year.first:
            months[day.replace(day=1)] += 1
    return indicators.classes(year), newly, months
