"""Words of where somebody lives, and of having left: who counts as a resident, who is called."""

from dataclasses import dataclass
from datetime import date

from classroom.rules.era_calendar import wareki
from classroom.rules.words.word import Word


class Residence(Word):
    """Whether somebody lives in the city. Who is unknown counts, and is asked."""

    def __init__(self, _code: str, label: str = "") -> None:
        self.label = label

    INSIDE = "inside", "市内"
    OUTSIDE = "outside", "市外"
    UNKNOWN = "unknown", "不明"


class Left(Word):
    """How somebody has left: code, label, what is said of it, and of a day to come."""

    def __init__(self, _code: str, label: str = "", said: str = "", to_come: str = "") -> None:
        self.label = label
        self.said = said
        self.to_come = to_come

    MOVED = "moved", "転出", "転出されました", "転出の予定です"
    DIED = "died", "死亡", "亡くなられました", ""


@dataclass(frozen=True, slots=True)
class Departure:
    """How somebody left, and the day from which they count no more and are sent nothing."""

    how: Left
    on: date

    @property
    def entry(self) -> str:
        """Say what was written down: 令和8年10月3日に転出."""
        return f"{wareki(self.on)}に{self.how.label}"

    def sentence(self, today: date) -> str:
        """Say it on a day: 令和8年10月3日に転出されました."""
        return f"{wareki(self.on)}に{self.how.said if self.on <= today else self.how.to_come}"


def departure(moved_on: date | None, died_on: date | None) -> Departure | None:
    """Return how somebody left; who moved and died later has died."""
    if died_on is not None:
        return Departure(Left.DIED, died_on)
    return Departure(Left.MOVED, moved_on) if moved_on is not None else None


def left_by(day: date, moved_on: date | None, died_on: date | None) -> Departure | None:
    """Return how somebody has left by a day; None where they have not."""
    gone = [Departure(Left.DIED, died_on)] if died_on and died_on <= day else []
    moved = [Departure(Left.MOVED, moved_on)] if moved_on and moved_on <= day else []
    return next(iter([*gone, *moved]), None)


def is_resident(
    day: date, residence: Residence, moved_on: date | None, died_on: date | None
) -> bool:
    """Tell whether somebody counts as a resident on a day: who may be one does.

    市外 with a day of 転出 is somebody who lived here until that day.
    """
    lived_here = residence is not Residence.OUTSIDE or moved_on is not None
    return lived_here and left_by(day, moved_on, died_on) is None
