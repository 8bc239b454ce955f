"""Simulated towns, all of a kind at once: single years of age, month by month.

People of 60 and over age, die, move, register by themselves, in classes and at the counter. Each
row of an array is a town. Nothing here knows the formula; `gate` asks it.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
AGES: Final = np.arange(60, 105)
AGED: Final = 10
"""The place of age 70."""

MONTHS, LAST_COUNT = 60, 48
KINDS: Final = (
    *("steady", "seasonal", "steep", "growing", "budget", "saturation", "stop", "drift", "turn"),
    *("campaign", "cleaning"),
)
ORDINARY: Final = KINDS[:-2]


@dataclass(frozen=True)
class Towns:
    """Of each town (row) and month (column): registrants and residents of 70 and over, who of them
    registered with us, who by an event, and the registrants as they were officially told."""

    registered: Array
    residents: Array
    ours: Array
    by_event: Array
    told: Array


class _World:
    """The state of the towns of a kind in one month, and how it moves on."""

    def __init__(self, kind: str, count: int, seed: int) -> None:
        self.kind = kind
        self.dice = np.random.default_rng([KINDS.index(kind), seed])
        self.count = count
        self._draw_people()
        self._draw_paces()
        self._draw_events()

    def even(self, low: float, high: float) -> Array:
        return self.dice.uniform(low, high, (self.count, 1))

    def _draw_people(self) -> None:
        dice = self.dice
        death = 0.0105 * np.exp((AGES - 70) * 0.112) * dice.lognormal(0, 0.1, (self.count, 1))
        self.death = np.minimum(0.9, death)
        steps = np.concatenate([np.ones((self.count, 1)), 1 - self.death[:, :-1]], 1)
        alive = np.cumprod(steps, 1)
        lumps = dice.lognormal(0, 0.10, (self.count, len(AGES)))
        growth = np.exp(self.even(-0.015, 0.025) * (AGES - 70))
        self.cohort = self.even(200, 750) * growth * lumps
        people = dice.poisson(self.cohort * alive / alive[:, [AGED]])
        slope = self.even(-0.03, -0.015) if self.kind == "steep" else self.even(-0.015, 0.005)
        self.share = np.clip(self.even(0.38, 0.46) + slope * (AGES - 78), 0.02, 0.80)
        self.yes = dice.binomial(people, self.share)
        self.no = people - self.yes

    def _draw_paces(self) -> None:
        kind = self.kind
        self.classes, self.fresh = self.even(1, 6), self.even(4, 9)
        self.spread, self.conversion = self.even(3, 20), self.even(0.3, 0.8)
        self.alike, self.counter = self.even(0.02, 0.2), self.even(0, 4)
        self.own = self.even(0.025, 0.06) if kind == "growing" else self.even(0, 0.018)
        self.by_age = np.where(AGES < 70, self.even(1, 3), np.exp(-0.05 * (AGES - 75)))
        self.out = self.even(0.004, 0.012)
        self.come, self.come_share = self.out * self.even(0.5, 1.3), self.even(0, 0.5)
        bell = np.exp(-0.5 * ((AGES - 76) / 7.0) ** 2)
        self.reach = np.where(AGES < 65, 0.1, np.where(AGES < 70, 0.4, bell))
        self.season = self.even(0.1, 0.5) if kind == "seasonal" else self.even(0, 0.1)
        self.phase = self.dice.integers(0, 12, (self.count, 1))

    def _draw_events(self) -> None:
        dice = self.dice
        self.jump = dice.integers(6, MONTHS, (self.count, 1))
        self.jump_size, self.cleaned = self.even(0.03, 0.10), self.even(0.02, 0.06)
        self.stop = dice.integers(0, MONTHS - 6, (self.count, 1))
        self.stop_long = dice.integers(9, 19, (self.count, 1))
        self.own_in_stop, self.decline = self.even(0.3, 1), self.even(0.10, 0.25)
        self.turn, self.wander = self.even(0.3, 2.5), np.zeros((self.count, 1))
        self.pool = self.even(0.10, 0.25) * self.no[:, AGED:].sum(1, keepdims=True)
        self.used = np.zeros((self.count, 1))

    def live(self) -> None:
        """Let a month pass: people die and move, come, and grow older."""
        dice = self.dice
        gone = np.clip((self.death + self.out) / 12, 0, 1)
        self.yes = self.yes - dice.binomial(self.yes, gone)
        self.no = self.no - dice.binomial(self.no, gone)
        people = self.yes + self.no
        new = dice.poisson(people * self.come / 12)
        chance = np.clip(self.come_share * self.yes / np.maximum(people, 1), 0, 1)
        new_yes = dice.binomial(new, chance)
        self.yes, self.no = self.yes + new_yes, self.no + new - new_yes
        self.yes, self.no = self._older(self.yes), self._older(self.no)
        young = dice.poisson(self.cohort[:, [0]] / 12)
        young_yes = dice.binomial(young, self.share[:, [0]])
        self.yes[:, [0]] += young_yes
        self.no[:, [0]] += young - young_yes

    def _older(self, people: Array) -> Array:
        moved = self.dice.binomial(people, 1 / 12)
        moved[:, -1] = 0
        people = people - moved
        people[:, 1:] += moved[:, :-1]
        return people

    def teach(self, month: int) -> Array:
        """Hold the month's classes and the counter; give who of 70 and over registered with us."""
        dice, run = self.dice, ~self._stopped(month)
        fade = np.ones((self.count, 1))
        if self.kind == "saturation":
            fade = np.maximum(0.05, 1 - self.used / self.pool)
        held = dice.poisson(self._classes(month) * run)
        many = np.maximum(held, 1)
        odds = self.spread / (self.spread + self.fresh * fade)
        came = dice.negative_binomial(many * self.spread, odds) * (held > 0)
        sure = (1 / self.alike - 1) * many
        chance = dice.beta(self.conversion * sure, (1 - self.conversion) * sure)
        want = dice.binomial(came, chance) + dice.poisson(self.counter * run)
        among = np.maximum((self.no * self.reach)[:, AGED:].sum(1, keepdims=True), 1)
        gained = self._register(np.clip(want / among * self.reach, 0, 0.5))
        self.used = self.used + gained[:, None]
        return gained

    def _classes(self, month: int) -> Array:
        if self.kind == "budget":
            return self.classes * (1 - self.decline) ** (month / 12)
        if self.kind != "seasonal":
            return self.classes
        idle = np.isin((month + self.phase) % 12, (1, 2, 6, 9, 10))
        return np.where(idle, 0, self.classes * 12 / 7)

    def _stopped(self, month: int) -> Array:
        within = (month >= self.stop) & (month < self.stop + self.stop_long)
        return within if self.kind == "stop" else np.zeros_like(within)

    def alone(self, month: int) -> None:
        """Let people register by themselves."""
        season = 1 + self.season * np.sin(2 * np.pi * ((month + self.phase) % 12) / 12)
        own = self.own * self.by_age * season
        own = np.where(self._stopped(month), own * self.own_in_stop, own)
        if self.kind == "saturation":
            own = own * np.exp(-0.15 * month / 12)
        if self.kind == "drift":
            self.wander = self.wander + self.dice.normal(0, 0.5 / np.sqrt(12), (self.count, 1))
            own = own * np.exp(self.wander)
        if self.kind == "turn":
            own = np.where(month >= self.jump, own * self.turn, own)
        self._register(np.clip(own / 12, 0, 1))

    def event(self, month: int) -> Array:
        """Let the campaign or the cleaning happen in its month; give the change of registrants."""
        now = month == self.jump
        if self.kind == "campaign":
            return self._register(np.where(AGES < 70, 1.5, 1) * self.jump_size * now)
        if self.kind != "cleaning":
            return np.zeros(self.count)
        lost = self.dice.binomial(self.yes, self.cleaned * now * np.ones(len(AGES)))
        self.yes, self.no = self.yes - lost, self.no + lost
        aged: Array = lost[:, AGED:].sum(1)
        return -aged

    def _register(self, chance: Array) -> Array:
        gained = self.dice.binomial(self.no, chance)
        self.yes, self.no = self.yes + gained, self.no - gained
        aged: Array = gained[:, AGED:].sum(1)
        return aged


@lru_cache(maxsize=1)
def towns(kind: str, count: int, seed: int) -> Towns:
    """Let towns of a kind live for sixty months."""
    world = _World(kind, count, seed)
    shape = (count, MONTHS + 1)
    registered, residents, ours, by_event = (np.zeros(shape) for _ in range(4))
    for month in range(MONTHS + 1):
        if month:
            world.live()
            ours[:, month] = world.teach(month)
            world.alone(month)
            by_event[:, month] = world.event(month)
        registered[:, month] = world.yes[:, AGED:].sum(1)
        residents[:, month] = registered[:, month] + world.no[:, AGED:].sum(1)
    told = _told(world.dice, registered, by_event)
    return Towns(registered, residents, ours, by_event, told)


def _told(dice: np.random.Generator, true: Array, event: Array) -> Array:
    """Return the official registrants: half of their days half a month off at most, 0.1 % noise."""
    off = dice.uniform(-0.5, 0.5, true.shape) * (dice.random(true.shape) < 0.5)
    a_month = np.diff(true, axis=1, prepend=true[:, [0]]) - event
    return np.round(true + off * a_month + dice.normal(0, 0.001, true.shape) * true)
