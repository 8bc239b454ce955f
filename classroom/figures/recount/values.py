"""The figures counted the slow way: card by card, as a clerk would with everybody's card on a desk.

Written apart from what the program does: raw rows, plain Python, no query and no rule of the
program. A card is a person's story in the order of its days; each figure asks of each card what it
says. Ages are birthdays counted one by one; a told band is all the ages it can mean, let grow.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from classroom.figures.recount.rules import STEPS, Card, Held


class Desk:
    """Everybody's cards."""

    def __init__(self, held: dict[int, Held], cards: dict[int, Card]) -> None:
        self.held, self.cards = held, cards

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
