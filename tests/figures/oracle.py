"""The figures counted the slow way: card by card, as a clerk would with everybody's card on a desk.

Written apart from what the program does: raw rows, plain Python, no query and no rule of the
program. A card is a person's story in the order of its days; each figure asks of each card what it
says. Ages are birthdays counted one by one; a told band is all the ages it can mean, let grow.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

STEPS = ["installed", "card_linked", "terms_accepted", "opened_alone"]
BANDS = ["70-74", "75-79", "80-84", "85-89", "90+", "70s", "80s"]
TOLD = {
    "-59": range(60),
    "60s": range(60, 70),
    "70s": range(70, 80),
    "80s": range(80, 90),
    "90+": range(90, 151),
    **{f"{start}-{start + 4}": range(start, start + 5) for start in range(60, 90, 5)},
}


@dataclass
class Held:
    """A session as it was held."""

    number: int
    on: date
    course: int
    venue: int


@dataclass
class Card:
    """What is known of somebody: lines of (day, step, session), visits, and what stopped them."""

    number: int
    born: date | None
    told: str | None
    told_on: date | None
    district: int | None
    device: str
    lives: str
    moved: date | None
    died: date | None
    lines: list[tuple[date, int, str, int | None]] = field(default_factory=list)
    visits: list[Held] = field(default_factory=list)
    stops: list[tuple[Held, str]] = field(default_factory=list)

    def lives_here(self, on: date) -> bool:
        """Say whether they are of the city on a day; who may be is."""
        if self.lives == "outside" and self.moved is None:
            return False
        return not any(left is not None and left <= on for left in (self.moved, self.died))

    def is_70(self, on: date) -> bool | None:
        """Say whether they are a resident of 70 on a day; None where nobody can know."""
        if not self.lives_here(on):
            return False
        ages = self._ages(on)
        answers = {age >= 70 for age in ages}
        return answers.pop() if len(answers) == 1 else None

    def _ages(self, on: date) -> Iterable[int]:
        if self.born:
            return [birthdays(self.born, on)]
        if self.told not in TOLD:
            return [0, 100]
        if self.told_on is None:
            return [TOLD[self.told][0], 150]
        ages = list(TOLD[self.told])
        passed, ahead = birthdays(self.told_on, on), birthdays(on, self.told_on)
        for year in range(1, passed + 1):
            ages = [age + 1 for age in ages] + ([max(ages) + 2] if year == 1 else [])
        for year in range(1, ahead + 1):
            ages = [age - 1 for age in ages] + ([min(ages) - 2] if year == 1 else [])
        return ages

    def band(self, on: date) -> str:
        """Name the band of who is 70 or over."""
        if not self.born:
            return self.told if self.told in BANDS else "unknown"
        age = birthdays(self.born, on)
        return BANDS[min(4, (age - 70) // 5)]

    def until(self, on: date) -> list[tuple[date, int, str, int | None]]:
        """Return the lines up to a day in their order: an earlier step first within a day."""
        return sorted((line for line in self.lines if line[0] <= on), key=lambda line: line[:2])

    def came_so(self, on: date) -> tuple[date, int | None] | None:
        """Return when and where it was written down that they came registered."""
        found = [(day, where) for day, _, step, where in self.until(on) if step == "already"]
        return found[0] if found else None

    def got_to(self, step: str, on: date) -> tuple[date, int | None] | None:
        """Return when and where they first got as far with us; nobody who came registered did."""
        if self.came_so(on):
            return None
        for day, _, name, where in self.until(on):
            if STEPS.index(name) >= STEPS.index(step):
                return day, where
        return None


def birthdays(born: date, on: date) -> int:
    """Count the birthdays someone has had by a day."""
    return sum(_birthday(born, year) <= on for year in range(born.year + 1, on.year + 1))


def _birthday(born: date, year: int) -> date:
    try:
        return date(year, born.month, born.day)
    except ValueError:
        return date(year, 3, 1)


class Desk:
    """Everybody's cards."""

    def __init__(self, db: Session) -> None:
        self.held = {
            number: Held(number, _day(on), course, venue)
            for number, on, course, venue in _rows(
                db,
                'SELECT s.id, s."on", o.course_id, s.venue_id '
                "FROM course_session s JOIN offering o ON o.id = s.offering_id",
            )
        }
        self.cards = {
            row[0]: Card(
                row[0],
                _maybe(row[1]),
                row[2],
                _maybe(row[3]),
                row[4],
                row[5],
                row[6],
                _maybe(row[7]),
                _maybe(row[8]),
            )
            for row in _rows(
                db,
                "SELECT id, born_on, told_band, told_band_on, district_id, device, residence, "
                "moved_on, died_on FROM participant",
            )
        }
        for person, step, on, where in _rows(
            db, "SELECT participant_id, stage, reached_on, course_session_id FROM app_registration"
        ):
            rank = STEPS.index(step) if step in STEPS else -1
            self.cards[person].lines.append((_day(on), rank, step, where))
        for person, session in _rows(
            db,
            "SELECT DISTINCT e.participant_id, a.course_session_id FROM attendance a "
            "JOIN enrolment e ON e.id = a.enrolment_id "
            "WHERE a.mark NOT IN ('absent', 'excused')",
        ):
            self.cards[person].visits.append(self.held[session])
        for person, session, blocker in _rows(
            db, "SELECT participant_id, course_session_id, blocker FROM app_outcome"
        ):
            if blocker:
                self.cards[person].stops.append((self.held[session], blocker))

    def visits(self, card: Card, first: date, on: date) -> list[Held]:
        """Return somebody's visits of a period in order."""
        found = [held for held in card.visits if first <= held.on <= on]
        return sorted(found, key=lambda held: (held.on, held.number))

    def newly(self, first: date, on: date, step: str) -> Iterator[tuple[Card, date, int | None]]:
        """Return who of 70 and over newly registered in a period, when and where."""
        for card in self.cards.values():
            found = card.got_to(step, on)
            if found and found[0] >= first and card.is_70(on):
                yield card, *found

    def classes(self, first: date, on: date, step: str) -> dict[str, dict[Any, int]]:
        """Return 教室実績 of a period by the names of its figures, without noughts."""
        count: dict[str, Counter[Any]] = defaultdict(Counter)
        for card in self.cards.values():
            for name, part in self._says(card, first, on, step):
                count[name][part] += 1
        return {name: dict(parts) for name, parts in count.items()}

    def _says(self, card: Card, first: date, on: date, step: str) -> Iterator[tuple[str, Any]]:
        """Give each figure in which a card counts."""
        came, is_70 = bool(self.visits(card, first, on)), card.is_70(on)
        ours, so = card.got_to(step, on), card.came_so(on)
        is_newly = bool(ours and ours[0] >= first)
        if is_70 is None and (came or is_newly):
            yield "age_unknown", ""
        if not is_70:
            return
        steps = [each for each in STEPS if (at := card.got_to(each, on)) and at[0] >= first]
        is_new = not so and not (ours and not is_newly)
        here = {
            "attended": came,
            "already": so and (came or so[0] >= first),
            "newly_registered": is_newly,
        }
        yield from ((name, card.band(on)) for name, counts in here.items() if counts)
        in_place = {"attended_in": came, "newly_in": is_newly}
        yield from ((name, card.district) for name, counts in in_place.items() if counts)
        alone = {
            "attended_already": came and so,
            "attended_registered_before": came and ours and not is_newly,
            "fresh": is_new and (came or steps),
            "fresh_at_counter": is_new and steps and not came,
        }
        yield from ((name, "") for name, counts in alone.items() if counts)
        yield from (("funnel", each) for each in steps)
        stops = [(held.on, held.number, why) for held, why in card.stops if first <= held.on <= on]
        if stops and not ours and not so:
            yield "blockers", max(stops)[2]

    def sessions_held(self, first: date, on: date) -> list[int]:
        """Return the sessions of a period to which somebody came."""
        came = {held.number for card in self.cards.values() for held in card.visits}
        held = [one for one in self.held.values() if one.number in came and first <= one.on <= on]
        return [one.number for one in sorted(held, key=lambda one: (one.on, one.number))]

    def by_month(self, first: date, on: date, step: str) -> dict[date, tuple[int, int, int]]:
        """Return sessions, who came and who newly registered, by the first day of each month."""
        found: dict[date, tuple[int, int, int]] = {}
        month = first
        while month <= on:
            end = min(on, (month + timedelta(days=31)).replace(day=1) - timedelta(days=1))
            came = [c for c in self.cards.values() if c.is_70(on) and self.visits(c, month, end)]
            newly = [day for _, day, _ in self.newly(first, on, step) if month <= day <= end]
            found[month] = (len(self.sessions_held(month, end)), len(came), len(newly))
            month = end + timedelta(days=1)
        return found

    def chances(self, first: date, on: date, step: str) -> dict[int, tuple[int, int, int]]:
        """Return of each held session who came, could still register, and did so there."""
        found = {}
        for number in self.sessions_held(first, on):
            day, came, fresh, newly = self.held[number].on, 0, 0, 0
            for card in self.cards.values():
                if self.held[number] in card.visits and card.is_70(day):
                    ours = card.got_to(step, on)
                    could = not card.came_so(on) and (ours is None or ours[0] >= day)
                    came, fresh = came + 1, fresh + could
                    newly += bool(could and ours and ours[1] == number)
            found[number] = (came, fresh, newly)
        return found

    def doings(
        self, what: str, first: date, on: date, step: str
    ) -> list[tuple[int, date, int | None]]:
        """Return who of 70 and over did something in a period: person, day, session."""
        return sorted(
            (
                (card.number, day, where)
                for card in self.cards.values()
                if card.is_70(on)
                for day, where in self._did(card, what, first, on, step)
            ),
            key=lambda one: (one[0], one[1], one[2] or 0),
        )

    def _did(
        self, card: Card, what: str, first: date, on: date, step: str
    ) -> Iterator[tuple[date, int | None]]:
        visits: list[tuple[date, int | None]] = [
            (held.on, held.number) for held in self.visits(card, first, on)
        ]
        if what == "visits":
            yield from visits
        elif what == "attended":
            yield from visits[:1]
        elif what == "already":
            if so := card.came_so(on):
                yield from visits[:1] or [so] * (so[0] >= first)
        elif what == "fresh":
            ours = card.got_to(step, on)
            if not card.came_so(on) and not (ours and ours[0] < first):
                lines = [(day, where) for day, _, _, where in card.lines if first <= day <= on]
                lines.sort(key=lambda line: (line[0], line[1] or 0))
                yield from visits[:1] or lines[:1]
        else:
            found = card.got_to(step if what == "newly" else what, on)
            if found and found[0] >= first:
                yield found

    def stopped(
        self, first: date, on: date, step: str, today: date
    ) -> dict[int, tuple[str, int, bool]]:
        """Return what last stopped somebody of 70 and over, where, and if they registered since."""
        found = {}
        for card in self.cards.values():
            registered = card.came_so(today) or card.got_to(step, today)
            for held, why in sorted(card.stops, key=lambda stop: (stop[0].on, stop[0].number)):
                done = registered and (
                    registered[0] < held.on or registered == (held.on, held.number)
                )
                if first <= held.on <= on and not done and card.is_70(on):
                    found[card.number] = (why, held.number, bool(registered))
        return found


def _rows(db: Session, statement: str) -> Iterable[Any]:
    return db.connection().execute(sa.text(statement)).all()


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _maybe(value: Any) -> date | None:
    return None if value is None else _day(value)
