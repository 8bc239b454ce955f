"""What a new denominator does to the rate, told by the feature that knows the registrants."""

from collections.abc import Callable
from datetime import date

from flask import Flask, current_app
from sqlmodel import Session

from classroom.figures.population.values import Denominator, RateChange

TELLING = "classroom_rate_beside_population"


Tell = Callable[[Session, date, Denominator | None, Denominator], RateChange | None]


def rate_beside_population(app: Flask, tell: Tell) -> None:
    """Let a feature above say what a new denominator does to the rate."""
    app.extensions[TELLING] = tell


def rate_change(
    db: Session, today: date, now: Denominator | None, new: Denominator
) -> RateChange | None:
    """Ask how the rate changes; None where nothing was registered yet."""
    tell: Tell | None = current_app.extensions.get(TELLING)
    return tell(db, today, now, new) if tell else None
