"""What one search over everything found."""

from dataclasses import dataclass

from classroom.desk.participant.values import Found
from classroom.planning.course.values import DayLine
from classroom.planning.place.values import VenueLine


@dataclass(frozen=True, slots=True)
class Everything:
    """Who and what a text may mean; of each kind at most so many as fit a page."""

    people: list[Found]
    classes: list[DayLine]
    venues: list[VenueLine]

    @property
    def count(self) -> int:
        return len(self.people) + len(self.classes) + len(self.venues)
