"""The plan's indicators as they are shipped, until the city has changed one."""

import tomllib
from decimal import Decimal
from functools import cache
from typing import Any

from classroom.core.config import Settings
from classroom.core.data import data_dir
from classroom.figures.review.rules import Better, Goal
from classroom.figures.review.values import Indicator

FILE = "plan/indicators.toml"


def shipped(settings: Settings) -> list[Indicator]:
    """Return the indicators of the plan's ten actions; what no source gave is empty."""
    return [
        Indicator(
            code=found["code"],
            action=found["action"],
            goal=goal_of(settings, computed=found.get("computed", ""), **_goal(found)),
            title=found.get("title", ""),
            name=found.get("name", ""),
            unit=found.get("unit", ""),
            computed=found.get("computed", ""),
            position=position,
        )
        for position, found in enumerate(_entries(), 1)
    ]


def goal_of(
    settings: Settings,
    *,
    computed: str,
    baseline: Decimal | None,
    target: Decimal | None,
    better: Better,
) -> Goal:
    """Return an indicator's goal; that of our own rate is in the settings."""
    if computed:
        baseline, target = settings.baseline_rate, settings.target_rate
    return Goal(baseline, target, better, settings.baseline_year, settings.target_year)


def _goal(found: dict[str, Any]) -> dict[str, Any]:
    numbers = {
        name: Decimal(found[name]) if name in found else None for name in ("baseline", "target")
    }
    return {**numbers, "better": Better(found.get("better", Better.HIGHER))}


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    text = (data_dir("materials") / FILE).read_text(encoding="utf-8")
    return tuple(tomllib.loads(text)["indicator"])
