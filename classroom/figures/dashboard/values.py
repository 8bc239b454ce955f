"""What travels to the section head's screen and its paper."""

from dataclasses import dataclass
from typing import Final

from classroom.figures.outlook.values import Outlook
from classroom.figures.report.values import Kpi
from classroom.planning.course.values import DayLine

NOT_YET: Final = "まだ来ていない日は、議会用に印刷できません。きょうまでの日にしてください。"


@dataclass(frozen=True, slots=True)
class Place:
    """A district: residents of 70 and over (None: not known), and classes held and to come there.

    It counts nobody who was in a class, so it may be published as it is.
    """

    id: int | None
    name: str
    aged: int | None
    held: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Board:
    """The rate of a day with what it takes, where classes were, and the next thirty days."""

    kpi: Kpi
    outlook: Outlook
    places: tuple[Place, ...]
    coming: tuple[DayLine, ...]
