"""Where a class of today stands, and so what is to be done with it."""

from datetime import datetime, timedelta
from enum import StrEnum

# People come early, above all those who are 80 and not sure of the way.
DOORS_OPEN = timedelta(minutes=60)


class Stand(StrEnum):
    """Where a class of today stands."""

    CANCELLED = "cancelled"
    LATER = "later"
    NOW = "now"
    OVER = "over"
    CLOSED = "closed"

    @property
    def is_cancelled(self) -> bool:
        return self is Stand.CANCELLED

    @property
    def is_later(self) -> bool:
        return self is Stand.LATER

    @property
    def is_now(self) -> bool:
        return self is Stand.NOW

    @property
    def is_over(self) -> bool:
        return self is Stand.OVER

    @property
    def is_closed(self) -> bool:
        return self is Stand.CLOSED

    @property
    def takes_people(self) -> bool:
        """Whether people are checked in: from the doors on, until someone ends the class."""
        return self in (Stand.NOW, Stand.OVER)

    @property
    def needs_paper(self) -> bool:
        return self in (Stand.LATER, Stand.NOW)


def stand(
    now: datetime, starts: datetime, ends: datetime, *, is_closed: bool, is_cancelled: bool
) -> Stand:
    """Tell where a class stands at an instant; all three instants are on the office's clock.

    It is NOW from an hour before it starts until it ends; OVER until someone ends it on the screen.
    """
    if is_cancelled:
        return Stand.CANCELLED
    if is_closed:
        return Stand.CLOSED
    if now < starts - DOORS_OPEN:
        return Stand.LATER
    return Stand.NOW if now <= ends else Stand.OVER
